from datetime import datetime
from typing import Literal

import pytest

from golive_tui.launch.item_state import ItemState
from golive_tui.launch.state import (
    EMPTY,
    NEVER_RUN,
    NOT_POLLED,
    UNSEEN,
    UNUSED,
    Attempt,
    ChannelState,
    GateState,
    LaunchState,
    ProbeState,
    StepState,
    StepStatus,
)
from golive_tui.launch.trigger_state import NEVER_ARMED
from tests.launch.world import after


def test_a_probe_that_was_never_seen_is_unknown_and_not_ok() -> None:
    assert EMPTY.probe("api") is UNSEEN
    assert UNSEEN.verdict == "unknown"


def test_what_was_named_is_given_back() -> None:
    item, probe = ItemState(owner="ana"), ProbeState(verdict="slow")
    state = LaunchState(items={"cdn": item}, probes={"api": probe})
    assert state.item("cdn") is item
    assert state.probe("api") is probe


def test_a_state_cannot_be_changed_in_place() -> None:
    with pytest.raises(AttributeError):
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


def attempt(name: str, status: StepStatus, purpose: Literal["run", "verify"] = "run") -> Attempt:
    return Attempt(id=name, status=status, requested_at=after(0), by="ana", purpose=purpose)


def test_a_step_is_what_its_newest_run_is() -> None:
    assert (NEVER_RUN.status, NEVER_RUN.last_run, NEVER_RUN.open) == ("ready", None, None)
    first, never = attempt("a-1", "failed"), attempt("a-3", "ready")
    looked = attempt("a-2", "succeeded", "verify")
    step = StepState(attempts=(first, looked, never))
    assert (step.status, step.last_run, step.open) == ("failed", first, None)
    assert step.attempt("a-2") is looked
    assert step.attempt("a-9") is None


@pytest.mark.parametrize("status", ["requested", "running"])
def test_what_may_still_run_is_open(status: StepStatus) -> None:
    step = StepState(attempts=(attempt("a-1", "failed"), attempt("a-2", status, "verify")))
    assert step.open is step.attempts[-1]
    assert [each.is_open for each in step.attempts] == [False, True]
