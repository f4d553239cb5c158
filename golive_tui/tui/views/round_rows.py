"""Every round of the watch as a row, phase by phase. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Phase
from golive_tui.client.mirror import Mirror
from golive_tui.launch.rounds import Round, schedule, timer
from golive_tui.launch.state import LaunchState, RoundState
from golive_tui.text import plural
from golive_tui.tui.dash.ribbon import MARKS
from golive_tui.tui.frame.words import coarse, show_every
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.tui.ground.glyphs import GLYPHS
from golive_tui.tui.views.rows import Row, heading
from golive_tui.units import show_clock

_WORD: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """A row: a phase's heading (`number` 0), or one of its rounds with the time it falls due."""

    phase: Phase
    number: int = 0
    due_at: datetime | None = None

    @property
    def id(self) -> str:
        """The round's id; empty for a heading."""
        return f"{self.phase.id}/{self.number}" if self.number else ""


def round_lines(mirror: Mirror) -> list[RoundLine]:
    """All rows. Before T0 rounds have no time yet."""
    watch, t0 = mirror.checklist.watch, mirror.state.went_live_at
    planned: Sequence[Round] = schedule(watch, t0) if t0 is not None else ()
    due = {each.id: each.due_at for each in planned}
    lines: list[RoundLine] = []
    for phase in watch:
        lines.append(RoundLine(phase=phase))
        for number in range(1, phase.rounds + 1):
            at = due.get(f"{phase.id}/{number}")
            lines.append(RoundLine(phase=phase, number=number, due_at=at))
    return lines


def coming(mirror: Mirror, now: datetime) -> datetime | None:
    """When the next round falls due."""
    return timer(mirror.checklist.watch, mirror.state, now).next_due_at


def round_row(
    line: RoundLine, mirror: Mirror, now: datetime, width: int, next_at: datetime | None
) -> Row:
    """`✓ done    3 of 24   due 14:00Z   ana 14:01Z   5 of 5 answers · quiet`.

    `next_at` is when the next round falls due: that row alone counts down.
    """
    if not line.number:
        return _phase(line.phase, mirror.state, width)
    each = mirror.state.rounds.get(line.id)
    sign = GLYPHS[MARKS[each.status] if each else "ahead"]
    loud = sign.bold or sign.inverse
    parts = [
        cell(sign.unicode, 1, sign.role, bold=loud),
        cell(sign.word, _WORD, sign.role, bold=loud),
        cell(f"{line.number} of {line.phase.rounds}", 8, "text" if each else "muted"),
        cell(_due(line, now), 17, "text" if each else "muted"),
    ]
    if width < 60:
        return [*parts[:3], cell(_due(line, now), None, "muted")]
    who = 14 if width >= 76 else 0
    if each is None:
        return [*parts, cell(_wait(line, mirror, now, next_at), None, "muted")]
    if who:
        parts.append(cell(_closed(each), who, "muted"))
    return [*parts, *_said(each, line.phase)]


def _phase(phase: Phase, state: LaunchState, width: int) -> Row:
    rounds = [each for each in state.rounds.values() if each.phase == phase.id]
    done = sum(each.status == "completed" for each in rounds)
    missed = sum(each.status == "missed" for each in rounds)
    parts = [f"every {show_every(phase.every)}", f"{done} of {phase.rounds} done"]
    if missed:
        parts.append(f"{missed} missed")
    return heading(phase.title, width, " · ".join(parts))


def _due(line: RoundLine, now: datetime) -> str:
    if line.due_at is None:
        return f"T+{show_clock(line.phase.start + line.number * line.phase.every)[:-3]}"
    day = "" if line.due_at.date() == now.date() else f"{line.due_at:%d %b} "
    return f"due {day}{line.due_at:%H:%M}Z"


def _wait(line: RoundLine, mirror: Mirror, now: datetime, next_at: datetime | None) -> str:
    t0 = mirror.state.went_live_at
    if line.due_at is None or t0 is None:
        return ""
    if line.due_at == next_at:
        return f"in {coarse((line.due_at - now).total_seconds())}"
    return f"T+{show_clock((line.due_at - t0).total_seconds())[:-3]}"


def _closed(each: RoundState) -> str:
    if each.closed_at is None:
        return ""
    return f"{each.by or 'nobody'} {each.closed_at:%H:%M}Z"


def _said(each: RoundState, phase: Phase) -> list[Cell]:
    """How its questions were answered, and the note."""
    answers = each.answers.values()
    failed = sum(answer.status == "failed" for answer in answers)
    skipped = sum(answer.status == "skipped" for answer in answers)
    parts = [f"{len(each.answers)} of {plural(len(phase.items), 'answer')}"]
    if failed:
        parts.append(f"{failed} failed")
    if skipped:
        parts.append(f"{skipped} skipped")
    if each.unattended:
        parts = ["no engine ran"]
    if each.note:
        parts.append(each.note)
    return [cell(" · ".join(parts), None, "warn" if failed else "muted")]
