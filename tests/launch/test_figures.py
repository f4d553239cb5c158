import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from golive_tui.launch.figures import (
    COVER,
    Digest,
    Tally,
    Uptime,
    digest,
    finite,
    latency_of,
    least_count,
    mean_of,
    percentile,
    rate_of,
)
from golive_tui.launch.samples import Outcome
from tests.launch.world import START, after, sample

EVERY = 30.0
QUANTILES = {0.5: Fraction(1, 2), 0.95: Fraction(95, 100), 0.99: Fraction(99, 100)}


# -- percentiles ----------------------------------------------------------------------------------


def nearest_rank(values: list[float], quantile: Fraction) -> float:
    """The least value that at least `quantile` of all values do not exceed: the definition."""
    return min(v for v in values if Fraction(sum(w <= v for w in values), len(values)) >= quantile)


@given(
    st.lists(st.floats(0, 10) | st.just(math.inf), min_size=1, max_size=150),
    st.sampled_from(sorted(QUANTILES)),
)
def test_a_percentile_is_the_nearest_rank(values: list[float], quantile: float) -> None:
    found = percentile(sorted(values), quantile)
    if len(values) < least_count(quantile):
        assert found is None
    else:
        assert found == nearest_rank(values, QUANTILES[quantile])


@pytest.mark.parametrize(("quantile", "least"), [(0.5, 2), (0.95, 20), (0.99, 100)])
def test_below_its_least_count_a_percentile_is_unknown(quantile: float, least: int) -> None:
    values = [float(number) for number in range(least)]
    assert least_count(quantile) == least
    assert percentile(values[:-1], quantile) is None
    assert percentile(values, quantile) == values[-2]


def test_a_failure_weighs_infinitely_much() -> None:
    assert latency_of(sample(0, "fail")) == math.inf
    assert latency_of(sample(0, "ok", None)) is None
    assert latency_of(sample(0, "error")) is None
    assert latency_of(sample(0, "ok", 0.25)) == 0.25


def test_what_json_cannot_hold_is_none() -> None:
    assert [finite(v) for v in (0.5, math.inf, math.nan, None)] == [0.5, None, None, None]


# -- uptime ---------------------------------------------------------------------------------------

OUTCOMES: list[Outcome] = ["ok", "fail", "error", "absent"]
OUTCOMES_MIXED: list[Outcome] = ["ok", "error", "absent", "fail"]


def second_by_second(looks: list[tuple[int, Outcome]], until: int) -> tuple[int, int, int]:
    """Up, down and unobserved seconds by the definition: each second asks the look before it."""
    seen = {"ok": 0, "fail": 0, "": 0}
    for second in range(until):
        before = [(at, outcome) for at, outcome in looks if at <= second]
        at, outcome = before[-1] if before else (0, "absent")
        near = second - at < EVERY * COVER
        seen[outcome if near and outcome in seen else ""] += 1
    return seen["ok"], seen["fail"], seen[""]


looks_ = st.lists(
    st.tuples(st.integers(0, 900), st.sampled_from(OUTCOMES)), max_size=40, unique_by=lambda x: x[0]
).map(sorted)


@given(looks_, st.integers(0, 300))
def test_the_tally_is_the_sum_over_every_second(
    looks: list[tuple[int, Outcome]], rest: int
) -> None:
    tally = Tally(every=EVERY, since=START)
    for at, outcome in looks:
        tally.add(after(at), outcome)
    until = (looks[-1][0] if looks else 0) + rest
    found = tally.uptime(after(until))
    assert (found.up, found.down, found.unobserved) == pytest.approx(second_by_second(looks, until))


@given(looks_, st.integers(1, 300))
def test_the_true_uptime_is_within_the_bounds_whatever_happened_unseen(
    looks: list[tuple[int, Outcome]], rest: int
) -> None:
    tally = Tally(every=EVERY, since=START)
    for at, outcome in looks:
        tally.add(after(at), outcome)
    until = (looks[-1][0] if looks else 0) + rest
    found = tally.uptime(after(until))
    low, high = found.bounds
    total = found.observed + found.unobserved
    assert 0.0 <= low <= high <= 1.0
    assert low == pytest.approx(found.up / total)
    assert high == pytest.approx(1.0 - found.down / total)
    assert high - low == pytest.approx(1.0 - found.coverage)
    if found.ratio is not None:
        assert low - 1e-9 <= found.ratio <= high + 1e-9


def test_nothing_observed_is_no_uptime() -> None:
    nothing = Tally(every=EVERY, since=START).uptime(after(60))
    assert (nothing.ratio, nothing.coverage, nothing.bounds) == (None, 0.0, (0.0, 1.0))
    assert Uptime(0.0, 0.0, 0.0).bounds == (0.0, 1.0)
    assert Uptime(0.0, 0.0, 0.0).coverage == 0.0


def test_error_and_absent_are_neither_up_nor_down_nor_counted() -> None:
    tally = Tally(every=EVERY, since=START)
    for slot, outcome in enumerate(OUTCOMES_MIXED):
        tally.add(after(slot * EVERY), outcome)
    assert (tally.n, tally.failed) == (2, 1)
    assert (tally.up, tally.down, tally.unobserved) == (30.0, 0.0, 60.0)


