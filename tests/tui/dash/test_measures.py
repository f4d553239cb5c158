"""Values with their units."""

from math import inf

import pytest

from golive_tui.checklist.model import Measure
from golive_tui.tui.dash.measures import bound, shown_value


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
