"""The timer in rows: before go-live what is still open, then phase, round, wait and the ribbons."""

from datetime import datetime
from typing import Final

from golive_tui.client.mirror import Mirror
from golive_tui.launch.progress import decision
from golive_tui.launch.readiness import readiness
from golive_tui.launch.rounds import Timer, timer
from golive_tui.text import plural
from golive_tui.tui.dash.ribbon import signs, stretch
from golive_tui.tui.frame.ready import behind, light
from golive_tui.tui.frame.words import coarse, show_every, when
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.units import show_clock

ROWS: Final = 6
"""Rows of the panel under its heading."""
_CLOCK: Final = 14

Row = tuple[list[Cell], str]
"""Cells, and the gap between them."""


def heading(mirror: Mirror, now: datetime) -> str:
    """What the panel's title says at the right."""
    timing = timer(mirror.checklist.watch, mirror.state, now)
    if timing.elapsed is None:
        return f"not live · {plural(timing.total, 'round')} to come"
    parts = [f"{timing.completed} of {timing.total} rounds done"]
    if timing.overdue:
        parts.append(f"{timing.overdue} overdue")
    if timing.missed:
        parts.append(f"{timing.missed} missed")
    return " · ".join(parts)


def timer_rows(mirror: Mirror, now: datetime, width: int) -> list[Row]:
    """At most ROWS of them."""
    timing = timer(mirror.checklist.watch, mirror.state, now)
    if timing.elapsed is None:
        return _before(mirror, now)
    rows = [*_now(mirror, timing, now), *_ribbons(mirror, width)]
    return [*rows[: ROWS - 1], _ready(mirror, now)]


def _ready(mirror: Mirror, now: datetime) -> Row:
    """Whether the launch could be rolled back."""
    found = readiness(mirror.checklist, mirror.state)
    said = cell(behind(found, now), None, "text" if found.reasons else "muted")
    return ([light(found), said], "  ")


def _before(mirror: Mirror, now: datetime) -> list[Row]:
    reasons = decision(mirror.checklist, mirror.state, now).reasons
    unfilled = sum(not each.filled for each in mirror.checklist.contacts)
    said = list(reasons)
    if unfilled:
        said.append(f"{plural(unfilled, 'contact')} not filled in")
    rows: list[Row] = [([cell(f"· {each}", None, "warn")], " ") for each in said[: ROWS - 2]]
    if not rows:
        rows = [([cell("nothing is open before go-live", None, "ok")], " ")]
    first = mirror.checklist.watch[0] if mirror.checklist.watch else None
    starts = f" and starts the rounds: every {show_every(first.every)} at first" if first else ""
    rows.append(_ready(mirror, now))
    rows.append(([cell("G", 1, "run", bold=True), cell(f"goes live{starts}", None, "muted")], " "))
    return rows


def _now(mirror: Mirror, timing: Timer, now: datetime) -> list[Row]:
    # The strip ticks; here minutes do.
    clock = show_clock(timing.elapsed or 0.0).rpartition(":")[0]
    elapsed = cell(f"T+{clock}", _CLOCK, "run", bold=True)
    if timing.over or timing.phase is None:
        return [([elapsed, cell("the watch is over", None)], " ")]
    every = f"every {show_every(timing.phase.every)}"
    title = cell(timing.phase.title, None, bold=True)
    rows: list[Row] = [([elapsed, title, cell(every, 0, "muted")], " ")]
    number = cell(f"round {timing.round} of {timing.of}", _CLOCK)
    if timing.open is not None:
        late = coarse((now - timing.open.due_at).total_seconds())
        word = "LATE" if timing.open.status == "overdue" else "DUE"
        phase = mirror.checklist.phase(timing.open.phase)
        asked = len(phase.items) - len(timing.open.answers) if phase else 0
        said = cell(f" {word} {late} ", 0, "warn", bold=True, inverse=True)
        rows.append(([number, said, cell(f"{plural(asked, 'question')}: w answers", None)], " "))
    elif timing.next_due_at is not None:
        left = coarse((timing.next_due_at - now).total_seconds())
        at = cell(when(timing.next_due_at, now), None, "muted")
        rows.append(([number, cell(f"next in {left}"), at], " "))
    return rows


def _ribbons(mirror: Mirror, width: int) -> list[Row]:
    names = [phase.title.partition(":")[0] for phase in mirror.checklist.watch]
    label = min(max(map(len, names), default=0) + 2, max(width // 3, 8))
    rows: list[Row] = []
    for phase, name in zip(mirror.checklist.watch, names, strict=True):
        one = stretch(phase, mirror.state, max(width - label - 8, 6))
        rows.append(([cell(name, label, "muted"), *signs(one)], ""))
    return rows
