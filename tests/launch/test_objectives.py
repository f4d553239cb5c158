import math

import pytest

from golive_tui.checklist.model import Measure, Objective, Probe
from golive_tui.launch.objectives import ObjectiveStatus, objective_status
from golive_tui.launch.samples import Outcome
from golive_tui.launch.series import Sight, sight_of
from tests.launch.world import START, after, probe, sample

EVERY = 30.0


def sight(*probes: Probe) -> Sight:
    return sight_of({each.id: each for each in probes or (probe(),)}, START)


def seen(outcomes: str, latency: float = 0.05) -> Sight:
    """One probe at every slot: `.` ok, `x` fail, `e` error; `-` nothing."""
    words: dict[str, Outcome] = {".": "ok", "x": "fail", "e": "error"}
    found = sight()
    for slot, sign in enumerate(outcomes):
        if sign in words:
            found["api"].add(sample(slot * EVERY, words[sign], latency))
    return found


def objective(
    measure: str,
    *,
    above: float | None = None,
    below: float | None = None,
    window: float = 900.0,
    of: tuple[str, ...] = ("api",),
) -> Objective:
    rule = Measure(measure=measure, of=of, window=window, above=above, below=below)
    return Objective(id="o", title="O", measure=rule)


def status(each: Objective, found: Sight, seconds: float) -> ObjectiveStatus:
    return objective_status(each, found, after(seconds))


def test_an_objective_is_met_with_its_value_its_count_and_its_coverage() -> None:
    got = status(objective("p95", below=0.1), seen("." * 30), 899.0)
    assert (got.word, got.value, got.n, got.why) == ("met", 0.05, 30, "")
    assert got.coverage == pytest.approx(1.0)


def test_an_objective_on_the_wrong_side_is_not_met() -> None:
    got = status(objective("p95", below=0.04), seen("." * 30), 899.0)
    assert (got.word, got.value) == ("not met", 0.05)


def test_the_bound_itself_is_met() -> None:
    """`Zero errors` is `error_rate` below 0 %: a strict bound could never be met."""
    assert status(objective("error_rate", below=0.0), seen("." * 30), 899.0).word == "met"
    assert status(objective("availability", above=1.0), seen("." * 30), 899.0).word == "met"


def test_a_percentile_that_falls_on_a_failure_is_infinite_and_not_met() -> None:
    got = status(objective("p95", below=0.1), seen("." * 28 + "xx"), 899.0)
    assert (got.word, got.value) == ("not met", math.inf)


def test_too_few_samples_are_not_measured() -> None:
    got = status(objective("p95", below=0.1), seen("." * 19), 19 * EVERY)
    assert (got.word, got.value, got.why) == ("not measured", None, "19 looks: too few to tell")


def test_nothing_seen_is_not_measured() -> None:
    got = status(objective("error_rate", below=0.01), sight(), 899.0)
    assert (got.word, got.n, got.why) == ("not measured", 0, "0 looks, 1 needed")


def test_half_observed_time_is_not_measured_even_where_the_value_is_good() -> None:
    got = status(objective("error_rate", below=0.01), seen("." * 15 + "e" * 15), 899.0)
    assert (got.word, got.value) == ("not measured", 0.0)
    assert got.why.endswith("observed, 80% needed")


def test_a_value_over_its_limit_is_not_met_however_little_was_seen() -> None:
    got = status(objective("error_rate", below=0.01), seen("xx" + "e" * 28), 899.0)
    assert (got.word, got.value, got.why) == ("not met", 1.0, "")


def test_a_launch_younger_than_the_window_is_measured_over_its_own_age() -> None:
    got = status(objective("error_rate", below=0.01), seen("....."), 5 * EVERY)
    assert (got.word, got.n) == ("met", 5)


def test_the_look_before_a_short_window_speaks_for_its_first_seconds() -> None:
    got = status(objective("error_rate", below=0.01, window=45.0), seen("." * 10), 299.0)
    assert (got.word, got.n) == ("met", 1)
    assert got.coverage == pytest.approx(1.0)


def test_looks_older_than_the_window_are_not_counted() -> None:
    got = status(objective("error_rate", below=0.01, window=300.0), seen("xx" + "." * 28), 899.0)
    assert (got.word, got.n) == ("met", 10)


def test_a_probe_that_nobody_defined_is_not_measured_but_cannot_hide_a_bad_one() -> None:
    both = ("api", "gone")
    good = status(objective("error_rate", below=0.01, of=both), seen("." * 30), 899.0)
    bad = status(objective("error_rate", below=0.01, of=both), seen("x" * 30), 899.0)
    assert (good.word, good.why, good.coverage) == ("not measured", "no probe gone", 0.0)
    assert bad.word == "not met"


def test_requests_of_several_probes_are_pooled() -> None:
    found = sight(probe("api"), probe("ws"))
    for slot in range(30):
        found["api"].add(sample(slot * EVERY, name="api"))
        found["ws"].add(sample(slot * EVERY, "fail" if slot < 3 else "ok", name="ws"))
    got = status(objective("error_rate", below=0.06, of=("api", "ws")), found, 899.0)
    assert (got.word, got.value, got.n) == ("met", 0.05, 60)


def test_availability_is_that_of_the_worst_probe() -> None:
    found = sight(probe("api"), probe("ws"))
    for slot in range(30):
        found["api"].add(sample(slot * EVERY, name="api"))
        found["ws"].add(sample(slot * EVERY, "fail" if slot < 3 else "ok", name="ws"))
    got = status(objective("availability", above=0.95, of=("api", "ws")), found, 899.0)
    assert got.word == "not met"
    assert got.value == pytest.approx(809 / 899)


def test_availability_over_more_than_a_window_is_that_since_the_tally_began() -> None:
    found = seen("x" * 10 + "." * 90)
    got = status(objective("availability", above=0.85, window=604800.0), found, 3000.0)
    assert (got.word, got.n) == ("met", 100)
    assert got.value == pytest.approx(0.9)


def test_one_unknown_probe_leaves_a_worst_of_measure_unmeasured() -> None:
    found = sight(probe("api"), probe("ws"))
    for slot in range(30):
        found["api"].add(sample(slot * EVERY, name="api", values={"disk": 0.5}))
        found["ws"].add(sample(slot * EVERY, name="ws"))
    got = status(objective("value:disk", below=0.8, of=("api", "ws")), found, 899.0)
    assert (got.word, got.value) == ("not measured", 0.5)
