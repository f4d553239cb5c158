"""A changed checklist is taken in whole, whenever a crash comes."""

import hashlib
from pathlib import Path

import pytest

from golive_tui.checklist.reader import read_checklist
from golive_tui.engine.adoption import beside, finish, prepare, settled
from golive_tui.engine.source import Change
from golive_tui.errors import Refused, StoreError
from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import CHECKLIST, make_launch

OLD = CHECKLIST.encode()
NEW = CHECKLIST.replace("Third", "Fourth").encode()


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
    finish(launch, NEW)
    assert settled(launch, digest(NEW)) == NEW
    assert not beside(launch).exists()


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
