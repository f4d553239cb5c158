"""Values with their units."""

from datetime import UTC, datetime, timedelta
from math import inf

import pytest

from golive_tui.checklist.model import Measure, Objective
from golive_tui.launch.measures import bound, rests_on, shown_value
from golive_tui.launch.objectives import ObjectiveStatus


def measure(what: str, limit: float) -> Measure:
    return Measure(measure=what, of=("api",), window=60.0, above=limit)


@pytest.mark.parametrize(
    ("what", "value", "title", "said"),
    [
        ("p95", 0.031, "", "31 ms"),
        ("p95", inf, "", "failed"),
        ("p95", None, "", "unknown"),
        ("error_rate", 0.004, "", "0.4 %"),
        ("availability", 0.9993, "", "99.93 %"),
        ("consecutive_failures", 3.0, "", "3"),
        ("value:cpu", 0.4122, "CPU usage (< 70% average)", "41.2 %"),
        ("rate:requests", 21.7, "Throughput", "1,302/min"),
    ],
)
def test_a_value_is_said_with_its_unit(
    what: str, value: float | None, title: str, said: str
) -> None:
    assert shown_value(measure(what, 0.7), value, title) == said


def test_a_bound_is_said_as_its_values_are() -> None:
    assert bound(measure("p95", 0.1)) == "limit 100 ms"
    assert bound(measure("value:cpu", 0.7), "CPU < 70%") == "limit 70.0 %"


NOW = datetime(2026, 11, 25, 16, 3, tzinfo=UTC)
T0 = NOW - timedelta(hours=26)


def rests(what: str, value: float, limit: float, since: datetime | None) -> str:
    objective = Objective(id="one", title="One", measure=measure(what, limit))
    found = ObjectiveStatus(word="met", value=value, n=180, coverage=0.971, since=since)
    return rests_on(objective, found, NOW, T0)


def test_an_uptime_says_since_when_and_over_what_span_it_was_judged() -> None:
    assert rests("availability", 0.9993, 0.999, T0) == (
        "99.93 % of 97.1 % observed since T0 24 Nov 14:03Z, 26 h 00 m, limit 99.90 %"
    )
    later = NOW - timedelta(minutes=15)
    assert rests("availability", 0.9993, 0.999, later) == (
        "99.93 % of 97.1 % observed since 15:48Z, 15:00, limit 99.90 %"
    )


def test_other_figures_say_their_window_and_their_n() -> None:
    since = NOW - timedelta(minutes=15)
    assert rests("p95", 0.031, 0.1, since) == (
        "31 ms, limit 100 ms, over 15:00, n=180, 97.1 % observed"
    )
    assert rests("p95", 0.031, 0.1, None) == "31 ms, limit 100 ms, n=180, 97.1 % observed"
