import pytest

from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.progress import decision
from golive_tui.launch.signing import record
from golive_tui.launch.steps import check_run
from golive_tui.launch.trigger_holds import blind, check_sighted, disarmed, tripped
from tests.launch.scenario import Stage, checklist_of
from tests.launch.test_trigger_verbs import PLAIN, staged
from tests.launch.world import after

ARMED = t.TriggerArmed(trigger="health")
BLIND = t.TriggerBlind(trigger="health", since=after(0), why="0 looks, 4 needed")


def test_a_blind_trigger_holds_the_next_step_and_the_sign_off_but_no_rollback_step() -> None:
    stage = staged()
    stage.record([ARMED, BLIND], 1.0)
    assert blind(stage.plan, stage.state) == ["health"]
    with pytest.raises(Refused, match="blind: health"):
        check_run(stage.plan, stage.state, c.RunStep(step="ship"), after(2))
    command = c.SignOff(name="ana", approved=True)
    with pytest.raises(Refused, match="blind: health"):
        record(stage.plan, stage.state, stage.sight, command, after(2))
    assert check_run(stage.plan, stage.state, c.RunStep(step="undo-it"), after(2))
    assert "1 trigger blind: health" in decision(stage.plan, stage.state, after(2)).reasons


def test_one_that_only_notifies_holds_nothing() -> None:
    health = {**PLAIN["triggers"]["health"], "on_blind": "notify"}
    stage = Stage(checklist_of({**PLAIN, "triggers": {"health": health}}))
    stage.begin()
    stage.record([ARMED, BLIND], 1.0)
    check_sighted(stage.plan, stage.state)
    assert blind(stage.plan, stage.state) == []


def test_disarming_it_lets_work_go_on_and_stays_in_sight() -> None:
    stage = staged()
    stage.record([ARMED, BLIND], 1.0)
    stage.record([t.TriggerDisarmed(trigger="health", reason="r", until=after(900))], 2.0)
    check_sighted(stage.plan, stage.state)
    assert disarmed(stage.plan, stage.state) == ["health"]
    assert "1 trigger disarmed: health" in decision(stage.plan, stage.state, after(3)).reasons


def test_a_trip_is_no_go_until_somebody_answers_it() -> None:
    stage = staged()
    stage.record([ARMED, t.TriggerTripped(trigger="health")], 1.0)
    assert tripped(stage.plan, stage.state) == ["health"]
    found = decision(stage.plan, stage.state, after(2))
    assert (found.word, found.reasons[0]) == ("no-go", "1 trigger tripped: health")
