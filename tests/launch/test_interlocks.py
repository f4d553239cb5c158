from msgspec.structs import replace

from golive_tui.checklist.model import Rollback
from golive_tui.launch import events as e
from golive_tui.launch.interlocks import in_the_way, reason_to_ask, unhealthy
from tests.launch.scenario import Stage, checklist_of
from tests.launch.test_trigger_verbs import PLAIN, staged
from tests.launch.world import Rehearsed


def running(stage: Stage, step: str) -> None:
    stage.record(
        [
            e.StepRequested(step=step, attempt="a1", argv=(), directory="/", target="production"),
            e.StepStarted(step=step, attempt="a1", pid=7),
        ],
        1.0,
    )


def test_with_a_version_recorded_and_nothing_in_the_way_it_may_start() -> None:
    stage = staged()
    assert reason_to_ask(stage.plan, stage.state) == ""
    assert unhealthy(stage.plan, stage.state) == ""
    assert in_the_way(stage.plan, stage.state) is None


def test_without_rollback_steps_there_is_nothing_to_start() -> None:
    launch = Rehearsed()
    launch.begin()
    assert reason_to_ask(launch.plan, launch.state) == "the checklist has no rollback steps"


def test_where_no_item_is_named_it_asks() -> None:
    stage = Stage(checklist_of({**PLAIN, "rollback": {"previous": "ship"}}))
    stage.begin()
    assert reason_to_ask(stage.plan, stage.state).startswith("no previous version is recorded")
    assert Rollback().previous == ""


def test_after_a_rollback_the_version_must_be_recorded_anew() -> None:
    stage = staged()
    stage.record([e.RollbackRequested(reason="r", steps=("undo-it",))], 1.0)
    stage.record([e.RollbackEnded(outcome="rolled_back")], 2.0)
    assert "was not passed again since" in reason_to_ask(stage.plan, stage.state)
    stage.record([e.ItemPassed(item="recorded")], 3.0)
    assert reason_to_ask(stage.plan, stage.state) == ""


def test_a_step_of_the_same_group_is_in_the_way_and_another_is_not() -> None:
    stage = staged()
    running(stage, "migrate")
    assert in_the_way(stage.plan, stage.state) is None
    running(stage, "tidy")
    found = in_the_way(stage.plan, stage.state)
    assert found is not None
    assert (found.step, found.cancel, found.cancelling) == ("tidy", True, False)


def test_where_the_checklist_names_no_previous_version_it_asks() -> None:
    stage = staged()
    bare = replace(stage.plan, rollback=Rollback())
    assert reason_to_ask(bare, stage.state) == "no item records a previous version"


def test_past_the_point_of_no_return_it_asks() -> None:
    stage = staged()
    running(stage, "migrate")
    told = "past the point of no return: `migrate` has begun"
    assert reason_to_ask(stage.plan, stage.state) == told
    stage.record([e.RollbackRequested(reason="r", steps=("undo-it",))], 2.0)
    assert reason_to_ask(stage.plan, stage.state) == "", "it was begun before that rollback"


def test_what_is_gone_back_to_must_be_well() -> None:
    stage = staged()
    plan = replace(stage.plan, rollback=replace(stage.plan.rollback, healthy=("api",)))
    assert unhealthy(plan, stage.state) == "what is gone back to is not well: `api` is unknown"
    stage.record([e.ProbeChanged(probe="api", verdict="slow", was="unknown")], 1.0)
    assert unhealthy(plan, stage.state) == ""
    stage.record([e.RollbackChecked(steps=("undo-it",), wanting={"undo-it": "no `undo`"})], 2.0)
    assert unhealthy(plan, stage.state) == "the rollback is not ready: no `undo`"


def test_a_step_that_the_checklist_has_lost_is_in_nobodys_way() -> None:
    stage = staged()
    running(stage, "lost")
    assert in_the_way(stage.plan, stage.state) is None
