from dataclasses import FrozenInstanceError

import pytest

from golive_tui.launch.state import EMPTY, UNSEEN, UNTOUCHED, ItemState, LaunchState, ProbeState


def test_an_item_that_no_event_named_is_open_and_nobody_s() -> None:
    assert EMPTY.item("cdn") is UNTOUCHED
    assert (UNTOUCHED.record.status, UNTOUCHED.record.by, UNTOUCHED.owner) == ("open", "", "")


def test_a_probe_that_was_never_seen_is_unknown_and_not_ok() -> None:
    assert EMPTY.probe("api") is UNSEEN
    assert UNSEEN.verdict == "unknown"


def test_what_was_named_is_given_back() -> None:
    item, probe = ItemState(owner="ana"), ProbeState(verdict="slow")
    state = LaunchState(items={"cdn": item}, probes={"api": probe})
    assert state.item("cdn") is item
    assert state.probe("api") is probe


def test_a_state_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        EMPTY.seq = 1  # type: ignore[misc]
