"""The rounds of the watch as a ribbon: one sign a round, phase after phase."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from golive_tui.checklist.model import Phase
from golive_tui.launch.state import LaunchState
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.tui.ground.glyphs import GLYPHS

MARKS: Final = {"due": "due", "overdue": "late", "completed": "done", "missed": "missed"}
"""Round status -> name in ground.glyphs.GLYPHS; a round that has not fallen due is `ahead`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The rounds of one phase that fit: their marks, and how many are cut off on either side."""

    phase: str
    marks: tuple[str, ...]
    before: int
    after: int


def stretch(phase: Phase, state: LaunchState, width: int) -> Stretch:
    """At most `width` rounds, the current one in sight."""
    marks = [
        MARKS[each.status] if (each := state.rounds.get(f"{phase.id}/{number}")) else "ahead"
        for number in range(1, phase.rounds + 1)
    ]
    room = max(1, width)
    current = next((i for i, mark in enumerate(marks) if mark in ("due", "late", "ahead")), 0)
    if "ahead" not in marks and "due" not in marks and "late" not in marks:
        current = len(marks)
    start = max(0, min(current - room // 2, len(marks) - room))
    shown = tuple(marks[start : start + room])
    return Stretch(phase=phase.id, marks=shown, before=start, after=len(marks) - start - len(shown))


def signs(one: Stretch) -> list[Cell]:
    """Runs of equal signs, each one cell of text: few changes of colour, few bytes."""
    runs: list[tuple[str, int]] = []
    for mark in one.marks:
        if runs and runs[-1][0] == mark:
            runs[-1] = (mark, runs[-1][1] + 1)
        else:
            runs.append((mark, 1))
    cells = []
    if one.before:
        cells.append(cell(f"{one.before}…", 0, "muted"))
    for mark, times in runs:
        sign = GLYPHS[mark]
        cells.append(cell(sign.unicode * times, 0, sign.role, bold=sign.bold, inverse=sign.inverse))
    if one.after:
        cells.append(cell(f"…{one.after}", 0, "muted"))
    return cells


def length(cells: Sequence[Cell]) -> int:
    """Cells that they take together without gaps."""
    return sum(len(each.text) for each in cells)
