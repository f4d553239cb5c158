"""Objectives and triggers as rows: how they stand, by which value, of how much that was seen."""

from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Measure, Objective, Trigger
from golive_tui.launch.measures import bound, shown_value
from golive_tui.launch.meters import TriggerReading, TriggerVerdict, trigger_reading
from golive_tui.launch.objectives import ObjectiveStatus, ObjectiveWord, objective_status
from golive_tui.launch.series import Sight
from golive_tui.tui.frame.words import show_every
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS
from golive_tui.tui.views.rows import Row
from golive_tui.units import show_percent

_OBJECTIVES: Final[dict[ObjectiveWord, tuple[str, str]]] = {
    "met": ("done", "met"),
    "not met": ("fail", "NOT met"),
    "not measured": ("unknown", "unknown"),
}
_TRIGGERS: Final[dict[TriggerVerdict, tuple[str, str]]] = {
    "clear": ("armed", "clear"),
    "breach": ("alarm", "BREACH"),
    "unknown": ("unknown", "unknown"),
}


def objective_row(objective: Objective, sight: Sight, now: datetime, width: int) -> Row:
    """`✓ met   Response time (< 100ms target)   31 ms, limit 100 ms   n 450   99.2 % seen`."""
    found = objective_status(objective, sight, now)
    return _row(_OBJECTIVES[found.word], objective.title, objective.measure, found, width)


def trigger_row(trigger: Trigger, sight: Sight, now: datetime, width: int) -> Row:
    """`○ clear  Error rate > 5% for 5 minutes   0.4 %, limit 5.0 %   n 30   ask`."""
    found = trigger_reading(trigger, sight, now)
    return _row(_TRIGGERS[found.verdict], trigger.title, trigger.measure, found, width)


def _row(
    said: tuple[str, str],
    title: str,
    measure: Measure,
    found: ObjectiveStatus | TriggerReading,
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
