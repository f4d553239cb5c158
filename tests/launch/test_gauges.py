from golive_tui.launch.events import ClockStepped, Fact, RollbackEnded, RollbackRequested
from golive_tui.launch.gauges import FRESH, Gauges, gauges_of
from golive_tui.launch.trigger_facts import (
    TriggerArmed,
    TriggerOverridden,
    TriggerPending,
    TriggerTripped,
)
from golive_tui.launch.trigger_state import NEVER_ARMED
from tests.launch.scenario import Stage, checklist_of
from tests.launch.world import after, sample

ERRORS = {
    "probes": {"api": {"every": "2s", "timeout": "1s"}},
    "triggers": {
        "errors": {
            "measure": "error_rate", "of": ["api"], "window": "60s", "above": "5%", "for": "5m",
        }
    },
}  # fmt: skip


def pending() -> Stage:
    stage = Stage(checklist_of(ERRORS))
    stage.begin()
    stage.record(
        [TriggerArmed(trigger="errors"), TriggerPending(trigger="errors", observed=90.0)], 0.0
    )
    for slot in range(1, 31):
        seen = sample(slot * 2.0, "fail")
        stage.sight["api"].add(seen)
    return stage


def test_a_new_engines_gauge_goes_on_from_the_journal_and_the_stored_samples() -> None:
    stage = pending()
    gauges = gauges_of(stage.plan, stage.state, stage.sight, after(61.0), resumed=True)
    gauge = gauges.all["errors"]
    assert (gauge.observed, gauge.wants, gauge.meter.window.n) == (90.0, FRESH, 30)
    assert gauges.deadline() == after(75.0), "the next point of its grid"


def test_the_first_evaluation_after_a_restart_adds_nothing() -> None:
    stage = pending()
    gauge = gauges_of(stage.plan, stage.state, stage.sight, after(61.0), resumed=True).all["errors"]
    assert gauge.weigh(after(75.0).timestamp(), by_look=False).verdict == "breach"
    assert gauge.observed == 90.0
    for slot in range(31, 46):
        gauge.meter.take(sample(slot * 2.0, "fail"))
    gauge.weigh(after(90.0).timestamp(), by_look=False)
    assert (gauge.observed, gauge.wants) == (105.0, 0)


def test_a_late_evaluation_counts_no_more_than_one_interval() -> None:
    stage = pending()
    gauge = gauges_of(stage.plan, stage.state, stage.sight, after(61.0), resumed=False).all[
        "errors"
    ]
    gauge.weigh(after(61.0).timestamp(), by_look=False)
    for slot in range(31, 100):
        gauge.meter.take(sample(slot * 2.0, "fail"))
    gauge.weigh(after(199.0).timestamp(), by_look=False)
    assert (gauge.verdict, gauge.observed) == ("breach", 15.0)


def test_without_triggers_there_is_no_deadline() -> None:
    stage = pending()
    bare = checklist_of({**ERRORS, "triggers": {}})
    assert gauges_of(bare, stage.state, stage.sight, after(0.0), resumed=False).deadline() is None


def test_blindness_takes_two_windows_three_looks_or_a_minute() -> None:
    stage = pending()
    gauge = gauges_of(stage.plan, stage.state, stage.sight, after(0.0), resumed=False).all["errors"]
    assert gauge.blind_after == 120.0


STREAK = {
    "probes": {"api": {"every": "10s"}, "far": {"every": "10s"}},
    "triggers": {"health": {"measure": "consecutive_failures", "of": ["api"], "above": 3}},
}


def streak(*facts: Fact) -> tuple[Stage, Gauges]:
    """One that counts failures in a row, armed; what it is told of so far."""
    stage = Stage(checklist_of(STREAK))
    stage.begin()
    stage.record([TriggerArmed(trigger="health"), *facts], 0.0)
    return stage, stage.gauges


def told(stage: Stage, fact: Fact, seconds: float) -> None:
    stage.record([fact], seconds)


def test_only_a_look_counts_as_seen_again_where_looks_are_what_is_judged() -> None:
    stage, _ = streak()
    gauges = gauges_of(stage.plan, stage.state, stage.sight, after(0.0), resumed=True)
    gauge = gauges.all["health"]
    for slot in range(1, 5):
        assert gauges.take(sample(slot * 10.0, "fail")) == [gauge]
    assert gauge.weigh(after(41.0).timestamp(), by_look=False).verdict == "breach"
    assert gauge.wants == FRESH
    gauge.weigh(after(42.0).timestamp(), by_look=True)
    assert gauge.wants == FRESH - 1


