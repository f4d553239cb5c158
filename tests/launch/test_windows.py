import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.checklist.model import Measure
from golive_tui.launch.control import Seen
from golive_tui.launch.samples import Outcome
from golive_tui.launch.windows import Looks, Numbers, Streaks, Window, turn, window_of

STREAK = "consecutive_failures"


def measure(name: str, of: tuple[str, ...] = ("api",)) -> Measure:
    return Measure(measure=name, of=of, window=60.0, above=1.0)


def seen(
    at: float, outcome: Outcome = "ok", latency: float | None = 0.1, probe: str = "api"
) -> Seen:
    return Seen(probe, at, outcome, latency if outcome == "ok" else None, {})


def valued(at: float, value: float) -> Seen:
    return Seen("api", at, "ok", 0.1, {"v": value})


@pytest.mark.parametrize("name", ["p50", "p95", "p99"])
def test_a_percentile_of_a_sliding_window_is_that_of_numpy(name: str) -> None:
    chance, window, kept = random.Random(name), Looks(measure(name)), list[tuple[float, float]]()
    for second in range(2000):
        failed = chance.random() < 0.03
        latency = chance.random()
        window.add(seen(second, "fail" if failed else "ok", latency))
        kept.append((second, math.inf if failed else latency))
        window.trim(second - 300)
        kept = [each for each in kept if each[0] > second - 300]
        if second % 97 == 0 and len(kept) >= 100:
            q = float(name[1:]) / 100
            wanted = np.percentile([v for _, v in kept], q * 100, method="inverted_cdf")
            assert window.values() == [float(wanted)]
            assert window.n == len(kept)


def test_error_rate_pools_and_availability_does_not() -> None:
    pooled, apart = (
        Looks(measure("error_rate", ("a", "b"))),
        Looks(measure("availability", ("a", "b"))),
    )
    for window in (pooled, apart):
        for at in range(10):
            window.add(seen(at, "fail" if at < 2 else "ok", probe="a"))
            window.add(seen(at, probe="b"))
    assert pooled.values() == [0.1]
    assert apart.values() == [0.8, 1.0]
    assert pooled.counted() == {"a": 10, "b": 10}


def test_what_says_nothing_of_the_target_is_left_out() -> None:
    window = Looks(measure("error_rate"))
    window.add(seen(0, "error"))
    window.add(seen(1, "absent"))
    assert (window.n, window.values()) == (0, [None])


def test_a_kind_without_latency_has_no_percentile() -> None:
    window = Looks(measure("p95"))
    for at in range(30):
        window.add(seen(at, "ok", None))
    assert window.values() == [None]


@pytest.mark.parametrize(
    ("name", "value"), [("value:v", 9.0), ("mean:v", 5.0), ("rate:v", 1.0), ("value:w", None)]
)
def test_numbers_that_the_probes_keep(name: str, value: float | None) -> None:
    window = Numbers(measure(name))
    for at in range(10):
        window.add(valued(at, float(at)))
    window.trim(0.5)
    assert window.values() == [value]
    window.add(valued(10, math.nan))
    assert window.values() == [value], "no number is not zero"


def test_a_streak_grows_ends_and_is_void_after_a_gap() -> None:
    window = Streaks(measure(STREAK), {"api": 10.0})
    for at, outcome in ((0, "fail"), (10, "fail"), (20, "error"), (30, "fail"), (80, "fail")):
        window.add(seen(at, outcome))  # type: ignore[arg-type] # words of the table
    assert window.values() == [1.0]
    assert window.broken == [("api", 3, 50.0)]
    window.add(seen(90))
    assert (window.values(), window.oks) == ([0.0], 1)


def test_the_window_is_that_of_the_measure() -> None:
    kinds = {"p95": Looks, "mean:v": Numbers, STREAK: Streaks}
    for name, kind in kinds.items():
        assert isinstance(window_of(measure(name), {"api": 10.0}), kind)


@pytest.mark.parametrize("by", [3600.0, -3600.0, 10.0, -10.0])
def test_a_clock_that_was_set_moves_what_is_older(by: float) -> None:
    now = 10_000.0 + by
    assert turn([9_900.0], by, now) == 1
    assert turn([9_900.0, now - 0.5], by, now) == 1
    windows = [window_of(measure(name), {"api": 1.0}) for name in ("p95", "value:v", STREAK)]
    for window in windows:
        window.add(valued(9_900.0, 1.0))
        window.shift(by, now)
        window.trim(9_900.0 + by - 1)
        assert window.n == 1
        window.trim(9_900.0 + by)
        assert window.values() in ([None], [0.0])


@given(
    st.lists(st.floats(0.0, 300.0), min_size=1, max_size=40),
    st.floats(2.0, 600.0),
    st.booleans(),
    st.lists(st.floats(0.0, 0.9), max_size=3),
)
def test_what_a_clock_that_was_set_finds_has_the_age_that_it_had(
    ages: list[float], step: float, back: bool, fresh: list[float]
) -> None:
    """Looks come every other second at least; those after the step are a second old at most."""
    by = -step if back else step
    before, now = 10_000.0, 10_000.0 + by
    old = sorted({0.0, *ages}, reverse=True)
    for name in ("p95", "value:v", STREAK):
        window = window_of(measure(name), {"api": 1.0})
        for age in old:
            window.add(valued(before - age, 1.0))
        for age in sorted(fresh, reverse=True):
            window.add(valued(now - age, 1.0))
        window.shift(by, now)
        found = times_of(window)
        expected = [now - age for age in old] + [now - age for age in sorted(fresh, reverse=True)]
        assert found == pytest.approx(expected, abs=1e-6)


def times_of(window: Window) -> list[float]:
    """When the samples of a window were taken, in the order in which they came."""
    if isinstance(window, Looks):
        return [each[0] for each in window._window]
    if isinstance(window, Streaks):
        return [at for at, _ in window._times]
    assert isinstance(window, Numbers)
    return [at for at, _ in window._points["api"]]


def test_the_last_look_of_a_streak_moves_with_the_clock_unless_it_came_after() -> None:
    window = Streaks(measure(STREAK), {"api": 10.0})
    window.add(seen(9_999.0, "fail"))
    window.shift(-60.0, 9_940.0)
    window.add(seen(9_949.0, "fail"))
    assert (window.values(), window.broken) == ([2.0], [])
    window.shift(-60.0, 9_950.0)
    window.add(seen(9_960.0, "fail"))
    assert (window.values(), window.broken) == ([3.0], [])


def test_the_maximum_is_that_of_what_was_answered() -> None:
    window = Looks(measure("max"))
    assert window.values() == [None]
    window.add(seen(0, latency=0.4))
    window.add(seen(1, latency=0.2))
    assert window.values() == [0.4]
    window.trim(0)
    assert window.values() == [0.2]


def test_what_counts_is_counted_by_probe() -> None:
    numbers = Numbers(measure("mean:v"))
    numbers.add(valued(1, 3.0))
    numbers.add(seen(2))
    assert numbers.counted() == {"api": 1}
    streaks = Streaks(measure(STREAK, ("api", "ws")), {"api": 10.0, "ws": 10.0})
    streaks.add(seen(1, "fail"))
    streaks.add(seen(2, "error"))
    assert streaks.counted() == {"api": 1, "ws": 0}


def test_what_is_not_ranked_is_forgotten_all_the_same() -> None:
    window = Looks(measure("error_rate"))
    window.add(seen(0, "fail"))
    window.add(seen(1))
    window.trim(0)
    assert (window.n, window.values()) == (1, [0.0])
