"""Measures in words: a value with its unit, and the bound that it is held against."""

from math import isinf

from golive_tui.checklist.model import Measure
from golive_tui.units import show_duration, show_percent

_RATIOS = frozenset({"error_rate", "availability"})
_TIMES = frozenset({"p50", "p95", "p99", "max"})


def shown_value(measure: Measure, value: float | None, title: str = "") -> str:
    """`31 ms`, `0.4 %`, `3`; `unknown` when it is, `failed` for a percentile on a failure.

    A rate is shown a minute. A fact of the target's own has no unit; where the title speaks of per
    cent, it is a ratio.
    """
    if value is None:
        return "unknown"
    if isinf(value):
        return "failed"
    if measure.measure in _RATIOS:
        return show_percent(value, 2 if measure.measure == "availability" else 1)
    if measure.measure in _TIMES:
        return show_duration(value)
    if measure.measure.startswith("rate:"):
        return f"{value * 60:,.0f}/min"
    if "%" in title and measure.limit <= 1:
        return show_percent(value)
    return f"{value:,.4g}"


def bound(measure: Measure, title: str = "") -> str:
    """`limit 100 ms`: the bound, whichever side is the good one; the title says which."""
    return f"limit {shown_value(measure, measure.limit, title)}"