def test_a_look_older_than_the_last_adds_no_time_and_does_not_speak_for_what_follows() -> None:
    tally = Tally(every=EVERY, since=START)
    tally.add(after(30), "ok")
    tally.add(after(10), "fail")
    assert (tally.n, tally.failed, tally.last_outcome) == (2, 1, "ok")
    found = tally.uptime(after(60))
    assert (found.up, found.down, found.unobserved) == (30.0, 0.0, 30.0)


def test_a_look_before_the_start_speaks_from_the_start_on() -> None:
    tally = Tally(every=EVERY, since=START)
    tally.add(after(-10), "ok")
    assert tally.uptime(after(20)) == Uptime(20.0, 0.0, 0.0)


def test_a_copy_stays_as_it_was() -> None:
    tally = Tally(every=EVERY, since=START)
    kept = tally.copy()
    tally.add(after(0), "ok")
    assert (kept.n, tally.n) == (0, 1)


# -- digests --------------------------------------------------------------------------------------


def test_a_digest_sums_up_scheduled_looks_of_its_stretch() -> None:
    looks = [sample(slot * EVERY, latency=0.01 * slot) for slot in range(1, 41)]
    looks.insert(3, sample(95, "fail", scheduled=False))
    looks[20] = sample(21 * EVERY - 30, "error")
    found = digest(looks, EVERY, after(0), after(30 * EVERY))
    assert (found.n, found.failed, found.error_rate) == (29, 0, 0.0)
    assert (found.p50, found.p95, found.max) == pytest.approx((0.15, 0.29, 0.30))
    assert found.uptime == 1.0
    assert found.coverage == pytest.approx(28 / 30, abs=1e-6)


def test_a_percentile_that_falls_on_a_failure_has_no_latency() -> None:
    looks = [sample(slot * EVERY, "fail" if slot > 17 else "ok", 0.02) for slot in range(1, 21)]
    found = digest(looks, EVERY, after(0), after(20 * EVERY))
    assert (found.failed, found.p50, found.p95, found.max) == (3, 0.02, None, 0.02)


def test_a_digest_of_nothing_knows_nothing() -> None:
    assert digest([], EVERY, after(0), after(900)) == Digest(n=0, failed=0)


# -- values ---------------------------------------------------------------------------------------


def test_a_counter_s_rate_is_its_growth_a_second() -> None:
    assert rate_of([(after(0), 100.0), (after(30), 160.0), (after(60), 400.0)]) == 5.0


def test_a_counter_that_fell_was_restarted_and_counts_from_zero() -> None:
    assert rate_of([(after(0), 100.0), (after(30), 160.0), (after(60), 30.0)]) == 1.5


def test_one_point_or_no_time_is_no_rate() -> None:
    assert rate_of([]) is None
    assert rate_of([(after(0), 1.0)]) is None
    assert rate_of([(after(0), 1.0), (after(0), 2.0)]) is None


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=20), st.integers(1, 19))
def test_a_restart_never_makes_a_rate_negative(values: list[float], cut: int) -> None:
    assume(cut < len(values))
    points = [(after(index), value) for index, value in enumerate(values)]
    found = rate_of(points)
    assert found is not None
    assert found >= 0.0


def test_the_mean_of_nothing_is_unknown() -> None:
    assert mean_of([]) is None
    assert mean_of([1.0, 3.0]) == 2.0


def test_the_sample_before_a_stretch_speaks_for_its_beginning() -> None:
    """A probe of every 5 minutes must not look unwatched in a round of 15."""
    since, until = after(0), after(900)
    looks = [sample(second) for second in (-200, 100, 400, 700)]
    found = digest(looks, 300.0, since, until)
    assert found.n == 3
    assert found.coverage == 1.0
    assert digest(looks[1:], 300.0, since, until).coverage == pytest.approx(800 / 900)


def test_a_failure_before_a_stretch_counts_as_down_and_an_error_as_unobserved() -> None:
    since, until = after(0), after(900)
    rest = [sample(100), sample(400), sample(700)]
    failed = digest([sample(-200, "fail", None), *rest], 300.0, since, until)
    assert failed.uptime == pytest.approx(800 / 900)
    assert (failed.n, failed.failed) == (3, 0)
    blind = digest([sample(-200, "error", None), *rest], 300.0, since, until)
    assert blind.coverage == pytest.approx(800 / 900)
    long_ago = digest([sample(-460), *rest], 300.0, since, until)
    assert long_ago.coverage == pytest.approx(800 / 900)
    alone = digest([sample(-200)], 300.0, since, until)
    assert alone.coverage == pytest.approx(250 / 900)


def test_without_an_outage_that_ended_there_is_no_mean_time_to_repair() -> None:
    tally = Tally(every=EVERY, since=after(0))
    tally.add(after(0), "ok")
    tally.add(after(10), "fail")
    assert (tally.outages, tally.mttr) == (1, None)
    tally.add(after(30), "ok")
    assert (tally.outages, tally.mttr) == (1, 20.0)
