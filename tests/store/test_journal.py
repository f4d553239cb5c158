import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from golive_tui.errors import StoreError, StoreUnwritable
from golive_tui.launch.events import ItemNoted
from golive_tui.launch.fold import fold
from golive_tui.store.chain import START
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.recover import recover
from tests.store.builders import event, folded, launched, made, story, synced
from tests.store.disks import fill, largest_file, make_read_only, small_disk


@pytest.fixture
def directory(own_home: Path) -> LaunchDirectory:
    return launched(own_home / "launch", 3)


def opened(directory: LaunchDirectory) -> Journal:
    return Journal.open(directory, recover(directory, fold).position)


def append_one_by_one(journal: Journal, n: int) -> None:
    for each in story(n, first=journal.position.seq + 1):
        journal.append([each])


def noting(name: str, notes: list[str], really: Callable[..., object]) -> Callable[..., object]:
    """A system call that notes its name."""

    def call(*arguments: object) -> object:
        notes.append(name)
        return really(*arguments)

    return call


def failing_once(code: int, really: Callable[..., object]) -> Callable[..., object]:
    """A system call that fails the first time."""
    failures = [OSError(code, os.strerror(code))]

    def call(*arguments: object, **named: object) -> object:
        if failures:
            raise failures.pop()
        return really(*arguments, **named)

    return call


def test_a_new_journal_begins_with_the_first_event(own_home: Path) -> None:
    directory = made(own_home / "launch")
    with Journal.open(directory, START) as journal:
        journal.append(story(3))
        assert journal.position.seq == journal.position.lines == 3
        assert journal.position.offset == directory.journal.stat().st_size
    assert recover(directory, fold).state == folded(story(3))


