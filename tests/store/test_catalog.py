import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from golive_tui.errors import NotFound, StoreError, StoreUnwritable, VersionMismatch
from golive_tui.launch.events import Event
from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY, Origin
from golive_tui.store.catalog import base, find, first_event, launches, new_directory
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import begin_from
from tests.store.builders import CREATED, NOON, append, event, launched, made, saved, story


def test_launches_live_in_the_state_home(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert base() == own_home / "state" / "golive"
    for ignored in ("", "relative/path"):
        monkeypatch.setenv("XDG_STATE_HOME", ignored)
        assert base() == own_home / "home" / ".local" / "state" / "golive"


def test_no_folder_means_no_launches(own_home: Path) -> None:
    assert launches(own_home / "nowhere") == []
    (own_home / "file").touch()
    assert launches(own_home / "file") == []


def test_launches_come_with_the_last_changed_first(own_home: Path) -> None:
    for minute, name in enumerate(["b", "a", "c"]):
        directory = launched(own_home / "l" / name, 1)
        os.utime(directory.journal, (minute, minute))
    made(own_home / "l" / "never-begun")
    launched(own_home / "l" / ".hidden", 1)
    (own_home / "l" / "file").touch()
    assert [each.path.name for each in launches(own_home / "l")] == ["c", "a", "b"]


def test_a_launch_is_found_by_name_beginning_and_path(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_home / "l"
    first = launched(folder / "shop-production-20261124-1200", 1)
    launched(folder / "shop-staging-20261124-1201", 1)
    assert find("shop-production-20261124-1200", folder) == first
    assert find("shop-p", folder) == first
    assert find(str(first.path), own_home) == first
    monkeypatch.chdir(folder)
    assert find("shop-production-20261124-1200", own_home / "nowhere") == first
    monkeypatch.chdir(first.path)
    assert find(".", own_home) == first
    (own_home / "short").symlink_to(first.path)
    assert find(str(own_home / "short"), own_home) == first


def test_the_whole_name_wins_over_a_beginning(own_home: Path) -> None:
    whole = launched(own_home / "l" / "shop", 1)
    launched(own_home / "l" / "shop-2", 1)
    assert find("shop", own_home / "l") == whole


@pytest.mark.parametrize("name", ["shop", "bank", "", "./bank", "/nowhere/at/all"])
def test_what_is_not_there_or_not_clear_is_not_found(own_home: Path, name: str) -> None:
    launched(own_home / "l" / "shop-1", 1)
    launched(own_home / "l" / "shop-2", 1)
    with pytest.raises(NotFound):
        find(name, own_home / "l")


def test_an_error_names_what_there_is(own_home: Path) -> None:
    launched(own_home / "l" / "shop-1", 1)
    launched(own_home / "l" / "shop-2", 1)
    with pytest.raises(NotFound, match="any of 2 launches") as unclear:
        find("shop", own_home / "l")
    assert {"shop-1", "shop-2"} == set(unclear.value.hint.split(", "))
    with pytest.raises(NotFound, match="no launch 'bank'") as unknown:
        find("bank", own_home / "l")
    assert "shop-1" in unknown.value.hint
    with pytest.raises(NotFound) as none:
        find("bank", own_home)
    assert "golive run" in none.value.hint


def test_a_new_launch_is_named_after_checklist_target_and_minute(own_home: Path) -> None:
    at = datetime(2026, 11, 24, 12, 0, 59, tzinfo=UTC)
    names = [new_directory(own_home / "l", "Shop 2.0", "production", at) for _ in range(3)]
    assert [each.path.name for each in names] == [
        "shop-2-0-production-20261124-1200",
        "shop-2-0-production-20261124-1200-2",
        "shop-2-0-production-20261124-1200-3",
    ]
    assert all(each.steps.is_dir() for each in names)


def test_a_new_launch_has_a_name_even_if_nothing_can_be_made_of_its_words(own_home: Path) -> None:
    assert new_directory(own_home, "§§", "", NOON).path.name == "launch-20261124-1200"


def test_a_new_launch_that_cannot_be_made_is_told(own_home: Path) -> None:
    (own_home / "file").touch()
    with pytest.raises(StoreUnwritable, match="no launch was begun"):
        new_directory(own_home / "file", "shop", "production", NOON)


def test_the_first_event_is_told_from_the_first_line(own_home: Path) -> None:
    directory = launched(own_home / "launch", 3)
    with directory.journal.open("ab") as journal:
        journal.write(b"garbage\n")
    assert first_event(directory) == event(1, CREATED)


def test_the_first_event_of_a_carried_launch_is_told_from_its_state(own_home: Path) -> None:
    old = saved(launched(own_home / "old", 5))
    new = LaunchDirectory(own_home / "new")
    begin_from(old.state, new, NOON)
    told = first_event(new)
    assert fold_origin(told) == fold_origin(event(1, CREATED))
    append(new, story(1, first=6))
    assert first_event(new) == told


def fold_origin(first: Event) -> Origin | None:
    return fold(EMPTY, first).origin


def test_a_launch_without_a_first_event_says_so(own_home: Path) -> None:
    directory = made(own_home / "launch")
    with pytest.raises(NotFound):
        first_event(directory)
    directory.journal.write_bytes(b'{"seq":1,')
    with pytest.raises(StoreError, match="no first line"):
        first_event(directory)
    directory.journal.write_bytes(b"garbage\n")
    with pytest.raises(StoreError):
        first_event(directory)


def test_a_journal_begun_by_a_newer_golive_says_so(own_home: Path) -> None:
    directory = launched(own_home / "launch", 1)
    newer = directory.journal.read_bytes().replace(b'"format":1', b'"format":9')
    directory.journal.write_bytes(newer)
    with pytest.raises(VersionMismatch, match="format 9"):
        first_event(directory)


def test_a_launch_that_begins_with_something_else_is_refused(own_home: Path) -> None:
    directory = made(own_home / "launch")
    append(directory, [event(1, story(5)[4].fact)])
    with pytest.raises(StoreError, match=r"does not begin with item\.passed"):
        first_event(directory)
