"""The looks of a probe, one by one and taken apart: what the newest ones found, and where the time
of one went. Pure."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from statistics import median
from typing import Final

from rich.cells import cell_len

from golive_tui.checklist.model import Probe
from golive_tui.launch.samples import Outcome, Sample
from golive_tui.launch.series import Series
from golive_tui.tui.dash.probe_rows import one_time, scale
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS
from golive_tui.tui.views.rows import Row, heading
from golive_tui.units import show_duration

LOOKS_SHOWN: Final = 20
"""The newest looks of a probe in its detail."""
PARTS: Final = ("dns", "connect", "tls", "send", "upgrade", "open", "first_byte", "transfer")
"""Parts of a look in their order; others follow as they came."""
_NOT_PARTS: Final = frozenset({"total", "redirects"})
_BAR: Final = "━"
_LIMIT: Final = 20
"""Cells of a latency that is at the limit."""
_SIGNS: Final[dict[Outcome, tuple[str, str]]] = {
    "ok": ("ok", "ok"),
    "fail": ("fail", "fail"),
    "error": ("unknown", "error"),
    "absent": ("unknown", "absent"),
}


# -- the parts of one ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a look: seconds before it, seconds in it, and its median over the looks kept."""

    name: str
    before: float
    seconds: float
    median: float


def parts_rows(series: Series, width: int) -> list[Row]:
    """The parts of the newest look one after another, each with its median over the looks kept."""
    newest = next((each for each in reversed(series.recent) if _parts_of(each)), None)
    if newest is None:
        return [heading("Parts of a look", width), [cell("this kind has none", None, "muted")]]
    parts = _parts(newest, series)
    whole = sum(part.seconds for part in parts) or 1.0
    room = max(width - 12 - 2 * 10 - 3, 8)
    rows = [
        [
            cell(part.name, 10, "muted"),
            cell(_waterfall(part, whole, room), None, "ok"),
            cell(fine(part.seconds), 9, align="right"),
            cell(fine(part.median), 9, "muted", align="right"),
        ]
        for part in parts
    ]
    looks = sum(1 for each in series.recent if _parts_of(each))
    note = f"newest, median of {looks}"
    return [heading("Parts of a look", width, note), *rows]


def _parts_of(sample: Sample) -> dict[str, float]:
    return {name: s for name, s in sample.phases.items() if name not in _NOT_PARTS}


def _parts(newest: Sample, series: Series) -> list[_Part]:
    found = _parts_of(newest)
    order = [*(name for name in PARTS if name in found), *(n for n in found if n not in PARTS)]
    parts: list[_Part] = []
    before = 0.0
    for name in order:
        times = [each.phases[name] for each in series.recent if name in each.phases]
        parts.append(_Part(name, before, found[name], median(times)))
        before += found[name]
    return parts


def _waterfall(part: _Part, whole: float, room: int) -> str:
    start = min(round(part.before / whole * room), room - 1)
    length = max(round(part.seconds / whole * room), 1)
    return " " * start + _BAR * min(length, room - start)


def fine(seconds: float) -> str:
    """`0.4 ms`, `12 ms`: short times with a decimal."""
    return f"{seconds * 1000:.1f} ms" if seconds < 0.01 else show_duration(seconds)


# -- the newest ---------------------------------------------------------------------------------


def looks_rows(probe: Probe, series: Series, now: datetime, width: int) -> list[Row]:
    """The newest looks, the newest first; where there is room, with a bar against the limit."""
    newest = list(islice(reversed(series.recent), LOOKS_SHOWN))
    head = heading("Looks", width, f"the newest {len(newest)}" if newest else "")
    if not newest:
        return [head, [cell("none yet", None, "muted")]]
    bar = _LIMIT if width >= 64 else 0
    return [head, *(_look(each, probe, now, bar) for each in newest)]


def _look(sample: Sample, probe: Probe, now: datetime, bar: int) -> Row:
    mark, word = _SIGNS[sample.outcome]
    sign = GLYPHS[mark]
    at = f"{sample.at:%H:%M:%S}Z" if sample.at.date() == now.date() else f"{sample.at:%d %b %H:%M}"
    row = [
        cell(at, max(9, cell_len(at)), "muted"),
        cell(sign.unicode, 1, sign.role),
        cell(word, 6, sign.role),
        cell(one_time(sample.latency), 8, align="right"),
    ]
    if sample.outcome != "ok":
        return [*row, cell(_said(sample), None)]
    over = sample.latency is not None and sample.latency > scale(probe)
    drawn = [cell(_against_limit(sample, probe, bar), bar, "warn" if over else "muted")]
    return [*row, *(drawn if bar else []), cell(_said(sample), None, "muted")]


def _said(sample: Sample) -> str:
    """Why it does not count, why it failed, what it kept or found."""
    parts = [] if sample.scheduled else ["asked for, does not count"]
    if sample.values and sample.outcome == "ok":
        kept = islice(sample.values.items(), 3)
        parts.append("  ".join(f"{name} {each:,.4g}" for name, each in kept))
    else:
        parts.append(": ".join(part for part in (sample.reason, sample.detail) if part))
    return " · ".join(part for part in parts if part)


def _against_limit(sample: Sample, probe: Probe, cells: int) -> str:
    if sample.latency is None:
        return ""
    return _BAR * max(min(round(sample.latency / scale(probe) * cells), cells), 1)
