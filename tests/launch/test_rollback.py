from datetime import timedelta

import pytest
from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import rollback, steps
from golive_tui.launch.fold import fold
from tests.launch.stepping import BACK, DEPLOY, STOP, Stepped, begun, checklist
from tests.launch.world import ANA, after


def rolling(launch: Stepped | None = None) -> Stepped:
    launch = launch or begun()
    launch.do(c.RollBack(typed="ROLLBACK", reason=" errors at 12 % "), after(100))
    return launch


def driven(launch: Stepped, seconds: float) -> str:
    """Ask for the step that comes next, as the engine does; the attempt's id."""
    coming = rollback.following(launch.state)
    assert coming.step
    assert coming.ended is None
    return launch.ask(coming.step, seconds, again=True)


def goes(launch: Stepped, seconds: float, outcome: e.StepOutcome = "succeeded") -> str:
    """Let the step that comes next run to its end; its id."""
    attempt = driven(launch, seconds)
    step = attempt.rpartition("-")[0]
    assert rollback.following(launch.state) == rollback.Next()
    if outcome != "not_started":
        launch.started(step, attempt, seconds + 1)
        assert rollback.following(launch.state) == rollback.Next()
    launch.ended(step, attempt, seconds + 2, outcome)
    return step


def end(launch: Stepped, seconds: float = 900) -> e.RollbackEnded:
    ended = rollback.following(launch.state).ended
    assert ended is not None
    launch.record([ended], after(seconds))
    assert rollback.following(launch.state) == rollback.Next()
    assert not rollback.is_running(launch.state)
    return ended


def test_the_rollback_is_its_stages_steps_in_the_documents_order() -> None:
    assert rollback.steps(checklist()) == [STOP, BACK]


def test_a_request_says_why_and_what_will_run() -> None:
    launch = rolling()
    assert launch.events[-1].fact == e.RollbackRequested(
        reason="errors at 12 %", steps=("stop", "back")
    )
    assert rollback.is_running(launch.state)
    known = launch.state.rollback
    assert known is not None
    assert (known.by, known.requested_at, known.seq) == ("ana", after(100), launch.state.seq)


@pytest.mark.parametrize("typed", ["", "rollback", "ROLL BACK", "ROLLBACK "])
def test_the_word_must_be_typed(typed: str) -> None:
    with pytest.raises(Refused, match="type ROLLBACK to roll back"):
        begun().do(c.RollBack(typed=typed), after(1))


def test_one_rollback_runs_at_a_time() -> None:
    launch = rolling()
    with pytest.raises(Refused, match="running already"):
        launch.do(c.RollBack(typed="ROLLBACK"), after(101))


def test_without_steps_there_is_no_rollback() -> None:
    plan = begun().plan
    bare = m.Checklist(
        title="Bare", targets=plan.targets, probes={}, objectives={}, triggers={}, stages=()
    )
    with pytest.raises(Refused, match="no rollback steps"):
        begun(bare).do(c.RollBack(typed="ROLLBACK"), after(1))


def test_nothing_follows_without_a_rollback() -> None:
    assert rollback.following(begun().state) == rollback.Next()


def test_its_steps_run_one_after_the_other_and_it_ends_rolled_back() -> None:
    launch = rolling()
    assert [goes(launch, 110), goes(launch, 120)] == ["stop", "back"]
    assert end(launch) == e.RollbackEnded(outcome="rolled_back")
    known = launch.state.rollback
    assert known is not None
    assert (known.status, known.ended_at) == ("rolled_back", after(900))


@pytest.mark.parametrize("outcome", ["failed", "timed_out", "cancelled"])
def test_a_step_that_does_not_succeed_is_the_end_of_it(outcome: e.StepOutcome) -> None:
    launch = rolling()
    goes(launch, 110, outcome)
    assert end(launch) == e.RollbackEnded(outcome="failed", step="stop", detail=outcome)
    known = launch.state.rollback
    assert known is not None
    assert (known.status, known.failed_step, known.detail) == ("failed", "stop", outcome)


def test_an_end_that_says_more_is_told_with_it() -> None:
    launch = rolling()
    attempt = driven(launch, 110)
    fact = e.StepEnded(step="stop", attempt=attempt, outcome="failed", detail="the disk is full")
    launch.record([fact], after(111))
    assert end(launch).detail == "the disk is full"


def test_a_step_that_nobody_can_tell_of_is_the_end_of_it() -> None:
    launch = rolling()
    attempt = driven(launch, 110)
    launch.started("stop", attempt, 111)
    launch.record([e.StepLost(step="stop", attempt=attempt, why="a reboot")], after(112))
    assert end(launch) == e.RollbackEnded(outcome="failed", step="stop", detail="a reboot")


def test_a_failed_rollback_is_latched_and_may_be_asked_for_anew() -> None:
    launch = rolling()
    goes(launch, 110, "failed")
    end(launch)
    launch.ran("stop", 950)
    launch.ran("back", 960)
    known = launch.state.rollback
    assert known is not None
    assert known.status == "failed"
    launch.do(c.RollBack(typed="ROLLBACK"), after(1000))
    assert [goes(launch, 1010), goes(launch, 1020)] == ["stop", "back"]
    assert end(launch, 1100) == e.RollbackEnded(outcome="rolled_back")


def test_what_ran_before_the_request_does_not_count() -> None:
    launch = begun()
    launch.ran("stop", 1)
    launch.ran("back", 5, "failed")
    rolling(launch)
    assert [goes(launch, 110), goes(launch, 120)] == ["stop", "back"]


