from dataclasses import FrozenInstanceError
from datetime import datetime

import pytest

from golive_tui.launch.state import (
    EMPTY,
    NEVER_RUN,
    NOT_POLLED,
    UNSEEN,
    UNTOUCHED,
    UNUSED,
    ChannelState,
    GateState,
    ItemState,
    LaunchState,
    ProbeState,
)
from golive_tui.launch.trigger_state import NEVER_ARMED
from tests.launch.world import after


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


def test_what_no_event_named_is_as_it_was_before_all_events() -> None:
    assert EMPTY.trigger("x") is NEVER_ARMED
    assert EMPTY.gate("poll") is NOT_POLLED
    assert EMPTY.step("ship") is NEVER_RUN
    assert EMPTY.channel("mail") is UNUSED
    assert not NOT_POLLED.overridden
    assert GateState(overridden_at=after(0)).overridden


@pytest.mark.parametrize(
    ("sent", "failed", "broken"),
    [
        (None, None, False),
        (after(5), None, False),
        (None, after(5), True),
        (after(5), after(9), True),
        (after(9), after(5), False),
    ],
)
def test_a_channel_is_broken_while_its_newest_notice_did_not_arrive(
    sent: datetime | None, failed: datetime | None, *, broken: bool
) -> None:
    assert ChannelState(sent_at=sent, failed_at=failed).broken is broken
