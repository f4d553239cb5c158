"""Error budgets and repairs in words. Pure."""

from golive_tui.launch.budgets import Budget
from golive_tui.launch.distance import minutes
from golive_tui.launch.groups import GroupFigures
from golive_tui.text import plural
from golive_tui.tui.dash.probe_rows import one_time
from golive_tui.units import show_duration, show_percent


def budget_words(found: Budget) -> str:
    """`budget 8:12 left of 10:05; burning 2.1x`; by looks, `3 of 12 failures left`."""
    burn = f"; burning {found.burn:.1f}x" if found.burn is not None else ""
    if found.unit == "seconds":
        left = found.allowed - found.spent
        word = f"{minutes(left)} left" if left >= 0 else f"OVERSPENT by {minutes(-left)}"
        return f"budget {word} of {minutes(found.allowed)}{burn}"
    left = found.allowed - found.spent
    word = f"{left:.1f} failures left" if left >= 0 else f"OVERSPENT by {-left:.1f} failures"
    return f"budget {word} of {found.allowed:.1f}{burn}"


def repair_words(outages: int, mttr: float | None) -> str:
    """`2 outages, repaired in 1:20 on average`."""
    if not outages:
        return "no outage was seen"
    took = f"repaired in {show_duration(mttr)} on average" if mttr is not None else "none repaired"
    return f"{plural(outages, 'outage')}, {took}"


def group_words(found: GroupFigures) -> str:
    """`p95 28 ms · 0.0 % failed · 1.2/s · up 99.99 % · n 60` of the probes of one group."""
    if not found.n:
        return "nothing was observed lately"
    errors = show_percent(found.error_rate or 0.0)
    up = f" · up {show_percent(found.uptime, 2)}" if found.uptime is not None else ""
    rate = f" · {found.throughput:.2g}/s" if found.throughput is not None else ""
    return f"p95 {one_time(found.p95)} · {errors} failed{rate}{up} · n {found.n}"
