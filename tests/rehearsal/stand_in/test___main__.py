import subprocess
from pathlib import Path

import pytest

from tests.rehearsal.stand_in.process import COMMAND
from tests.rules.project import ROOT


def tried(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "--seed"),
        (("--seed", "x"), "invalid int value"),
        (("--seed", "1", "--speed", "0"), "must be more than 0"),
        (("--seed", "1", "--speed", "nan"), "must be more than 0"),
        (("--seed", "1", "--since", "yesterday"), "is not a time"),
        (("--seed", "1", "--since", "2026-01-01T00:00:00"), "has no time zone"),
    ],
)
def test_bad_usage_is_exit_code_2_with_a_sentence(arguments: tuple[str, ...], told: str) -> None:
    run = tried(*arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert told in run.stderr
    assert "Traceback" not in run.stderr


def test_a_bad_behaviour_file_is_exit_code_2(own_home: Path) -> None:
    file = own_home / "bad.toml"
    file.write_text("helth = 1")
    run = tried("--seed", "1", "--behaviour", str(file))
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("stand-in: ")
    assert "bad.toml: helth: no such key; did you mean health?" in run.stderr


def test_a_stdin_that_cannot_end_is_refused() -> None:
    run = tried("--seed", "1")
    assert (run.returncode, run.stdout) == (2, "")
    assert "stdin is no pipe" in run.stderr
