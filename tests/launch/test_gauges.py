from golive_tui.launch.gauges import FRESH, gauges_of
from golive_tui.launch.trigger_facts import TriggerArmed, TriggerPending
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