def test_a_clock_that_is_set_back_makes_nothing_run_twice() -> None:
    launch = rolling()
    early = steps.requested(launch.state, "stop", steps.Plan(argv=("x",), directory="/", target=""))
    launch.record([early], after(100) - timedelta(hours=1))
    launch.ended("stop", early.attempt, 50)
    assert rollback.following(launch.state) == rollback.Next(step="back")


def test_a_step_that_was_at_work_already_is_waited_for_and_then_runs_for_the_rollback() -> None:
    launch = begun()
    attempt = launch.ask("stop", 50)
    launch.started("stop", attempt, 51)
    rolling(launch)
    assert rollback.following(launch.state) == rollback.Next()
    launch.ended("stop", attempt, 120)
    assert rollback.following(launch.state) == rollback.Next(step="stop")


def test_a_verify_of_a_step_is_waited_for_and_does_not_count_as_its_run() -> None:
    launch = rolling()
    attempt = launch.ask("stop", 105, purpose="verify")
    assert rollback.following(launch.state) == rollback.Next()
    launch.ended("stop", attempt, 106)
    assert rollback.following(launch.state) == rollback.Next(step="stop")


def test_a_step_that_was_never_started_is_asked_for_again_a_few_times() -> None:
    """An engine that dies between the intent and the start leaves such an attempt."""
    launch = rolling()
    goes(launch, 110, "not_started")
    assert goes(launch, 120) == "stop"
    for number in range(rollback.TRIES):
        assert goes(launch, 130 + number * 10, "not_started") == "back"
    assert end(launch) == e.RollbackEnded(outcome="failed", step="back", detail="never started")


def test_killed_between_any_two_events_it_goes_on_where_it_was() -> None:
    """What follows is a function of the state alone: so it is with the journal folded anew."""
    launch = rolling()
    goes(launch, 110)
    goes(launch, 120)
    end(launch)
    again = begun()
    coming = []
    for event in launch.events[2:]:
        again.state = fold(again.state, event)
        coming.append(rollback.following(again.state))
    steps_ = [each.step for each in coming if each.step]
    assert list(dict.fromkeys(steps_)) == ["stop", "back"]
    assert [each.ended.outcome for each in coming if each.ended] == ["rolled_back"] * 2
    assert coming[-1] == rollback.Next()


def test_an_end_without_a_rollback_changes_nothing() -> None:
    launch = begun()
    launch.record([e.RollbackEnded(outcome="rolled_back")], after(1), ANA)
    assert launch.state.rollback is None


# -- what runs in the way -------------------------------------------------------------------------


def grouped() -> Stepped:
    """A deploy and the rollback's second step, of one exclusive group."""
    assert DEPLOY.step is not None
    assert BACK.step is not None
    deploy = replace(DEPLOY, step=replace(DEPLOY.step, exclusive="deploy"))
    back = replace(BACK, step=replace(BACK.step, exclusive="deploy"))
    plan = checklist(works=(deploy,))
    *ahead, undo = plan.stages
    section = replace(undo.sections[0], items=(STOP, back))
    return begun(replace(plan, stages=(*ahead, replace(undo, sections=(section,)))))


def test_a_step_that_runs_in_a_group_of_the_rollback_refuses_it_and_says_what_to_do() -> None:
    launch = grouped()
    launch.started("deploy", launch.ask("deploy", 1), 2)
    with pytest.raises(Refused) as caught:
        launch.do(c.RollBack(typed="ROLLBACK"), after(3))
    assert caught.value.message == (
        "`deploy` is running in the group deploy, which the rollback needs"
    )
    assert "golive rollback --cancel-running" in caught.value.hint


def test_by_choice_what_is_in_the_way_is_cancelled_and_waited_for() -> None:
    launch = grouped()
    launch.started("deploy", launch.ask("deploy", 1), 2)
    launch.do(c.RollBack(typed="ROLLBACK", cancel_running=True), after(3))
    cancelled, requested = (event.fact for event in launch.events[-2:])
    assert isinstance(cancelled, e.StepCancelled)
    assert (cancelled.step, cancelled.attempt) == ("deploy", "deploy-1")
    assert isinstance(requested, e.RollbackRequested)
    assert requested.waits_for == ("deploy",)
    assert rollback.following(launch.state) == rollback.Next()
    launch.ended("deploy", "deploy-1", 5, "cancelled")
    assert rollback.following(launch.state).step == "stop"


def test_what_is_being_cancelled_already_is_not_cancelled_twice() -> None:
    launch = grouped()
    launch.started("deploy", launch.ask("deploy", 1), 2)
    launch.do(c.CancelStep(step="deploy"), after(3))
    launch.do(c.RollBack(typed="ROLLBACK", cancel_running=True), after(4))
    kinds = [event.fact.kind for event in launch.events]
    assert kinds.count("step.cancelled") == 1
    assert rollback.following(launch.state) == rollback.Next()


def test_what_runs_in_no_group_of_the_rollback_is_left_alone() -> None:
    launch = begun()
    launch.started("deploy", launch.ask("deploy", 1), 2)
    assert rollback.in_the_way(launch.plan, launch.state) == []
    launch.do(c.RollBack(typed="ROLLBACK", cancel_running=True), after(3))
    assert rollback.following(launch.state).step == "stop"


def test_while_a_rollback_runs_no_other_step_is_begun() -> None:
    launch = rolling()
    with pytest.raises(Refused, match="a rollback is running, and `build` is none of its steps"):
        launch.ask("build", 101)
