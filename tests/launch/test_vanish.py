import pytest

from golive_tui.launch import events as e
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.vanish import NextAct, _said, next_acts, soon
from tests.launch.test_gauges import pending
from tests.launch.test_trigger_verbs import staged
from tests.launch.world import Rehearsed, after, checklist

ARMED = t.TriggerArmed(trigger="health")


def test_a_countdown_is_the_next_act() -> None:
    stage = staged()
    trip = t.TriggerTripped(trigger="health", action="countdown", acts_at=after(31))
    stage.record([ARMED, trip], 1.0)
    (act,) = next_acts(stage.plan, stage.state, after(2))
    assert (act.at, act.what) == (after(31), "the rollback starts: health tripped")
    assert act.certain


def test_a_hold_ends_and_what_follows_is_told_with_it() -> None:
    stage = staged()
    trip = t.TriggerTripped(trigger="health", action="countdown", acts_at=after(31))
    held = t.TriggerHeld(trigger="health", until=after(300), reason="we look")
    stage.record([ARMED, trip, held], 1.0)
    (act,) = next_acts(stage.plan, stage.state, after(2))
    assert act.at == after(300)
    assert act.what == (
        "the hold of `health` is over: it asks again; the rollback starts at 12:05:30 UTC"
    )


def test_a_breach_that_goes_on_is_told_as_what_may_come() -> None:
    stage = pending()
    (act,) = next_acts(stage.plan, stage.state, after(0))
    assert (act.at, act.certain) == (after(210), False)
    assert act.what == "`errors` trips if its breach goes on"


def test_rounds_and_arming_are_told_in_order() -> None:
    launch = Rehearsed()
    launch.begin()
    launch.record([], after(0))
    assert next_acts(launch.plan, launch.state, after(0)) == ()
    stage = staged()
    acts = next_acts(stage.plan, stage.state, after(5))
    assert [(act.at, act.what) for act in acts] == [(after(5), "`health` is armed")]


def test_of_the_rounds_the_next_one_is_told_and_nothing_of_tomorrow() -> None:
    def act(hours: float, what: str) -> NextAct:
        return NextAct(at=after(hours * 3600), what=what)

    acts = [act(0.5, "round 1 is due"), act(1, "round 2 is due"), act(2, "`a` is armed")]
    assert soon([*acts, act(24, "`dns` grows stale")], after(0)) == [acts[0], acts[2]]


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (
            e.StepCancelled(step="tidy", attempt="a1"),
            ["`tidy` is cancelled, and then the rollback starts"],
        ),
        (
            t.TriggerBlocked(trigger="health", why="no way back"),
            ["`health` starts no rollback: no way back"],
        ),
        (t.TriggerAsked(trigger="health"), ["the hold of `health` is over: it asks again"]),
        (
            e.RoundDue(round="hour-1-6/3", phase="hour-1-6", number=3, due_at=after(0)),
            ["round 3 of 24, Hour 1-6 is due"],
        ),
        (e.RoundOverdue(round="hour-1-6/3"), ["round 3 of 24, Hour 1-6 is overdue"]),
        (
            e.RoundMissed(round="hour-1-6/3", phase="hour-1-6", number=3, due_at=after(0)),
            ["round 3 of 24, Hour 1-6 is missed"],
        ),
        (e.ItemStaled(item="cdn", reason="old"), ["`cdn` grows stale"]),
        (e.ProbeChanged(probe="api", verdict="silent", was="ok"), []),
    ],
    ids=lambda value: value.kind if isinstance(value, e.Fact) else "",
)
def test_each_thing_that_comes_is_a_sentence(fact: e.Fact, said: list[str]) -> None:
    assert _said(checklist(), (fact,)) == said
