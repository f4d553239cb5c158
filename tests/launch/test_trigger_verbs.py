from typing import Any

import pytest
from msgspec.structs import replace

from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.trigger_commands import (
    AcknowledgeTrigger,
    DisarmTrigger,
    HoldTrigger,
    OverrideTrigger,
    ResetTrigger,
    TriggerCommand,
)
from golive_tui.launch.trigger_verbs import answer
from tests.launch.scenario import Stage, checklist_of
from tests.launch.world import ANA, after

PLAIN: dict[str, dict[str, dict[str, Any]]] = {
    "probes": {"api": {"every": "10s"}},
    "triggers": {"health": {"measure": "consecutive_failures", "of": ["api"], "above": 3}},
}


def staged(**trigger: object) -> Stage:
    """A live launch with one trigger, of these keys beside the plain ones."""
    plan = {**PLAIN, "triggers": {"health": {**PLAIN["triggers"]["health"], **trigger}}}
    stage = Stage(checklist_of(plan))
    stage.begin()
    return stage


def test_an_unknown_trigger_is_told_with_those_that_there_are() -> None:
    stage = staged()
    with pytest.raises(NotFound, match="no trigger `x`") as raised:
        answer(stage.plan, stage.state, AcknowledgeTrigger(trigger="x"), ANA, stage.at(0))
    assert raised.value.hint == "one of: health"


@pytest.mark.parametrize(
    "command",
    [
        AcknowledgeTrigger(trigger="health"),
        HoldTrigger(trigger="health", reason="r"),
        OverrideTrigger(trigger="health", reason="r"),
        ResetTrigger(trigger="health"),
    ],
)
def test_what_has_not_tripped_cannot_be_answered(command: c.Command) -> None:
    stage = staged()
    with pytest.raises(Refused, match="`health` is disarmed"):
        answer(stage.plan, stage.state, command, ANA, stage.at(0))  # type: ignore[arg-type] # they are verbs


@pytest.mark.parametrize("seconds", [0.0, -5.0, 1801.0])
def test_nothing_stays_disarmed_for_longer_than_the_checklist_wants(seconds: float) -> None:
    stage = staged()
    command = DisarmTrigger(trigger="health", reason="r", seconds=seconds)
    with pytest.raises(Refused, match="armed again after 30:00 at the latest"):
        answer(stage.plan, stage.state, command, ANA, stage.at(0))


TRIPPED = t.TriggerTripped(trigger="health", action="countdown", acts_at=after(30))


def tripped(*facts: e.Fact, **trigger: object) -> Stage:
    """One that has tripped, in earnest, by a trigger with these keys."""
    stage = staged(**trigger)
    stage.record([t.TriggerArmed(trigger="health"), TRIPPED, *facts], 0.0)
    return stage


def does(stage: Stage, verb: TriggerCommand, by: e.By = ANA) -> t.TriggerFact:
    return answer(stage.plan, stage.state, verb, by, after(10))


def refusal(stage: Stage, verb: TriggerCommand, by: e.By = ANA) -> str:
    with pytest.raises(Refused) as raised:
        does(stage, verb, by)
    return raised.value.message


def test_an_acknowledgement_needs_no_reason() -> None:
    fact = does(tripped(), AcknowledgeTrigger(trigger="health", reason=" I look\n"))
    assert fact == t.TriggerAcknowledged(trigger="health", reason="I look")
    assert does(tripped(), AcknowledgeTrigger(trigger="health")) == t.TriggerAcknowledged(
        trigger="health"
    )


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        (HoldTrigger(trigger="health", reason=" "), "a hold needs a reason"),
        (OverrideTrigger(trigger="health", reason=""), "an override needs a reason"),
        (DisarmTrigger(trigger="health", reason=""), "disarming needs a reason"),
    ],
)
def test_what_goes_against_a_trigger_needs_a_reason(verb: TriggerCommand, said: str) -> None:
    assert refusal(tripped(), verb) == said


def test_a_hold_lasts_as_long_as_asked_and_at_most_as_the_checklist_lets() -> None:
    stage = tripped(max_hold="10m")
    whole = does(stage, HoldTrigger(trigger="health", reason="r"))
    assert whole == t.TriggerHeld(trigger="health", until=after(610), reason="r")
    short = does(stage, HoldTrigger(trigger="health", reason="r", seconds=60.0))
    assert short == t.TriggerHeld(trigger="health", until=after(70), reason="r")
    for seconds in (601.0, 0.0):
        long = HoldTrigger(trigger="health", reason="r", seconds=seconds)
        assert refusal(stage, long) == "a hold of `health` lasts at most 10:00"


def test_it_is_disarmed_for_as_long_as_asked_or_as_may_be() -> None:
    stage = staged()
    short = does(stage, DisarmTrigger(trigger="health", reason="r", seconds=60.0))
    assert short == t.TriggerDisarmed(trigger="health", reason="r", until=after(70))
    whole = does(stage, DisarmTrigger(trigger="health", reason="r"))
    assert whole == t.TriggerDisarmed(trigger="health", reason="r", until=after(1810))


def test_an_override_of_four_eyes_needs_somebody_else() -> None:
    stage = tripped(four_eyes=True)

    def override(second: str) -> OverrideTrigger:
        return OverrideTrigger(trigger="health", reason="known", second=second)

    assert refusal(stage, override("")) == (
        "overriding `health` needs a second person: name who agrees"
    )
    assert refusal(stage, override("ANA")) == "ANA overrides it: a second person must agree"
    claims = replace(ANA, claim="Lee")
    assert refusal(stage, override("lee"), claims) == "lee overrides it: a second person must agree"
    agreed = does(stage, override(" Lee\nsecond line"))
    assert agreed == t.TriggerOverridden(trigger="health", reason="known", second="Lee")


def test_where_two_are_not_wanted_one_may_override() -> None:
    alone = OverrideTrigger(trigger="health", reason="known")
    fact = t.TriggerOverridden(trigger="health", reason="known")
    assert does(tripped(four_eyes=False), alone) == fact
    stage = tripped(four_eyes=True)
    assert stage.state.origin is not None
    stage.state = replace(stage.state, origin=replace(stage.state.origin, rehearsal=True))
    assert does(stage, alone) == fact, "a rehearsal needs no second person"


def test_a_trip_is_reset_once_it_was_heard_and_its_rollback_has_ended() -> None:
    reset = ResetTrigger(trigger="health", reason="mended")
    stage = tripped()
    assert refusal(stage, reset) == "`health` is tripped: acknowledge it first"
    stage.record([t.TriggerHeld(trigger="health", until=after(300.0), reason="we look")], 0.5)
    told = "`health` is held: override it, or acknowledge it when it asks again"
    assert refusal(stage, reset) == told
    stage.record([t.TriggerAsked(trigger="health")], 0.7)
    stage.record([t.TriggerAcknowledged(trigger="health")], 1.0)
    assert does(stage, reset) == t.TriggerReset(trigger="health", reason="mended")
    stage.record([e.RollbackRequested(reason="r", steps=("undo-it",), triggers=("health",))], 2.0)
    assert refusal(stage, reset) == "the rollback that `health` started is still running"
    stage.record([e.RollbackEnded(outcome="failed", step="undo-it")], 3.0)
    assert does(stage, reset) == t.TriggerReset(trigger="health", reason="mended")