def test_a_batch_is_one_write_and_one_fsync(
    directory: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for name in ("write", "fsync"):
        monkeypatch.setattr(os, name, noting(name, calls, getattr(os, name)))
    with opened(directory) as journal:
        journal.append(story(40, first=4))
        assert calls == ["write", "fsync"]
        journal.append([])
        assert calls == ["write", "fsync"]


def test_a_new_journals_name_is_durable_before_its_first_event(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = made(own_home / "launch")
    notes = synced(monkeypatch)
    with Journal.open(directory, START) as journal:
        assert notes == ["folder"]
        journal.append(story(1))
    assert notes == ["folder", "file"]


def test_events_that_do_not_follow_are_refused(directory: LaunchDirectory) -> None:
    before = directory.journal.read_bytes()
    with opened(directory) as journal:
        for events in (story(1, first=5), story(1, first=3), [*story(1, first=4)] * 2):
            with pytest.raises(StoreError, match="cannot follow"):
                journal.append(events)
        bad = event(4, ItemNoted(item="a", text="\ud800"))
        with pytest.raises(StoreError, match="cannot be recorded"):
            journal.append([bad])
        assert directory.journal.read_bytes() == before
        journal.append(story(1, first=4))
    assert recover(directory, fold).state == folded(story(4))


@pytest.mark.parametrize("room", [0, 1, 100, 700])
def test_a_file_that_may_not_grow_refuses_the_act_and_loses_nothing(
    directory: LaunchDirectory, room: int
) -> None:
    before = directory.journal.read_bytes()
    with opened(directory) as journal:
        with largest_file(len(before) + room), pytest.raises(StoreUnwritable) as refusal:
            journal.append(story(4, first=4))
        assert "may not grow" in refusal.value.message
        assert str(directory.journal) in refusal.value.message
        assert "nothing was recorded" in refusal.value.message
        assert directory.journal.read_bytes() == before
        journal.append(story(4, first=4))
    assert recover(directory, fold).state == folded(story(7))


def test_a_full_disk_refuses_the_act_and_goes_on_once_there_is_room(own_home: Path) -> None:
    with small_disk(own_home / "disk") as disk:
        directory = launched(disk / "launch", 3)
        with opened(directory) as journal:
            filler = fill(disk)
            # The journal's last page may have room for a few; then the disk is full.
            with pytest.raises(StoreUnwritable, match="no space left on this disk") as refusal:
                append_one_by_one(journal, 100)
            n = journal.position.seq
            assert "df -h" in refusal.value.hint
            assert journal.position.offset == directory.journal.stat().st_size
            filler.unlink()
            journal.append(story(2, first=n + 1))
        assert recover(directory, fold).state == folded(story(n + 2))


def test_a_read_only_disk_is_told_at_the_opening(own_home: Path) -> None:
    with small_disk(own_home / "disk") as disk:
        directory = launched(disk / "launch", 3)
        make_read_only(disk)
        with pytest.raises(StoreUnwritable, match="read-only"):
            opened(directory)
        with pytest.raises(StoreUnwritable, match="read-only"):
            LaunchDirectory(disk / "other").create()


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS])
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_that_fails_refuses_the_act_and_goes_on(
    directory: LaunchDirectory, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    before = directory.journal.read_bytes()
    with opened(directory) as journal:
        monkeypatch.setattr(os, call, failing_once(code, getattr(os, call)))
        with pytest.raises(StoreUnwritable, match="nothing was recorded"):
            journal.append(story(2, first=4))
        assert directory.journal.read_bytes() == before
        journal.append(story(2, first=4))
    assert recover(directory, fold).state == folded(story(5))


def test_what_could_not_be_taken_back_is_told_and_taken_back_later(
    directory: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(directory) as journal:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", failing_once(errno.EIO, os.fsync))
            patch.setattr(os, "ftruncate", failing_once(errno.EIO, os.ftruncate))
            with pytest.raises(StoreUnwritable, match="could not be taken back"):
                journal.append(story(2, first=4))
        journal.append([event(4, ItemNoted(item="a", text="instead"))])
    found = recover(directory, fold)
    assert found.state == folded([*story(3), event(4, ItemNoted(item="a", text="instead"))])


def test_another_writer_is_noticed(directory: LaunchDirectory) -> None:
    with opened(directory) as journal:
        with directory.journal.open("ab") as other:
            other.write(b"?\n")
        with pytest.raises(StoreError, match="another program writes to it") as refusal:
            journal.append(story(1, first=4))
        assert not isinstance(refusal.value, StoreUnwritable)
    assert directory.journal.read_bytes().endswith(b"?\n")


def test_a_replaced_or_removed_journal_is_noticed(directory: LaunchDirectory) -> None:
    """Appending to a file without a name would acknowledge what is lost at the end."""
    content = directory.journal.read_bytes()
    with opened(directory) as journal:
        directory.journal.unlink()
        with pytest.raises(StoreError, match="is gone"):
            journal.append(story(1, first=4))
        directory.journal.write_bytes(content)
        with pytest.raises(StoreError, match="is another file"):
            journal.append(story(1, first=4))


@pytest.mark.parametrize("code", [errno.EIO, errno.ESTALE])
def test_a_journal_that_cannot_be_looked_at_is_not_gone(
    directory: LaunchDirectory, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    with opened(directory) as journal:
        monkeypatch.setattr(os, "stat", failing_once(code, os.stat))
        with pytest.raises(StoreUnwritable, match="nothing was recorded"):
            journal.append(story(1, first=4))
        journal.append(story(1, first=4))
    assert recover(directory, fold).state == folded(story(4))


def test_a_journal_that_grew_since_it_was_read_is_not_opened(directory: LaunchDirectory) -> None:
    position = recover(directory, fold).position
    with opened(directory) as journal:
        journal.append(story(1, first=4))
    with pytest.raises(StoreError, match="where we left"):
        Journal.open(directory, position)


def test_it_is_private(directory: LaunchDirectory) -> None:
    assert directory.journal.stat().st_mode & 0o777 == 0o600


def test_it_can_be_closed_twice(directory: LaunchDirectory) -> None:
    journal = opened(directory)
    journal.close()
    journal.close()
