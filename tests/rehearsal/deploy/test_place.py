import os
from pathlib import Path

import pytest

from golive_tui.rehearsal.deploy.place import FAIL, OUTPUTS, PACE, SECRET, TOLD, Place, hand_on


def test_the_folder_is_made_for_its_owner_alone_when_something_is_left(tmp_path: Path) -> None:
    place = Place(tmp_path / "launch" / "artifacts")
    assert place.runs("deploy") == 0
    assert not place.folder.exists()
    place.leave("a.json", "1")
    assert place.folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in place.folder.iterdir()] == ["a.json"]


def test_a_folder_of_somebody_else_is_not_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    with pytest.raises(PermissionError, match="somebody else"):
        Place(tmp_path).leave("a.json", "1")
    assert list(tmp_path.iterdir()) == []


def test_good_runs_are_counted_by_name(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.ran("deploy-staging")
    place.ran("deploy-staging")
    assert (place.runs("deploy-staging"), place.runs("deploy-production")) == (2, 0)
    (tmp_path / "deploy-staging.runs").write_text("many\n")
    assert place.runs("deploy-staging") == 0


def test_a_command_fails_when_the_environment_or_the_file_names_it(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert place.told({}) == frozenset()
    assert place.told({FAIL: "load-test deploy"}) == {"load-test", "deploy"}
    (tmp_path / TOLD).write_text("deploy-staging\n")
    assert place.told({}) == {"deploy-staging"}
    assert place.told({FAIL: "health"}) == {"deploy-staging", "health"}


def test_its_secret_is_random_kept_and_nobody_else_s_to_read(tmp_path: Path) -> None:
    place, other = Place(tmp_path / "a"), Place(tmp_path / "b")
    first = place.secret()
    assert len(first) >= 32
    assert place.secret() == first != other.secret()
    assert (tmp_path / "a" / SECRET).stat().st_mode & 0o077 == 0


def test_the_pace_may_be_told_by_a_file(tmp_path: Path) -> None:
    assert not Place(tmp_path).pace
    (tmp_path / PACE).write_text("0.5\n")
    assert Place(tmp_path).pace == "0.5"


def test_without_a_file_for_it_nothing_is_handed_on(tmp_path: Path) -> None:
    hand_on("A", "1", {})
    hand_on("A", "1", {OUTPUTS: str(tmp_path / "outputs")})
    assert (tmp_path / "outputs").read_text() == "A=1\n"
