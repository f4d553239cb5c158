"""The rollback's readiness in words: the light of every view, and the line behind it. Pure."""

from datetime import datetime
from typing import Final

from golive_tui.launch.readiness import Readiness, ReadinessWord
from golive_tui.text import plural
from golive_tui.tui.frame.words import coarse, when
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.tui.ground.glyphs import Role

_SIGNS: Final[dict[ReadinessWord, tuple[str, Role]]] = {
    "ready": ("✓", "ok"),
    "not ready": ("✗", "bad"),
    "unknown": ("?", "warn"),
}


def light(found: Readiness) -> Cell:
    """`✓ ROLLBACK ready`; `○ ROLLBACK none` where the checklist has no steps for it."""
    if not found.steps:
        return cell("○ ROLLBACK none", 0, "muted")
    sign, role = _SIGNS[found.word]
    return cell(f"{sign} ROLLBACK {found.word}", 0, role, bold=found.word != "ready")


def behind(found: Readiness, now: datetime) -> str:
    """What the light rests on: the first reason and how many more, or the steps and when they were
    last gone through."""
    if found.reasons:
        more = f" +{len(found.reasons) - 1}" if len(found.reasons) > 1 else ""
        return f"{found.reasons[0]}{more}"
    return f"{plural(found.steps, 'step')} can run · {gone_through(found, now)}"


def gone_through(found: Readiness, now: datetime) -> str:
    """`last rehearsed 20 Nov in launch X, took 1 min`, or that nobody went through it yet."""
    if found.gone_through_at is None:
        return "not rehearsed in this launch"
    word = "rehearsed" if found.rehearsed else "run"
    where = f" in launch {found.launch}" if found.launch else ""
    at = when(found.gone_through_at, now)
    return f"last {word} {at}{where}, took {coarse(found.took or 0.0)}"
