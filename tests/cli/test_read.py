import hashlib

import pytest

from golive_tui.cli import read
from golive_tui.cli.read import read_definition, read_launch
from golive_tui.errors import NotFound, StoreError
from golive_tui.launch.events import ChecklistAccepted, LaunchWentLive
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from golive_tui.store.samples import SampleStore
from tests.cli.conftest import Hands
from tests.cli.made import CHECKLIST, STARTED, after, begun, looked

CHANGED = CHECKLIST.replace("Records point", "All records point")


def test_a_change_that_is_taken_in_meanwhile_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal knows the new checklist, and the file still holds the old one: for a moment."""
    digest = hashlib.sha256(CHANGED.encode()).hexdigest()
    launch = begun("shop-1", (1, ChecklistAccepted(sha256=digest, title="Shop")))
    looks = []

    def late(*args: object) -> object:
        looks.append(args)
        if len(looks) == 2:
            launch.write_checklist(CHANGED.encode())
        return look(*args)  # type: ignore[arg-type] # handed on

    monkeypatch.setattr(read, "look", late)
    facts = read_launch(launch)
    assert len(looks) == 2
    item = facts.checklist.item("records")
    assert item is not None
    assert item.title == "All records point to the server"


def test_the_windows_are_those_of_the_engine(hands: Hands) -> None:
    """15 minutes at 30 s, the look before them for its first seconds, and the tally of it all."""
    launch = begun("shop-1", (1, STARTED))
    looked(launch, {"api": "o" * 120, "web": "o" * 120})
    hands.at(after(119 * 30 + 10))
    api = read_launch(launch).sight["api"]
    assert len(api.window) == 30
    assert len(api.recent) == 32
    assert api.tally.n == 120


def test_of_a_probe_that_nobody_asked_lately_the_last_look_is_known(hands: Hands) -> None:
    launch = begun("shop-1", (1, STARTED))
    looked(launch, {"api": "oo"})
    hands.at(after(86400))
    api = read_launch(launch).sight["api"]
    assert api.latest is not None
    assert api.latest.at == after(30)


def test_a_scaled_launch_is_read_in_its_own_time(hands: Hands) -> None:
    launch = begun("shop-1", speed=60.0, rehearsal=True)
    hands.at(after(10))
    facts = read_launch(launch)
    assert facts.now == after(600)
    assert facts.checklist.probes["api"].every == 30.0


def test_a_tally_from_before_go_live_does_not_count_after_it(hands: Hands) -> None:
    launch = begun("shop-1", (1, STARTED), (100, LaunchWentLive()))
    looked(launch, {"api": "fff"})
    hands.at(after(110))
    assert read_launch(launch).sight["api"].tally.n == 0


def test_a_store_without_samples_is_no_trouble() -> None:
    launch = begun("shop-1")
    SampleStore.open(launch.samples).close()
    assert not read_launch(launch).sight["api"].window


def test_where_no_launch_is_none_is_found() -> None:
    launch = begun("shop-1")
    launch.journal.write_bytes(b"")
    with pytest.raises(NotFound, match="holds no launch"):
        read_launch(launch)


def test_the_definition_alone_needs_no_journal() -> None:
    launch = begun("shop-1")
    launch.journal.unlink()
    assert read_definition(launch).title == "Shop – go-live"
    launch.checklist.unlink()
    with pytest.raises(NotFound):
        read_definition(launch)


def test_a_checklist_that_is_missing_is_not_found() -> None:
    launch = begun("shop-1")
    launch.checklist.unlink()
    with pytest.raises((NotFound, StoreError)):
        read_launch(LaunchDirectory(launch.path))
