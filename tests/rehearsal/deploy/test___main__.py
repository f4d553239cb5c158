"""Two ways to start it: the module of an installed golive, and the folder by its path."""

import subprocess
import sys
from pathlib import Path

import pytest

import golive_tui

HOME = Path(golive_tui.__file__).parent.parent


@pytest.mark.parametrize(
    "words", [["-m", "golive_tui.rehearsal.deploy"], [str(HOME / "golive_tui/rehearsal/deploy")]]
)
def test_both_ways_start_the_same(words: list[str], tmp_path: Path) -> None:
    place = HOME if words[0] == "-m" else tmp_path
    done = subprocess.run(
        [sys.executable, *words, "health", "--pace", "0", "--artifacts", str(tmp_path)],
        cwd=place,
        env={"PYTHONPATH": str(HOME)} if words[0] == "-m" else {},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "healthy" in done.stdout
