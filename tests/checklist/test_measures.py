import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.checklist.measures import (
    default_needs,
    default_window,
    figure,
    least_samples,
    least_window,
    samples,
    unit,
    value_name,
)


@pytest.mark.parametrize(
    ("measure", "limit", "least", "needs", "wanted"),
    [
        ("p50", 1.0, 2, 2, "duration"),
        ("p95", 1.0, 20, 20, "duration"),
        ("p99", 1.0, 100, 100, "duration"),
        ("max", 1.0, 1, 1, "duration"),
        ("error_rate", 0.05, 20, 20, "percentage"),
        ("error_rate", 0.1, 10, 20, "percentage"),
        ("error_rate", 0.001, 1000, 1000, "percentage"),
        ("error_rate", 0.0, 1, 20, "percentage"),
        ("availability", 0.999, 1000, 1000, "percentage"),
        ("availability", 1.0, 1, 20, "percentage"),
        ("consecutive_failures", 3.0, 4, 4, "whole"),
        ("rate:requests", 10.0, 2, 2, "rate"),
        ("value:disk", 0.8, 1, 1, "any"),
        ("mean:cpu", 0.7, 1, 1, "any"),
    ],
)
def test_each_measure_has_its_least_samples_and_its_unit(
    measure: str, limit: float, least: int, needs: int, wanted: str
) -> None:
    assert least_samples(measure, limit) == least
    assert default_needs(measure, limit) == needs
    assert unit(measure) == wanted


def test_a_measure_of_a_value_names_it() -> None:
    assert (figure("rate:requests"), value_name("rate:requests")) == ("rate", "requests")
    assert (figure("p95"), value_name("p95")) == ("p95", "")


def test_a_window_may_be_left_out_for_streaks_and_newest_values() -> None:
    assert default_window("consecutive_failures", 3, [30.0, 10.0]) == 180.0
    assert default_window("value:disk", 0.8, [15.0]) == 45.0
    assert default_window("value:disk", 0.8, []) == 90.0
    assert default_window("p95", 1.0, [2.0]) is None


def test_the_samples_of_all_probes_count_together() -> None:
    assert samples(60, [2.0]) == 30
    assert samples(60, [2.0, 30.0]) == 32
    assert samples(0.3, [0.1]) == 3


@given(
    st.integers(1, 2000),
    st.lists(st.sampled_from([1.0, 2.0, 2.5, 15.0, 30.0, 300.0]), min_size=1, max_size=4),
)
def test_the_least_window_is_enough_and_no_shorter_one_is(count: int, everies: list[float]) -> None:
    window = least_window(count, everies)
    assert samples(window, everies) >= count
    assert samples(window - min(everies), everies) < count
