"""All that is known of one probe, as a page of rows. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from statistics import median
from typing import Final

from rich.cells import cell_len

from golive_tui.checklist.model import Probe
from golive_tui.client.mirror import Mirror
from golive_tui.launch.samples import Outcome, Sample
from golive_tui.launch.series import Figures, Series
from golive_tui.launch.state import ProbeState
from golive_tui.text import plural
from golive_tui.tui.dash.probe_rows import UNKNOWN, height, one_time, scale
from golive_tui.tui.frame.alarms import PROBE_MARKS
from golive_tui.tui.frame.words import countdown, show_every, when
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS, LEVELS, spark
from golive_tui.tui.views.probe_rows import error_words, honest
from golive_tui.tui.views.rows import BLANK, Row, beside, heading, indented, labelled, valued
from golive_tui.units import show_duration

LOOKS_SHOWN: Final = 20
PHASES: Final = ("dns", "connect", "tls", "send", "upgrade", "open", "first_byte", "transfer")
"""Parts of a look in their order; others follow as they came."""
_NOT_PARTS: Final = frozenset({"total", "redirects"})
_BUCKETS: Final = 20
_BAR: Final = "━"
_SIGNS: Final[dict[Outcome, tuple[str, str]]] = {
    "ok": ("ok", "ok"),
    "fail": ("fail", "fail"),
    "error": ("unknown", "error"),
    "absent": ("unknown", "absent"),
}


def detail_rows(mirror: Mirror, probe_id: str, now: datetime, width: int) -> list[Row]:
    """The page of a probe; at 124 cells and more in two columns."""
    probe, series = mirror.checklist.probes[probe_id], mirror.sight[probe_id]
    stands = mirror.state.probe(probe_id)
    top = [*_title(probe, stands, series, now), BLANK]
    if width < 124:
        return [
            *top,
            *_figures(probe, series, now, width),
            BLANK,
            *_phases(series, width),
            BLANK,
            *_looks(series, now, width),
            BLANK,
            *_definition(probe, width),
        ]
    half = (width - 3) // 2
    left = [*_figures(probe, series, now, half), BLANK, *_phases(series, half), BLANK,
            *_definition(probe, half)]  # fmt: skip
    return [*top, *beside(left, _looks(series, now, width - half - 3), half)]


def _title(probe: Probe, stands: ProbeState, series: Series, now: datetime) -> list[Row]:
    sign = GLYPHS[PROBE_MARKS[stands.verdict]]
    since = ""
    if stands.since is not None:
        lasting = countdown((now - stands.since).total_seconds())
        since = f"since {when(stands.since, now)} · {lasting}"
    head = [
        cell(sign.unicode, 1, sign.role, bold=True),
        cell(sign.word, 7, sign.role, bold=True),
        cell(probe.title, None, bold=True),
        cell(since, 0, "muted"),
    ]
    said = ": ".join(part for part in (stands.reason, stands.detail) if part)
    if stands.verdict == "slow" and probe.slow is not None:
        p95 = one_time(series.figures(now).p95)
        said = f"{said}: p95 {p95} is over {show_duration(probe.slow)}"
    return [head, [cell("", 9), cell(said, None, sign.role)]] if said else [head]


# -- figures ------------------------------------------------------------------------------------


def _figures(probe: Probe, series: Series, now: datetime, width: int) -> list[Row]:
    figures = series.figures(now)
    times = (
        ("last", figures.latency),
        ("p50", figures.p50),
        ("p95", figures.p95),
        ("p99", figures.p99),
        ("max", figures.max),
    )
    shown = "   ".join(f"{name} {one_time(value)}" for name, value in times)
    counted = f"{error_words(figures)}   {figures.failed} of {figures.n} looks failed"
    room = width - 11
    return [
        heading("Figures", width, f"over {show_every(probe.window)}"),
        valued("latency", shown, "text" if figures.n else "muted"),
        valued("errors", counted if figures.n else UNKNOWN),
        valued("up", honest(figures.uptime, room)),
        valued("", f"since {when(series.tally.since, now)}, looked at {series.tally.n} times",
               "muted"),
        *_spark(probe, series, room),
        *_spread(series, figures),
    ]  # fmt: skip


def _spark(probe: Probe, series: Series, room: int) -> list[Row]:
    heights = [height(each, probe) for each in series.recent]
    drawn = spark(heights, scale(probe), min(room, max(len(heights), 20)))
    full = "its limit" if probe.slow else "its time-out"
    return [
        [cell("looks", 10, "muted"), cell(drawn, None)],
        valued("", f"a full block is {show_duration(scale(probe))}, {full}, or a failure", "muted"),
    ]


def _spread(series: Series, figures: Figures) -> list[Row]:
    """How often which latency, in buckets from nothing to half as much again as the p95."""
    times = [each.latency for each in series.window if each.outcome == "ok" and each.latency]
    if len(times) < 2:
        return []
    top = max(sorted(times)[int(len(times) * 0.95)] * 1.5, 0.001)
    counts = [0] * _BUCKETS
    for seconds in times:
        counts[min(int(seconds / top * _BUCKETS), _BUCKETS - 1)] += 1
    most = max(counts)
    drawn = "".join(_level(count, most) for count in counts)
    note = f"0 to {show_duration(top)} and more"
    failed = f", {figures.failed} failed" if figures.failed else ""
    return [[cell("spread", 10, "muted"), cell(drawn, _BUCKETS),
             cell(f"{note}{failed}", None, "muted")]]  # fmt: skip


def _level(count: int, most: int) -> str:
    if not count:
        return " "
    return LEVELS[min(int(count / most * (len(LEVELS) - 1) + 0.5), len(LEVELS) - 1)]


# -- phases -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a look: seconds before it, seconds in it, and its median over the looks kept."""

    name: str
    before: float
    seconds: float
    median: float


