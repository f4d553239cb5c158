"""Objectives and triggers as rows: how they stand, by which value, of how much that was seen."""

from datetime import datetime
from typing import Final

from golive_tui.checklist.measures import figure
from golive_tui.checklist.model import Measure, Objective, Trigger
from golive_tui.launch.budgets import budget
from golive_tui.launch.distance import POINTS, Distance, breach_time, distance, how_far
from golive_tui.launch.measures import bound, shown_value
from golive_tui.launch.objectives import ObjectiveStatus, ObjectiveWord, objective_status
from golive_tui.launch.series import Sight
from golive_tui.launch.state import LaunchState
from golive_tui.tui.frame.words import show_every
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS, Role, spark
from golive_tui.tui.views.budget_words import budget_words
from golive_tui.tui.views.rows import Row
from golive_tui.units import show_percent

_OBJECTIVES: Final[dict[ObjectiveWord, tuple[str, str]]] = {
    "met": ("done", "met"),
    "not met": ("fail", "NOT met"),
    "not measured": ("unknown", "unknown"),
}


def objective_row(objective: Objective, sight: Sight, now: datetime, width: int) -> Row:
    """`✓ met   Response time (< 100ms target)   31 ms, limit 100 ms   n 450   99.2 % seen`."""
    found = objective_status(objective, sight, now)
    return _row(_OBJECTIVES[found.word], objective.title, objective.measure, found, width)


def budget_row(objective: Objective, sight: Sight, now: datetime) -> Row:
    """`└ budget 8:12 left of 10:05; burning 2.1x`: loud when it is spent, or will be."""
    found = budget(objective, sight, now)
    if found is None:
        return []
    fast = found.burn is not None and found.burn > 1
    role: Role = "bad" if found.left < 0 else "warn" if fast else "muted"
    return [cell("", 9), cell(f"└ {budget_words(found)}", None, role)]


def trigger_row(
    trigger: Trigger, state: LaunchState, sight: Sight, now: datetime, width: int
) -> Row:
    """`◐ pending Error rate > 5% for 5 minutes  ▁▂▆█  7.1 / 5.0 %  0:45 / 5:00  n 30  99 % seen`.

    A full block of the trend is the bound, whatever lies beyond it.
    """
    found = distance(trigger, state, sight, now, points=POINTS if width >= 64 else 1)
    sign = GLYPHS[found.sense]
    loud = sign.bold or sign.inverse
    role: Role = "muted" if found.reading.value is None else "text"
    parts = [
        cell(sign.unicode, 1, sign.role, bold=loud),
        cell(sign.word, 7, sign.role, bold=loud, inverse=sign.inverse),
        cell(trigger.title, None, bold=loud),
    ]
    if width >= 64:
        drawn = spark(heights(found), 1.0, POINTS if width >= 100 else POINTS // 2)
        parts.append(cell(drawn, 0, "muted" if sign.role == "muted" else sign.role))
    parts.append(cell(how_far(found), 17 if width >= 76 else 15, role, align="right"))
    if width < 76:
        return parts
    parts.append(cell(breach_time(found), 12, role, align="right"))
    if width >= 100:
        parts.append(cell(f"n {found.reading.n}", 6, "muted", align="right"))
    why = 36 if width >= 132 else 22 if width >= 120 else 0
    seen = f"{show_percent(found.reading.coverage)} of {show_every(trigger.measure.window)} seen"
    said = found.reading.why or seen
    return [*parts, cell(said, why, "muted", align="right")] if why else parts


def heights(found: Distance) -> list[float | None]:
    """The trend as shares of the bound: 1 is at it. What must not fall below is upside down."""
    measure = found.trigger.measure
    top = measure.limit + (figure(measure.measure) == "consecutive_failures")
    if measure.above is not None:
        return [value / top if value is not None and top else None for value in found.trend]
    return [top / value if value else None for value in found.trend]


def _row(
    said: tuple[str, str],
    title: str,
    measure: Measure,
    found: ObjectiveStatus,
    width: int,
) -> Row:
    mark, word = said
    sign = GLYPHS[mark]
    loud = sign.bold or sign.inverse
    parts = [
        cell(sign.unicode, 1, sign.role, bold=loud),
        cell(word, 7, sign.role, bold=loud),
        cell(title, None, bold=mark == "alarm"),
    ]
    value = shown_value(measure, found.value, title)
    if width < 76:
        return [*parts, cell(value, 12, align="right")]
    seen = found.why or f"{show_percent(found.coverage)} of {show_every(measure.window)} seen"
    why = 36 if width >= 132 else 22 if width >= 104 else 0
    tail = [
        cell(f"{value}, {bound(measure, title)}", 26, align="right"),
        cell(f"n {found.n}", 7, "muted", align="right"),
    ]
    return [*parts, *tail, cell(seen, why, "muted", align="right")] if why else [*parts, *tail]