def test_what_is_well_accumulates_and_a_breach_ends_it() -> None:
    stage = pending()
    gauge = gauges_of(stage.plan, stage.state, {}, after(0.0), resumed=False).all["errors"]
    for slot in range(46):
        gauge.meter.take(sample(slot * 2.0))
    for seconds in (60.0, 75.0, 90.0):
        assert gauge.weigh(after(seconds).timestamp(), by_look=False).verdict == "clear"
    assert (gauge.well, gauge.observed) == (30.0, 0.0)
    gauge.weigh(after(200.0).timestamp(), by_look=False)
    assert (gauge.verdict, gauge.well) == ("unknown", 30.0)
    assert gauge.known_at == after(90.0).timestamp()
    for slot in range(100, 120):
        gauge.meter.take(sample(slot * 2.0, "fail"))
    gauge.weigh(after(240.0).timestamp(), by_look=False)
    assert (gauge.verdict, gauge.well, gauge.was_well) == ("breach", 0.0, False)


def test_a_sample_concerns_the_triggers_that_measure_its_probe() -> None:
    _, gauges = streak()
    assert gauges.take(sample(0.0, name="far")) == []
    assert [each.trigger.id for each in gauges.take(sample(0.0))] == ["health"]


def test_those_that_are_due_are_judged_and_the_next_time_is_reckoned() -> None:
    _, gauges = streak()
    gauge = gauges.all["health"]
    assert gauges.due(gauge.due_at() - 0.001) == []
    assert gauges.due(gauge.due_at()) == [gauge]
    before = gauges.next_at
    gauge.weigh(gauge.due_at(), by_look=False)
    gauges.reckon()
    assert gauges.next_at == before + gauge.trigger.every


def test_a_clock_that_was_set_moves_its_times_and_leaves_what_has_accumulated() -> None:
    stage, gauges = streak()
    gauge = gauges.all["health"]
    gauge.observed, known_at, judged_at = 20.0, gauge.known_at, gauge.judged_at
    told(stage, ClockStepped(cause="wall", seconds=3600.0), 1.0)
    assert (gauge.known_at, gauge.judged_at) == (known_at + 3600.0, judged_at + 3600.0)
    assert gauge.counts_from == stage.state.trigger("health").counts_from
    assert gauge.observed == 20.0


def test_a_host_that_slept_was_not_looking() -> None:
    stage, gauges = streak()
    gauge = gauges.all["health"]
    gauge.observed = 20.0
    told(stage, ClockStepped(cause="suspend", seconds=600.0), 601.0)
    assert (gauge.observed, gauge.verdict, gauge.wants) == (0.0, "unknown", FRESH)
    assert gauge.known_at == after(601.0).timestamp()


def test_it_begins_anew_when_it_is_armed_again_and_when_a_rollback_has_ended() -> None:
    stage, gauges = streak()
    gauge = gauges.all["health"]
    gauges.take(sample(1.0, "fail"))
    told(stage, TriggerTripped(trigger="health"), 2.0)
    assert gauge.meter.window.n == 1, "a trip forgets nothing"
    told(stage, TriggerOverridden(trigger="health", reason="known"), 3.0)
    assert (gauge.meter.window.n, gauge.counts_from) == (0, after(3.0))
    gauges.take(sample(4.0, "fail"))
    told(stage, RollbackRequested(reason="r", steps=("undo-it",)), 5.0)
    told(stage, RollbackEnded(outcome="rolled_back"), 6.0)
    assert (gauge.meter.window.n, gauge.counts_from) == (0, after(6.0))
    told(stage, TriggerArmed(trigger="of another checklist"), 7.0)
    assert list(gauges.all) == ["health"]


def test_one_of_which_the_journal_knows_nothing_is_not_judged_on_what_it_saw() -> None:
    _, gauges = streak()
    gauge = gauges.all["health"]
    gauge.follow(NEVER_ARMED)
    assert (gauge.counts_from, gauge.verdict, gauge.observed) == (None, "unknown", 0.0)


def test_a_void_streak_is_not_told_again_by_a_new_engine() -> None:
    stage, _ = streak()
    for seconds in (10.0, 20.0, 400.0):
        stage.sight["api"].add(sample(seconds, "fail"))
    gauges = gauges_of(stage.plan, stage.state, stage.sight, after(401.0), resumed=True)
    streaks = gauges.all["health"].meter.streaks
    assert streaks is not None
    assert (streaks.values(), streaks.broken) == ([1.0], [])
