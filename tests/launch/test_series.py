import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch import series as module
from golive_tui.launch.figures import percentile
from golive_tui.launch.samples import Outcome, Sample
from golive_tui.launch.series import RECENT, Series, measured, sight_of
from tests.launch.world import START, after, probe, sample

OUTCOMES: list[Outcome] = ["ok", "fail", "error", "absent"]

_looks = st.lists(
    st.tuples(
        st.floats(0.5, 90.0),
        st.sampled_from(OUTCOMES),
        st.floats(0.001, 5.0),
        st.sampled_from([True, True, False]),
    ),
    max_size=80,
)


def grown(looks: list[tuple[float, Outcome, float, bool]]) -> list[Sample]:
    """Samples one after another, each some seconds after the one before."""
    seconds, made = 0.0, []
    for gap, outcome, latency, scheduled in looks:
        seconds += gap
        made.append(sample(seconds, outcome, latency, scheduled=scheduled))
    return made


@given(_looks, st.floats(0.0, 400.0))
def test_the_window_is_what_a_recomputation_of_it_says(
    looks: list[tuple[float, Outcome, float, bool]], rest: float
) -> None:
    samples = grown(looks)
    series = Series(probe(window=300.0), START)
    for each in samples:
        series.add(each)
    now = (samples[-1].at if samples else START) + timedelta(seconds=rest)
    edge = now - timedelta(seconds=300.0)
    inside = [s for s in samples if s.scheduled and s.at > edge]
    heights = sorted(
        (s.latency if s.outcome == "ok" and s.latency is not None else math.inf)
        for s in inside
        if s.outcome in ("ok", "fail")
    )
    figures = series.figures(now)
    assert figures.n == len(heights)
    assert figures.failed == sum(s.outcome == "fail" for s in inside)
    assert figures.p50 == percentile(heights, 0.5)
    assert figures.p95 == percentile(heights, 0.95)
    assert figures.max == max((h for h in heights if h < math.inf), default=None)
    assert figures.error_rate == (figures.failed / figures.n if figures.n else None)


@given(_looks)
def test_runs_of_equal_outcomes_are_counted_through_errors(
    looks: list[tuple[float, Outcome, float, bool]],
) -> None:
    samples = grown(looks)
    series = Series(probe(), START)
    for each in samples:
        series.add(each)
    said = [s.outcome for s in samples if s.scheduled and s.outcome in ("ok", "fail")]
    run = 0
    for outcome in reversed(said):
        if outcome != said[-1]:
            break
        run += 1
    assert max(series.oks_in_row, series.fails_in_row) == run
    assert min(series.oks_in_row, series.fails_in_row) == 0


def test_a_look_now_is_shown_and_does_not_count() -> None:
    series = Series(probe(), START)
    series.add(sample(0))
    series.add(sample(1, "fail", scheduled=False))
    assert [s.outcome for s in series.recent] == ["ok", "fail"]
    assert (series.fails_in_row, series.tally.n, len(series.window)) == (0, 1, 1)
    assert series.latest is not None
    assert series.latest.outcome == "ok"


def test_the_newest_samples_alone_are_kept_whole() -> None:
    series = Series(probe(every=1.0), START)
    for second in range(RECENT + 10):
        series.add(sample(second))
    assert len(series.recent) == RECENT
    assert series.recent[0].at == after(10)


def test_a_window_never_grows_beyond_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WINDOW_LIMIT", 50)
    series = Series(probe(every=1.0), START)
    for second in range(80):
        series.add(sample(second, latency=second / 1000))
    assert len(series.window) == 50
    assert series.figures(after(80)).max == pytest.approx(0.079)
    assert series.figures(after(80)).n == 50


def test_a_refilled_window_does_not_count_twice() -> None:
    series = Series(probe(), START)
    series.add(sample(0), tally=False)
    assert (series.tally.n, len(series.window)) == (0, 1)


def test_uptime_starts_afresh_at_t0() -> None:
    series = Series(probe(), START)
    series.add(sample(0, "fail"))
    series.reset_tally(after(30))
    series.add(sample(30))
    assert series.figures(after(60)).uptime.ratio == 1.0
    assert series.figures(after(60)).n == 2


def test_only_a_p95_over_the_limit_is_slow() -> None:
    series = Series(probe(slow=0.1), START)
    for slot in range(19):
        series.add(sample(slot * 30.0, latency=0.5))
    assert series.too_slow is None, "19 samples have no p95"
    series.add(sample(19 * 30.0, latency=0.5))
    assert series.too_slow
    assert Series(probe(), START).too_slow is False, "it has no limit"


def test_what_is_within_a_time_leaves_out_its_edge() -> None:
    series = Series(probe(), START)
    for slot in range(3):
        series.add(sample(slot * 30.0))
    assert [s.at for s in series.within(after(30))] == [after(60)]


def test_every_probe_has_a_series() -> None:
    found = sight_of({"api": probe("api"), "ws": probe("ws")}, START)
    assert sorted(found) == ["api", "ws"]
    assert found["ws"].probe.id == "ws"


# -- measures -------------------------------------------------------------------------------------

TWENTY = [sample(slot, "fail" if slot == 19 else "ok", 0.01 * (slot + 1)) for slot in range(20)]


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("error_rate", 0.05),
        ("p50", 0.10),
        ("p95", 0.19),
        ("p99", None),
        ("max", math.inf),
    ],
)
def test_a_measure_of_requests(measure: str, value: float | None) -> None:
    assert measured(measure, TWENTY) == (pytest.approx(value) if value is not None else None)


def test_a_measure_of_nothing_is_unknown() -> None:
    names = ("error_rate", "p50", "p95", "p99", "max", "value:rpm", "mean:rpm", "rate:rpm")
    assert [measured(name, []) for name in names] == [None] * len(names)


def test_a_look_of_ours_that_failed_says_nothing_of_the_target() -> None:
    assert measured("error_rate", [sample(0, "error"), sample(1, "absent")]) is None


def test_streak_and_availability_are_what_the_caller_knows() -> None:
    assert measured("consecutive_failures", [], streak=3) == 3.0
    assert measured("availability", [], uptime=0.999) == 0.999
    assert measured("availability", []) is None


def test_values_are_the_newest_their_mean_or_their_growth() -> None:
    looks = [sample(0, values={"rpm": 10.0}), sample(30), sample(60, values={"rpm": 40.0})]
    assert measured("value:rpm", looks) == 40.0
    assert measured("mean:rpm", looks) == 25.0
    assert measured("rate:rpm", looks) == 0.5
    assert measured("value:other", looks) is None


def test_a_kind_that_measures_no_latency_has_no_percentiles_and_still_counts() -> None:
    series = Series(probe("p", every=1.0), START)
    for second in range(1, 41):
        at = START + timedelta(seconds=second)
        outcome: Outcome = "fail" if second > 35 else "ok"
        series.add(Sample(probe="p", at=at, outcome=outcome))
    figures = series.figures(START + timedelta(seconds=40))
    assert (figures.n, figures.failed, figures.error_rate) == (40, 5, 5 / 40)
    assert (figures.p50, figures.p95, figures.max) == (None, None, None)
