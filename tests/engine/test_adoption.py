"""A changed checklist is taken in whole, whenever a crash comes."""

import asyncio
import errno
import hashlib
import os
from pathlib import Path

import pytest

from golive_tui.checklist.reader import read_checklist
from golive_tui.engine import assemble
from golive_tui.engine.adoption import beside, finish, prepare, settled
from golive_tui.engine.assemble import Assembly
from golive_tui.engine.source import Change
from golive_tui.errors import Refused, StoreError, StoreUnwritable
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.peer import by_engine
from tests.engine.living import CHECKLIST, assembled, make_launch

OLD = CHECKLIST.encode()
NEW = CHECKLIST.replace("Third", "Fourth").encode()


def read_only(*_: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


def refused(*_: object) -> None:
    raise StoreUnwritable("the file system is read-only")


def digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    return make_launch(own_home)


def prepared(launch: LaunchDirectory) -> None:
    old = read_checklist(OLD, "small.toml", {})
    found = Change(text=NEW, sha256=digest(NEW), diff="")
    prepare(launch, old, found, digest(NEW), "production")


def test_a_text_that_was_not_journaled_is_not_taken_in(launch: LaunchDirectory) -> None:
    prepared(launch)
    assert settled(launch, digest(OLD)) == OLD
    assert launch.read_checklist() == OLD


def test_an_exchange_cut_short_after_the_journal_is_finished(launch: LaunchDirectory) -> None:
    prepared(launch)
    assert settled(launch, digest(NEW)) == NEW
    assert launch.read_checklist() == NEW
    assert not beside(launch).exists()


def test_a_finished_exchange_leaves_nothing_beside(launch: LaunchDirectory) -> None:
    prepared(launch)
    finish(launch)
    assert settled(launch, digest(NEW)) == NEW
    assert not beside(launch).exists()


def test_an_exchange_is_finished_on_a_full_disk(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    prepared(launch)
    monkeypatch.setattr(os, "write", full)
    finish(launch)
    assert launch.read_checklist() == NEW


def test_an_exchange_that_cannot_be_finished_says_where_the_text_waits(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(launch)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", read_only)
        with pytest.raises(StoreUnwritable, match=r"read-only; .* waits beside it"):
            finish(launch)
    assert settled(launch, digest(NEW)) == NEW


async def change_source(assembly: Assembly, text: bytes) -> None:
    """The source has another text, and the engine has seen it."""
    await asyncio.to_thread(Path(assembly.loaded.origin.checklist).write_bytes, text)
    await assembly._look_at_source()


async def test_what_is_journaled_is_taken_in_wherever_its_text_stands(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = NEW.replace(b"Second", b"Fifth")
    async with assembled(launch) as assembly:
        with monkeypatch.context() as patch:
            patch.setattr(assemble, "finish", refused)
            await change_source(assembly, NEW)
            await assembly.engine._accept(digest(NEW), by_engine())
        assert assembly.engine.checklist.item("fourth") is not None
        assert assembly.text == NEW
        assert (launch.read_checklist(), beside(launch).read_bytes()) == (OLD, NEW)
        # A text that is never journaled may lie beside only once this one is in its place.
        await change_source(assembly, newest)
        assembly._adopting(digest(newest))
        assert (launch.read_checklist(), beside(launch).read_bytes()) == (NEW, newest)
    assert settled(launch, digest(NEW)) == NEW


def test_a_checklist_changed_by_hand_is_refused(launch: LaunchDirectory) -> None:
    launch.checklist.write_text("schema = 1\n")
    with pytest.raises(StoreError, match="is not the checklist"):
        settled(launch, digest(OLD))


def test_only_the_change_that_was_shown_can_be_accepted(launch: LaunchDirectory) -> None:
    old = read_checklist(OLD, "small.toml", {})
    with pytest.raises(Refused):
        prepare(launch, old, None, digest(NEW), "production")
    with pytest.raises(Refused):
        prepare(
            launch, old, Change(text=NEW, sha256=digest(NEW), diff=""), digest(OLD), "production"
        )
    assert not beside(launch).exists()
