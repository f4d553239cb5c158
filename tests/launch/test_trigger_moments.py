from datetime import datetime

import pytest
from msgspec.structs import replace

from golive_tui.launch import trigger_facts as t
from golive_tui.launch.events import (
    ItemPassed,
    ItemReopened,
    RollbackEnded,
    RollbackRequested,
    StepCancelled,
)
from golive_tui.launch.trigger_moments import acts_at, trigger_moments
from golive_tui.launch.trigger_state import TriggerState
from tests.launch.test_interlocks import running
from tests.launch.test_trigger_verbs import staged
from tests.launch.world import after

ARMED = t.TriggerArmed(trigger="health")


def tripped(action: str) -> t.TriggerTripped:
    at = after(30.0) if action == "countdown" else None
    return t.TriggerTripped(trigger="health", action=action, acts_at=at)


def test_when_a_trip_acts_is_its_policys() -> None:
    trigger = staged().plan.triggers["health"]
    assert acts_at(trigger, "ask", after(0)) is None
    assert acts_at(trigger, "notify", after(0)) is None
    assert acts_at(trigger, "auto", after(0)) == after(0)
    assert acts_at(trigger, "countdown", after(0)) == after(trigger.countdown)


def test_it_is_armed_when_it_has_settled() -> None:
    stage = staged()
    assert list(trigger_moments(stage.plan, stage.state)) == [
        (after(0.0), (t.TriggerArmed(trigger="health", why="after go-live"),))
    ]


def test_a_trip_that_asks_brings_nothing_by_itself() -> None:
    stage = staged()
    stage.record([ARMED, tripped("ask")], 0.0)
    assert list(trigger_moments(stage.plan, stage.state)) == []


def test_a_countdown_brings_one_rollback_with_its_causes() -> None:
    stage = staged()
    stage.record([ARMED, tripped("countdown")], 0.0)
    ((at, (fact,)),) = trigger_moments(stage.plan, stage.state)
    assert at == after(30.0)
    assert isinstance(fact, RollbackRequested)
    assert (fact.steps, fact.triggers) == (("undo-it",), ("health",))
    stage.record([fact], 30.0)
    assert list(trigger_moments(stage.plan, stage.state)) == []


def test_nothing_is_armed_while_a_rollback_runs_or_has_failed() -> None:
    stage = staged()
    stage.record([RollbackRequested(reason="r", steps=("undo-it",))], 0.0)
    assert list(trigger_moments(stage.plan, stage.state)) == []
    stage.record([RollbackEnded(outcome="failed", step="undo-it")], 1.0)
    assert list(trigger_moments(stage.plan, stage.state)) == []
    stage.record([RollbackEnded(outcome="rolled_back")], 2.0)
    assert len(list(trigger_moments(stage.plan, stage.state))) == 1


HELD = t.TriggerHeld(trigger="health", until=after(300.0), reason="we look")


@pytest.mark.parametrize(
    ("action", "then"), [("countdown", after(330.0)), ("ask", None), ("auto", after(300.0))]
)
def test_a_hold_that_is_over_asks_again(action: str, then: datetime | None) -> None:
    stage = staged(countdown="30s", action="countdown")
    stage.record([ARMED, tripped(action), HELD], 0.0)
    asked = t.TriggerAsked(trigger="health", acts_at=then)
    assert list(trigger_moments(stage.plan, stage.state)) == [(after(300.0), (asked,))]


def test_one_that_a_person_disarmed_is_armed_again_at_its_time() -> None:
    stage = staged()
    disarmed = t.TriggerDisarmed(trigger="health", reason="noise", until=after(900.0))
    stage.record([ARMED, disarmed], 0.0)
    again = t.TriggerArmed(trigger="health", why="disarmed long enough")
    assert list(trigger_moments(stage.plan, stage.state)) == [(after(900.0), (again,))]


def test_one_that_was_disarmed_before_it_ever_was_armed_waits_for_both() -> None:
    stage = staged()
    stage.record([t.TriggerDisarmed(trigger="health", reason="noise", until=after(900.0))], 0.0)
    again = t.TriggerArmed(trigger="health", why="after go-live")
    assert list(trigger_moments(stage.plan, stage.state)) == [(after(900.0), (again,))]


def test_one_that_lost_the_time_of_its_arming_waits_for_people() -> None:
    stage = staged()
    lost = TriggerState(counts_from=after(0.0))
    stage.state = replace(stage.state, triggers={"health": lost})
    assert list(trigger_moments(stage.plan, stage.state)) == []


def test_before_what_arms_it_nothing_is_armed() -> None:
    stage = staged(arm_after="ship")
    assert list(trigger_moments(stage.plan, stage.state)) == []
    stage.record([ItemPassed(item="ship")], 60.0)
    armed = t.TriggerArmed(trigger="health", why="after ship")
    assert list(trigger_moments(stage.plan, stage.state)) == [(after(60.0), (armed,))]


def test_a_countdown_without_a_way_back_is_blocked() -> None:
    stage = staged()
    stage.record([ARMED, tripped("countdown"), ItemReopened(item="recorded")], 0.0)
    ((at, (fact,)),) = trigger_moments(stage.plan, stage.state)
    assert at == after(30.0)
    assert isinstance(fact, t.TriggerBlocked)
    assert fact.why.startswith("no previous version is recorded")


def test_what_is_in_the_way_gives_way_where_it_is_to_and_is_waited_for_otherwise() -> None:
    stage = staged()
    stage.record([ARMED, tripped("countdown")], 0.0)
    running(stage, "tidy")
    cancelled = StepCancelled(step="tidy", attempt="a1", reason="a rollback starts: health tripped")
    assert list(trigger_moments(stage.plan, stage.state)) == [(after(30.0), (cancelled,))]
    stage.record([cancelled], 30.0)
    assert list(trigger_moments(stage.plan, stage.state)) == []
    other = staged()
    other.record([ARMED, tripped("countdown")], 0.0)
    running(other, "ship")
    assert list(trigger_moments(other.plan, other.state)) == []
