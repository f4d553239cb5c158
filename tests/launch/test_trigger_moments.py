from golive_tui.launch import trigger_facts as t
from golive_tui.launch.events import RollbackEnded, RollbackRequested
from golive_tui.launch.trigger_moments import acts_at, trigger_moments
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