def _phases(series: Series, width: int) -> list[Row]:
    newest = next((each for each in reversed(series.recent) if _parts_of(each)), None)
    if newest is None:
        return [heading("Parts of a look", width), [cell("this kind has none", None, "muted")]]
    parts = _parts(newest, series)
    whole = sum(part.seconds for part in parts) or 1.0
    room = max(width - 12 - 2 * 10 - 3, 8)
    rows = [
        [
            cell(part.name, 10, "muted"),
            cell(_waterfall(part, whole, room), None),
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
    order = [*(name for name in PHASES if name in found), *(n for n in found if n not in PHASES)]
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


# -- looks --------------------------------------------------------------------------------------


def _looks(series: Series, now: datetime, width: int) -> list[Row]:
    newest = list(islice(reversed(series.recent), LOOKS_SHOWN))
    head = heading("Looks", width, f"the newest {len(newest)}" if newest else "")
    if not newest:
        return [head, [cell("none yet", None, "muted")]]
    return [head, *(_look(each, now) for each in newest)]


def _look(sample: Sample, now: datetime) -> Row:
    mark, word = _SIGNS[sample.outcome]
    sign = GLYPHS[mark]
    at = f"{sample.at:%H:%M:%S}Z" if sample.at.date() == now.date() else f"{sample.at:%d %b %H:%M}"
    said = ": ".join(part for part in (sample.reason, sample.detail) if part)
    if not sample.scheduled:
        said = " · ".join(part for part in ("asked for, does not count", said) if part)
    return [
        cell(at, max(9, cell_len(at)), "muted"),
        cell(sign.unicode, 1, sign.role),
        cell(word, 6, sign.role),
        cell(one_time(sample.latency), 8, align="right"),
        cell(said or _values(sample), None, "muted" if sample.outcome == "ok" else "text"),
    ]


def _values(sample: Sample) -> str:
    return "  ".join(f"{name} {value:,.4g}" for name, value in islice(sample.values.items(), 3))


# -- definition ---------------------------------------------------------------------------------


def _definition(probe: Probe, width: int) -> list[Row]:
    rhythm = f"every {show_every(probe.every)}, time-out {show_duration(probe.timeout)}"
    settles = f"fails after {probe.fail_after}, recovers after {probe.recover_after} in a row"
    slow = f"p95 over {show_duration(probe.slow)}" if probe.slow else "no limit is set"
    expectations: Iterable[Row] = (
        row for each in probe.expect for row in labelled("", each.text, width)
    )
    return [
        heading("Definition", width, probe.id),
        valued("kind", f"{probe.kind}, {rhythm}"),
        valued("verdict", settles),
        valued("slow", slow),
        *_settings(probe, width),
        *_named("expects", list(expectations) or [valued("", "nothing but an answer", "muted")]),
        *_kept(probe),
    ]


def _named(label: str, rows: Sequence[Row]) -> list[Row]:
    first = [cell(label, 10, "muted"), *rows[0][1:]]
    return [first, *rows[1:]]


def _settings(probe: Probe, width: int) -> list[Row]:
    return [
        row
        for name, value in probe.settings.items()
        if value not in (None, "", (), [], {}, False)
        for row in labelled(name, _shown(value), width)
    ]


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return str(value)


def _kept(probe: Probe) -> list[Row]:
    if not probe.values:
        return []
    rows = [valued("keeps", plural(len(probe.values), "value"))]
    lines = [[cell(name, 18), cell(fact, None, "muted")] for name, fact in probe.values.items()]
    return [*rows, *indented(lines, 11)]
