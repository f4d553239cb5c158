"""Journal first, then the state; a write that fails changes nothing."""

import os
from pathlib import Path

import pytest

from golive_tui.engine.books import Books
from golive_tui.errors import EventUnfit, StoreError, StoreUnwritable
from golive_tui.launch.events import ItemPassed
from golive_tui.launch.fold import fold
from golive_tui.store import snapshot
from golive_tui.store.journal import Journal
from golive_tui.store.recover import look
from golive_tui.wire.peer import by_engine
from tests.engine.clocks import START
from tests.engine.living import make_launch


def books_of(folder: Path) -> Books:
    launch = make_launch(folder)
    found = look(launch, fold)
    return Books(launch, Journal.open(launch, found.position), found.state, epoch=1)


async def test_recorded_facts_are_on_disk_folded_and_numbered(own_home: Path) -> None:
    books = books_of(own_home)
    events = await books.record(
        [ItemPassed(item="first"), ItemPassed(item="second")], by_engine(), START
    )
    assert [event.seq for event in events] == [2, 3]
    assert books.state == look(books.directory, fold).state
    books.close()


async def test_a_disk_that_takes_nothing_refuses_the_act_and_goes_on_once_it_does(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = books_of(own_home)
    before, on_disk = books.state, books.directory.journal.read_bytes()
    real = os.write

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(StoreUnwritable, match="no space left"):
        await books.record([ItemPassed(item="first")], by_engine(), START)
    assert books.state is before
    assert "no space left" in books.unwritable
    monkeypatch.setattr(os, "write", real)
    assert books.directory.journal.read_bytes() == on_disk
    await books.record([ItemPassed(item="first")], by_engine(), START)
    assert books.unwritable == ""
    books.close()


async def test_a_journal_that_is_gone_stands_as_the_reason_until_it_is_back(own_home: Path) -> None:
    books = books_of(own_home)
    before, away = books.state, books.directory.journal.with_name("away")
    books.directory.journal.rename(away)
    with pytest.raises(StoreError, match="is gone"):
        await books.record([ItemPassed(item="first")], by_engine(), START)
    assert books.state is before
    assert "is gone: nothing was recorded" in books.unwritable
    away.rename(books.directory.journal)
    await books.record([ItemPassed(item="first")], by_engine(), START)
    assert books.unwritable == ""
    books.close()


async def test_an_event_that_cannot_be_recorded_as_it_is_says_nothing_of_others(
    own_home: Path,
) -> None:
    books = books_of(own_home)
    with pytest.raises(EventUnfit):
        await books.record([ItemPassed(item="first", note="\ud800")], by_engine(), START)
    assert books.unwritable == ""
    books.close()


async def test_a_snapshot_is_written_once_for_a_state(own_home: Path) -> None:
    books = books_of(own_home)
    await books.save(START)
    first = books.directory.state.stat().st_ino
    await books.save(START)
    assert books.directory.state.stat().st_ino == first
    await books.record([ItemPassed(item="first")], by_engine(), START)
    await books.save(START)
    found = snapshot.read(books.directory.state)
    assert isinstance(found, snapshot.Snapshot)
    assert found.state == books.state
    books.close()
