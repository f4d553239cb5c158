"""An event as a row: time, mark, who did what."""

from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Checklist
from golive_tui.launch.events import Event
from golive_tui.launch.sentences import sentence, tone
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.tui.ground.glyphs import GLYPHS, Role

MARKS: Final[dict[str, str]] = {
    "passed": "done", "failed": "fail", "skipped": "skip", "doing": "run", "stale": "stale",
    "overdue": "late", "missed": "missed", "due": "due", "completed": "done",
    "ok": "ok", "slow": "slow", "fail": "alarm", "silent": "silent", "unknown": "unknown",
}  # fmt: skip
"""Tone of launch.sentences -> name in ground.glyphs.GLYPHS; the others have a mark of their own."""
_OTHERS: Final[dict[str, tuple[str, Role]]] = {"live": ("►", "run"), "notice": ("!", "warn")}


def mark_of(event: Event) -> tuple[str, Role]:
    """The sign that a line bears, and its role."""
    found = tone(event.fact)
    if found in _OTHERS:
        return _OTHERS[found]
    sign = GLYPHS.get(MARKS.get(found, ""))
    return (sign.unicode, sign.role) if sign else ("·", "muted")


def event_row(event: Event, checklist: Checklist, now: datetime) -> list[Cell]:
    """`14:02:02Z ▲ API /health: fail, was ok`."""
    sign, role = mark_of(event)
    at = f"{event.at:%H:%M:%S}Z" if event.at.date() == now.date() else f"{event.at:%d %b %H:%M}"
    loud = role in ("bad", "warn", "run")
    text = cell(sentence(event, checklist), None, role if loud else "text")
    return [cell(at, 12 if len(at) > 9 else 9, "muted"), cell(sign, 1, role), text]
