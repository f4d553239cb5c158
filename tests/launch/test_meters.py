import math

import pytest
from msgspec.structs import replace

from golive_tui.checklist.model import Measure, Trigger
from golive_tui.launch.meters import Meter, TriggerReading, trigger_reading
from golive_tui.launch.series import Sight
from tests.launch.test_objectives import EVERY, seen, sight
from tests.launch.world import after, probe, sample


def trigger(
    measure: str, *, above: float, window: float = 900.0, needs: int = 1, of: tuple[str, ...] = ()
) -> Trigger:
    rule = Measure(measure=measure, of=of or ("api",), window=window, above=above)
    return Trigger(id="t", title="T", measure=rule, needs=needs)


def reading(each: Trigger, found: Sight, seconds: float) -> TriggerReading:
    return trigger_reading(each, found, after(seconds))


def test_a_trigger_breaches_beyond_its_bound_and_not_on_it() -> None:
    found = seen("." * 19 + "x")
    assert reading(trigger("error_rate", above=0.05), found, 599.0).verdict == "clear"
    got = reading(trigger("error_rate", above=0.049), found, 599.0)
    assert (got.verdict, got.value, got.n) == ("breach", 0.05, 20)


def test_a_trigger_without_the_samples_that_it_needs_is_unknown() -> None:
    got = reading(trigger("error_rate", above=0.05, needs=20), seen("x" * 19), 19 * EVERY)
    assert (got.verdict, got.value, got.why) == ("unknown", 1.0, "19 looks, 20 needed")


def test_a_streak_is_counted_by_the_worst_probe() -> None:
    found = sight(probe("api"), probe("ws"))
    for slot in range(30):
        found["api"].add(sample(slot * EVERY, name="api"))
        found["ws"].add(sample(slot * EVERY, "ok" if slot < 26 else "fail", name="ws"))
    rule = trigger("consecutive_failures", above=3.0, of=("api", "ws"))
    got = reading(rule, found, 899.0)
    assert (got.verdict, got.value) == ("breach", 4.0)


def test_a_streak_that_nobody_saw_lately_is_unknown() -> None:
    got = reading(trigger("consecutive_failures", above=3.0, window=60.0), seen("xxxx"), 899.0)
    assert got.verdict == "unknown"


def test_a_trigger_that_wants_more_of_something_breaches_below() -> None:
    rule = Measure(measure="rate:requests", of=("api",), window=300.0, below=2.0)
    found = sight()
    for slot in range(11):
        found["api"].add(sample(slot * EVERY, values={"requests": slot * EVERY}))
    got = reading(Trigger(id="t", title="T", measure=rule), found, 301.0)
    assert (got.verdict, got.value) == ("breach", 1.0)


def test_what_was_seen_before_it_was_armed_does_not_count() -> None:
    found = seen("x" * 30)
    rule = trigger("error_rate", above=0.05, needs=2)
    assert reading(rule, found, 899.0).verdict == "breach"
    got = trigger_reading(rule, found, after(899.0), counts_from=after(860.0))
    assert (got.verdict, got.n) == ("unknown", 1)


def test_a_percentile_on_a_failure_is_infinite() -> None:
    got = reading(trigger("p95", above=1.0, needs=20), seen("." * 28 + "xx"), 899.0)
    assert (got.verdict, got.value) == ("breach", math.inf)


def test_it_is_well_only_on_the_good_side_of_its_lower_bound() -> None:
    rule = Trigger(
        id="t", title="T", measure=trigger("error_rate", above=0.2).measure, clear_at=0.05
    )
    assert reading(rule, seen("." * 28 + "xx"), 899.0).well is False
    assert reading(rule, seen("." * 29 + "x"), 899.0).well is True
    assert reading(rule, sight(), 899.0).well is None


def test_a_streak_is_well_after_five_good_looks() -> None:
    rule = trigger("consecutive_failures", above=3.0)
    assert reading(rule, seen("xxxx...."), 210.0).well is False
    assert reading(rule, seen("xxxx....."), 240.0).well is True


def test_a_clear_window_that_was_seen_too_little_is_unknown_and_a_breach_is_none() -> None:
    rule = trigger("error_rate", above=0.05, needs=2)
    got = reading(rule, seen("." * 15 + "e" * 15), 899.0)
    assert (got.verdict, got.why) == ("unknown", "50.0 % observed, 80% needed")
    assert reading(rule, seen("x" * 15 + "e" * 15), 899.0).verdict == "breach"


def test_a_look_outside_the_schedule_says_nothing() -> None:
    meter = Meter(trigger("consecutive_failures", above=3.0), {"api": probe("api")})
    assert not meter.take(sample(0.0, "fail", scheduled=False))
    assert meter.window.n == 0


def test_a_clock_that_was_set_takes_the_window_with_it() -> None:
    meter = Meter(trigger("error_rate", above=0.05), {"api": probe("api")})
    for slot in range(30):
        meter.take(sample(slot * EVERY, "fail"))
    now = after(899.0).timestamp()
    assert meter.reading(now).n == 30
    meter.shift(3600.0, now + 3600.0)
    assert meter.reading(now + 3600.0).n == 30


def test_a_probe_that_nobody_defined_is_named() -> None:
    found = seen("." * 30)
    rule = trigger("error_rate", above=0.05, of=("api", "gone"))
    got = reading(rule, found, 899.0)
    assert (got.verdict, got.why, got.coverage) == ("unknown", "no probe gone", 0.0)


@pytest.mark.parametrize(("ago", "verdict"), [(30.0, "breach"), (2000.0, "unknown")])
def test_a_reading_is_as_of_now(ago: float, verdict: str) -> None:
    found = seen("xxxx")
    got = reading(trigger("consecutive_failures", above=3.0, window=180.0), found, 90.0 + ago)
    assert got.verdict == verdict


def test_with_a_control_a_failure_waits_until_the_control_was_seen() -> None:
    rule = replace(trigger("consecutive_failures", above=3.0), control="far")
    meter = Meter(rule, {"api": probe("api"), "far": probe("far")})
    assert not meter.take(sample(0.0, "fail")), "nobody knows yet whose fault it is"
    assert meter.window.n == 0
    assert meter.take(sample(10.0, name="far"))
    assert (meter.window.n, meter.window.values()) == (1, [1.0])


def test_a_value_that_no_look_kept_is_too_few_to_tell() -> None:
    rule = trigger("mean:requests", above=1.0, of=("api", "ws"))
    found = sight(probe("api"), probe("ws"))
    for slot in range(30):
        found["api"].add(sample(slot * EVERY, values={"requests": 0.5}))
        found["ws"].add(sample(slot * EVERY, name="ws"))
    got = reading(rule, found, 899.0)
    assert (got.verdict, got.value, got.why) == ("unknown", 0.5, "30 looks: too few to tell")


def test_before_the_moment_from_which_it_counts_nothing_is_covered() -> None:
    found = seen("." * 10)
    got = trigger_reading(
        trigger("error_rate", above=0.5), found, after(60.0), counts_from=after(90.0)
    )
    assert (got.coverage, got.verdict) == (0.0, "unknown")


def test_a_window_too_short_for_one_look_is_covered_by_one() -> None:
    rule = trigger("error_rate", above=0.5, needs=0)
    meter = Meter(rule, {"api": probe("api")})
    meter.count_from(after(0.0).timestamp())
    assert meter.reading(after(5.0).timestamp()).coverage == 0.0
    meter.take(sample(6.0))
    assert meter.reading(after(7.0).timestamp()).coverage == 1.0
