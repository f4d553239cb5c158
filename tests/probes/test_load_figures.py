import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.probes.look.load_figures import FIGURES, TIMES, Gathering, amount, number, seconds


@pytest.mark.parametrize("value", [None, True, "5", [], {}, math.nan, math.inf, 10**400])
def test_what_is_no_finite_number_is_none(value: object) -> None:
    assert number(value) is None
    assert amount(value) is None


def test_counts_and_times_are_not_negative_and_times_are_seconds() -> None:
    assert (number(-1), amount(-1), amount(0), seconds(63.2)) == (-1.0, None, 0.0, 0.0632)


def test_without_a_request_nothing_is_proved() -> None:
    gathering = Gathering()
    gathering.take("requests", 0.0, "")
    gathering.take("p95", 0.0, "")
    figures = gathering.done("k6", {"x": {"count": 1.0}})
    assert not figures.proven
    assert not figures.metrics
    assert set(figures.lacking.values()) == {"the run made no request"}


def test_percentiles_that_fall_prove_nothing() -> None:
    gathering = Gathering()
    for name, value in (("requests", 9.0), ("p50", 0.2), ("p95", 0.1), ("users", 3.0)):
        gathering.take(name, value, "")
    figures = gathering.done("k6")
    assert figures.proven == {"requests": 9.0, "users": 3.0}
    assert all("contradict" in figures.lacking[name] for name in TIMES)


def test_more_failures_than_requests_prove_nothing() -> None:
    gathering = Gathering()
    gathering.take("requests", 9.0, "")
    gathering.take_failed(10.0, 9.0, "")
    figures = gathering.done("k6")
    assert "error_rate" not in figures.proven
    assert "more failures than requests" in figures.lacking["failed"]


NUMBERS = st.one_of(st.none(), st.floats(min_value=0, max_value=1e9))


@given(st.dictionaries(st.sampled_from(FIGURES), NUMBERS))
def test_each_figure_is_proved_or_has_its_reason(given_: dict[str, float | None]) -> None:
    gathering = Gathering()
    for name, value in given_.items():
        gathering.take(name, value, "not told")
    figures = gathering.done("k6")
    assert set(figures.proven) | set(figures.lacking) == set(FIGURES)
    assert not set(figures.proven) & set(figures.lacking)
    assert all(figures.lacking.values())
