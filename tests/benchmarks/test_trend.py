"""A slope that a few wild points do not turn, and what it comes to."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.trend import Point, flat, slope, steady, warm


def line(rate: float, *, start: float = 0.0, length: int = 60) -> list[Point]:
    return [(float(at), start + rate * at) for at in range(length)]


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_the_slope_of_a_line_is_its_rate(rate: float, start: float) -> None:
    assert slope(line(rate, start=start, length=12)) == pytest.approx(rate, abs=1e-6)


def test_a_fifth_of_wild_points_does_not_turn_it() -> None:
    chance = random.Random(1)
    wild = [(at, value + 500 * (chance.random() < 0.2)) for at, value in line(0.5)]
    assert slope(wild) == pytest.approx(0.5, abs=0.3)
    fitted = np.polyfit([at for at, _ in wild], [value for _, value in wild], 1)[0]
    assert abs(slope(wild) - 0.5) < abs(float(fitted) - 0.5)


def test_no_two_points_in_time_have_no_slope() -> None:
    assert slope([(1.0, 2.0), (1.0, 9.0)]) == 0.0


def test_the_first_third_is_not_judged() -> None:
    warming = [(float(at), 50.0 + min(at, 20)) for at in range(61)]
    assert warm(warming)[0] == (20.0, 70.0)
    assert flat(warming, absolute=1.0, relative=0.0).verdict == "flat"
    assert warm([]) == []


@pytest.mark.parametrize(
    ("rate", "verdict"), [(0.0, "flat"), (0.01, "flat"), (0.5, "grows"), (-0.5, "falls")]
)
def test_a_drift_above_what_is_allowed_is_told(rate: float, verdict: str) -> None:
    assert flat(line(rate, start=100.0), absolute=2.0, relative=0.0).verdict == verdict


def test_the_larger_allowance_counts() -> None:
    points = line(0.1, start=100.0)
    assert flat(points, absolute=0.0, relative=0.05).verdict == "flat"
    assert flat(points, absolute=0.0, relative=0.01).verdict == "grows"


def test_growth_at_one_pace_is_steady_and_a_quickening_one_is_not() -> None:
    assert steady(line(3.0)).verdict == "steady"
    assert steady([(at, at * at) for at, _ in line(1.0)]).verdict == "quickens"
    assert steady([(at, at * at) for at, _ in line(1.0)], least=1000.0).verdict == "steady"


def test_a_few_points_say_nothing() -> None:
    assert flat(line(5.0, length=7), absolute=0.0, relative=0.0).verdict == "too few"
    assert steady(line(5.0, length=15)).verdict == "too few"
    assert flat([], absolute=0.0, relative=0.0).verdict == "too few"


def test_the_figures_are_those_of_the_judged_part() -> None:
    trend = flat(line(1.0, length=61), absolute=1.0, relative=0.0)
    assert (trend.first, trend.most, trend.rate) == (21.5, 60.0, 1.0)
    assert trend.drift == 40.0
