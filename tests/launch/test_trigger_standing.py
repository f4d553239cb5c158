from golive_tui.launch import trigger_facts as t
from golive_tui.launch.trigger_standing import standing
from tests.launch.scenario import Stage, checklist_of
from tests.launch.test_gauges import ERRORS, pending
from tests.launch.test_trigger_verbs import staged
from tests.launch.world import after, sample


def test_a_pending_one_says_how_far_it_is_between_two_evaluations() -> None:
    stage = pending()
    found = standing(stage.plan.triggers["errors"], stage.state, stage.sight, after(60))
    assert (found.status, found.verdict, found.for_seconds, found.wanted) == (
        "pending", "breach", 150.0, 300.0,
    )  # fmt: skip
    assert (found.n, found.threshold, found.shadow) == (30, 0.05, False)


def test_one_that_is_not_armed_is_in_shadow() -> None:
    stage = staged()
    found = standing(stage.plan.triggers["health"], stage.state, stage.sight, after(0))
    assert (found.status, found.shadow, found.action) == ("disarmed", True, "ask")


def test_until_is_when_it_acts_or_when_its_hold_ends() -> None:
    stage = staged()
    trip = t.TriggerTripped(trigger="health", action="countdown", acts_at=after(31))
    stage.record([t.TriggerArmed(trigger="health"), trip], 1.0)
    rule = stage.plan.triggers["health"]
    assert standing(rule, stage.state, stage.sight, after(2)).until == after(31)
    stage.record([t.TriggerHeld(trigger="health", until=after(300), reason="r")], 3.0)
    assert standing(rule, stage.state, stage.sight, after(4)).until == after(300)


def test_bursts_that_no_window_keeps_up_are_told() -> None:
    stage = Stage(checklist_of(ERRORS))
    stage.begin()
    for slot in range(150):
        bad = slot % 30 < 3 and slot < 120
        stage.sight["api"].add(sample(slot * 2.0, "fail" if bad else "ok"))
    found = standing(stage.plan.triggers["errors"], stage.state, stage.sight, after(300))
    assert (found.verdict, found.burst) == ("clear", True)
