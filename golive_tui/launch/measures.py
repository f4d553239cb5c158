"""Measures in words: a value with its unit, the bound that it is held against, and over what."""

from datetime import datetime
from math import isinf

from golive_tui.checklist.model import Measure, Objective
from golive_tui.launch.objectives import ObjectiveStatus
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


def rests_on(
    objective: Objective, found: ObjectiveStatus, now: datetime, live_at: datetime | None
) -> str:
    """What a verdict rests on: `31 ms, limit 100 ms, over 15:00, n=180, 99.0 % observed`, and
    `99.93 % of 97.1 % observed since T0 14:03Z, 26 h 00 m, limit 99.90 %` for an uptime.

    `live_at` is T0, None before it.
    """
    measure, title = objective.measure, objective.title
    value, limit = shown_value(measure, found.value, title), bound(measure, title)
    observed = show_percent(found.coverage)
    since = found.since
    span = "" if since is None else show_duration(max((now - since).total_seconds(), 0.0))
    if measure.measure == "availability" and since is not None:
        anchor = "T0 " if since == live_at else ""
        return f"{value} of {observed} observed since {anchor}{_at(since, now)}, {span}, {limit}"
    over = f"over {span}, " if span else ""
    return f"{value}, {limit}, {over}n={found.n}, {observed} observed"


def _at(at: datetime, now: datetime) -> str:
    """`14:03Z` today, `24 Nov 14:03Z` on another day."""
    return f"{at:%H:%M}Z" if at.date() == now.date() else f"{at:%d %b %H:%M}Z"
