import os
from pathlib import Path

import pytest

from golive_tui import checklist_files
from golive_tui.checklist.source import LARGEST
from golive_tui.checklist_files import find, load, shipped
from golive_tui.errors import ChecklistError, NotFound

GOOD = b"""
schema = 1
title = "T"
[targets.here]
[[stage]]
title = "A"
[[stage.section]]
title = "B"
[[stage.section.item]]
title = "C"
"""


def _problem(path: Path) -> str:
    with pytest.raises(ChecklistError) as caught:
        load(path, {})
    (problem,) = caught.value.problems
    return problem.sentence("f")


def test_the_shipped_checklists_have_names() -> None:
    assert list(shipped()) == ["flowmind", "minimal", "services"]
    assert all(path.is_file() for path in shipped().values())


def test_the_installed_package_has_its_own_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.toml").write_bytes(GOOD)
    monkeypatch.setattr(checklist_files, "_INSTALLED", tmp_path)
    assert shipped() == {"other": tmp_path / "other.toml"}


@pytest.mark.parametrize("name", ["flowmind", "flowmind.toml"])
def test_a_shipped_checklist_is_found_by_its_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find(name) == shipped()["flowmind"]


def test_a_file_goes_before_a_shipped_name_with_its_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flowmind.toml").write_bytes(GOOD)
    (tmp_path / "flowmind").mkdir()
    assert find("flowmind.toml") == Path("flowmind.toml")
    assert find("flowmind") == shipped()["flowmind"]


@pytest.mark.parametrize("name", ["nothing.toml", "a/b", "\0", "x" * 5000, ""])
def test_what_is_not_there_is_said(name: str) -> None:
    with pytest.raises(NotFound, match=r"^no checklist") as caught:
        find(name)
    assert caught.value.hint == "golive has: flowmind, minimal, services"


def test_a_misspelt_name_is_suggested() -> None:
    with pytest.raises(NotFound) as caught:
        find("flowmnid")
    assert caught.value.hint == "did you mean `flowmind`?"


def test_a_checklist_is_loaded_with_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_bytes(GOOD)
    checklist, data = load(path, {})
    assert (checklist.title, data) == ("T", GOOD)


def test_a_problem_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_bytes(GOOD + b"x = 1\n")
    with pytest.raises(ChecklistError, match=f"^{path}:11: stage"):
        load(path, {})


def test_a_file_that_went_away_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        load(tmp_path / "gone.toml", {})


def test_a_directory_is_no_checklist(tmp_path: Path) -> None:
    assert _problem(tmp_path) == "f: this is a directory; name a TOML file in it"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert _problem(tmp_path / "pipe") == "f: this is no regular file"
    assert _problem(Path("/dev/null")) == "f: this is no regular file"


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "loop.toml"
    path.symlink_to(path)
    assert _problem(path) == "f: cannot be read: Too many levels of symbolic links"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as stream:
        stream.truncate(100 * 2**20)
    assert _problem(path) == "f: 100.0 MiB is too large for a checklist; at most 4 MiB"


def test_a_file_that_grows_meanwhile_is_refused_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.toml"
    path.write_bytes(b"#" * (LARGEST + 10))
    small = (tmp_path / "small").write_bytes(b"#") and (tmp_path / "small").stat()
    monkeypatch.setattr(Path, "stat", lambda self, **kwargs: small)
    assert "is too large" in _problem(path)
