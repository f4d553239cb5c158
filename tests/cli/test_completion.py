import shutil
import subprocess
from pathlib import Path

import pytest

from golive_tui.cli.completion import SHELLS, script
from golive_tui.cli.main import COMMANDS, main


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_knows_every_command_and_act(shell: str) -> None:
    text = script(shell)
    assert [each.name for each in COMMANDS if each.name not in text] == []
    assert "complete" in text
    assert "target" in text


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 0
    assert capsys.readouterr().out.rstrip("\n") == script("bash")


def test_another_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "fish"]) == 2
    assert "bash" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_commands_acts_and_options(tmp_path: Path) -> None:
    file = tmp_path / "golive.bash"
    file.write_text(script("bash"))
    assert "doctor" in _completed(file, "golive", "doc")
    assert "complete" in _completed(file, "golive", "round", "comp")
    assert "--target" in _completed(file, "golive", "run", "--tar")


def _completed(file: Path, *words: str) -> list[str]:
    line = " ".join(f"'{word}'" for word in words)
    asked = (
        f"source {file}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1};"
        " $(complete -p golive | sed 's/.*-F \\([^ ]*\\).*/\\1/') golive;"
        ' printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    return done.stdout.split()
