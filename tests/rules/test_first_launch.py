"""docs/first-launch.md: the checklist that it shows is one, and the commands that it types are."""

import re
from pathlib import Path

import pytest

from golive_tui.cli.main import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "first-launch.md"


@pytest.fixture
def folder(tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the page's checklist lies, and its commands are typed."""
    found = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    # No test looks beyond this machine.
    text = found[1].replace("https://shop.example.com", "http://127.0.0.1:9")
    (tmp_path / "shop.toml").write_text(text, encoding="utf-8")
    script = tmp_path / "deploy.sh"
    script.write_text("#!/bin/sh\necho deployed\n")
    script.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed() -> list[list[str]]:
    """The commands of the page, without the `golive` before them."""
    lines = re.findall(r"^\$ golive (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [line.split() for line in lines]


def test_its_checklist_is_valid(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "shop.toml"]) == 0, capsys.readouterr().err


def test_its_commands_can_be_typed_in_their_order(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`doctor` may say no of a host that is not there; `status` says hold. None is bad usage."""
    said = {}
    for argv in typed():
        detached = [*argv, "--detach"] if argv[0] == "run" else argv
        said[argv[0]] = main(detached)
        capsys.readouterr()
    try:
        assert list(said) == ["validate", "doctor", "run", "status", "journal", "report"]
        assert (said["validate"], said["run"], said["journal"], said["report"]) == (0, 0, 0, 0)
        assert said["doctor"] in {0, 1}
        assert said["status"] == 1
    finally:
        assert main(["stop"]) == 0
