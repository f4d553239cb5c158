"""The latency of a probe over the launch, as rows of blocks: p95 a column, the longest above it.

The scale stands at the left with its units; T0, trips and the rollback are marked under the axis.
Every sign has an ASCII twin (`ground.glyphs`). Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, log10
from typing import Final

from golive_tui.launch.buckets import Bucket
from golive_tui.tui.frame.words import when
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.tui.ground.glyphs import LEVELS, UNOBSERVED, Role
from golive_tui.tui.views.rows import Row, Tight
from golive_tui.units import show_duration

HEIGHT: Final = 6
"""Rows of the field."""
SCALE: Final = 8
"""Cells of the scale."""
_LONGEST: Final = "▔"
_FAILED: Final = "✗"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that happened: its sign, in which colour, and what it stands for."""

    at: datetime
    sign: str
    role: Role
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What is plotted: equal stretches from `since` to `until`."""

    since: datetime
    until: datetime
    buckets: Sequence[Bucket]


def plot_width(width: int) -> int:
    """Columns of a plot on a page that wide."""
    return max(width - SCALE - 2, 8)


def plot_rows(plot: Plot, marks: Sequence[Mark], limit: float | None) -> list[Row]:
    """The field, the axis with its marks, the times, and what the signs mean."""
    most = max((each.max or 0.0 for each in plot.buckets), default=0.0)
    if not any(each.n for each in plot.buckets):
        return [[cell("nothing was observed yet", None, "muted")]]
    top = nice(most)
    rows = [_field(plot.buckets, top, limit, level) for level in range(HEIGHT, 0, -1)]
    told = sorted({(each.sign, each.word, each.role) for each in marks})
    signs = "  ".join(f"{sign} {word}" for sign, word, _ in told)
    note = (
        f"{signs}  █ p95  {_LONGEST} longest  {_FAILED} failed  {UNOBSERVED} unseen"
        "  (few looks: longest for p95)"
    ).strip()
    end = when(plot.until, plot.until)
    begin = when(plot.since, plot.until)
    room = max(len(plot.buckets) - len(end), 1)
    return [
        *rows,
        _axis(plot, marks),
        [cell("", SCALE), cell(begin, room, "muted"), cell(end, 0, "muted")],
        [cell("", SCALE), cell(note, None, "muted")],
    ]


def nice(seconds: float) -> float:
    """The next of 1, 2, 5, 10 ... that is not below it: a scale that people read."""
    if seconds <= 0:
        return 0.001
    size: float = 10.0 ** ceil(log10(seconds) - 1)
    return next(size * step for step in (1, 2, 5, 10) if size * step >= seconds * (1 - 1e-9))


def _field(buckets: Sequence[Bucket], top: float, limit: float | None, level: int) -> Row:
    """One row of the field, `level` counted from the foot; runs of one colour are one cell."""
    runs: list[tuple[str, Role]] = []
    for each in buckets:
        sign, role = _sign(each, top, limit, level)
        if runs and (runs[-1][1] == role or sign == " "):
            runs[-1] = (runs[-1][0] + sign, runs[-1][1])
        else:
            runs.append((sign, role))
    labels = {HEIGHT: show_duration(top), HEIGHT // 2: show_duration(top / 2), 1: "0"}
    scale = cell(f"{labels.get(level, '')} │", SCALE + 1, "muted", align="right")
    return Tight([scale, *_joined(runs)])


def _joined(runs: Sequence[tuple[str, Role]]) -> list[Cell]:
    """A cell a run: few changes of colour, few bytes."""
    return [cell(text, 0, role) for text, role in runs]


def _sign(each: Bucket, top: float, limit: float | None, level: int) -> tuple[str, Role]:
    if level == HEIGHT and each.failed:
        return _FAILED, "bad"
    if not each.n:
        return (UNOBSERVED if level == 1 else " "), "muted"
    low = top * (level - 1) / HEIGHT
    # Too few looks for a p95: the longest of them says as much.
    tall = each.p95 if each.p95 is not None else each.max or 0.0
    share = (tall - low) / (top / HEIGHT)
    role: Role = "warn" if limit is not None and tall > limit else "text"
    if share > 0:
        return LEVELS[min(int(share * len(LEVELS)), len(LEVELS) - 1)], role
    longest = ((each.max or 0.0) - low) / (top / HEIGHT)
    if 0 < longest <= 1:
        return _LONGEST, "muted"
    return (LEVELS[0] if level == 1 and each.max is not None else " "), role


def _axis(plot: Plot, marks: Sequence[Mark]) -> Row:
    """`└──T──▲──►`: the marks where they happened; a later one hides an earlier one."""
    count = len(plot.buckets)
    span = max((plot.until - plot.since).total_seconds(), 1e-9)
    line = ["─"] * count
    roles: list[Role] = ["muted"] * count
    for mark in sorted(marks, key=lambda each: each.at):
        place = int((mark.at - plot.since).total_seconds() / span * count)
        if 0 <= place <= count:
            line[min(place, count - 1)], roles[min(place, count - 1)] = mark.sign, mark.role
    runs: list[tuple[str, Role]] = []
    for sign, role in zip(line, roles, strict=True):
        if runs and runs[-1][1] == role:
            runs[-1] = (runs[-1][0] + sign, role)
        else:
            runs.append((sign, role))
    return Tight([cell("└", SCALE + 1, "muted", align="right"), *_joined(runs)])
