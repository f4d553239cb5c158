"""A probe as a row: mark, word, title, sparkline, and its figures in as many columns as fit.

Figures that are not known are a dash, never a zero; uptime says when not all of it was observed.
"""

from dataclasses import dataclass
from datetime import datetime
from math import isinf
from typing import Final

from golive_tui.checklist.model import Probe
from golive_tui.launch.figures import Uptime
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Figures, Series
from golive_tui.launch.state import ProbeState
from golive_tui.tui.frame.alarms import PROBE_MARKS, why
from golive_tui.tui.frame.words import coarse
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.tui.ground.glyphs import GLYPHS, Role, spark
from golive_tui.units import show_duration, show_percent

UNKNOWN: Final = "—"
FULLY: Final = 0.995
"""Coverage from which uptime is said without a caveat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeColumns:
    """Widths in cells; 0 leaves the column out."""

    spark: int
    last: int
    times: int
    n: int
    errors: int
    up: int


def probe_columns(width: int) -> ProbeColumns:
    """What fits beside mark, word and a title that can be read."""
    if width >= 110:
        return ProbeColumns(spark=30, last=7, times=10, n=4, errors=6, up=13)
    if width >= 90:
        return ProbeColumns(spark=16, last=0, times=10, n=4, errors=6, up=13)
    if width >= 64:
        return ProbeColumns(spark=10, last=0, times=10, n=4, errors=6, up=7)
    if width >= 48:
        return ProbeColumns(spark=8, last=0, times=10, n=0, errors=6, up=0)
    return ProbeColumns(spark=6, last=0, times=7, n=0, errors=0, up=0)


def labels(width: int) -> list[Cell]:
    """The line above the rows."""
    sizes = probe_columns(width)
    parts = [cell("", 1), cell("", 7), cell("probe", None, "muted")]
    named = (
        (sizes.spark, "latency", "left"),
        (sizes.last, "last", "right"),
        (sizes.times, "p95" if sizes.times < 9 else "p50/p95", "right"),
        (sizes.n, "n", "right"),
        (sizes.errors, "err", "right"),
        (sizes.up, "up", "right"),
    )
    parts += [
        cell(label, size, "muted", align="left" if align == "left" else "right")
        for size, label, align in named
        if size
    ]
    return parts


def probe_row(
    probe: Probe, stands: ProbeState, series: Series, now: datetime, width: int
) -> list[Cell]:
    """The row of one probe."""
    sizes = probe_columns(width)
    figures = series.figures(now)
    sign = GLYPHS[PROBE_MARKS[stands.verdict]]
    heights = spark((height(each, probe) for each in series.recent), scale(probe), sizes.spark)
    parts = [
        cell(sign.unicode, 1, sign.role, bold=sign.bold or sign.inverse),
        cell(sign.word, 7, sign.role, bold=sign.bold or sign.inverse),
        cell(probe.title, None, "text", bold=stands.verdict == "fail"),
        cell(heights, sizes.spark, "muted" if stands.verdict == "ok" else sign.role),
    ]
    wide = sizes.times >= 9
    shown = (
        (sizes.last, one_time(figures.latency)),
        (sizes.times, two_times(figures.p50, figures.p95) if wide else one_time(figures.p95)),
        (sizes.n, f"{figures.n}"),
        (sizes.errors, _ratio(figures.error_rate)),
        (sizes.up, uptime_words(figures.uptime, sizes.up)),
    )
    return [
        *parts,
        *(cell(text, size, _tone(figures), align="right") for size, text in shown if size),
    ]


def _tone(figures: Figures) -> Role:
    return "text" if figures.n else "muted"


def reason_row(stands: ProbeState, now: datetime) -> list[Cell]:
    """The line under a probe that is not well: why, and for how long."""
    sign = GLYPHS[PROBE_MARKS[stands.verdict]]
    since = f" · {coarse((now - stands.since).total_seconds())}" if stands.since else ""
    said = why(stands).removeprefix(": ") or f"{sign.word}: it gives no reason"
    return [cell("", 9), cell(f"└ {said}{since}", None, sign.role)]


def has_reason(stands: ProbeState) -> bool:
    """Whether the line under it is needed."""
    return stands.verdict in ("fail", "silent", "slow")


def scale(probe: Probe) -> float:
    """Seconds that are a full block of the sparkline: the limit, so that height means danger."""
    return probe.slow or probe.timeout


def height(sample: Sample, probe: Probe) -> float | None:
    """A sample in the sparkline: a failure is as high as can be, an unobserved slot nothing."""
    if sample.outcome == "fail":
        return scale(probe)
    return sample.latency if sample.outcome == "ok" else None


def one_time(seconds: float | None) -> str:
    """`21 ms`, `1.2 s`; `fail` for a percentile that falls on a failure."""
    if seconds is None:
        return UNKNOWN
    return "fail" if isinf(seconds) else show_duration(seconds)


def two_times(p50: float | None, p95: float | None) -> str:
    """`19/34 ms`, `0.8/1.2 s`, `19/fail` (ms), `1.2 s/fail`."""
    known = [each for each in (p50, p95) if each is not None and not isinf(each)]
    if not known:
        return f"{one_time(p50)}/{one_time(p95)}" if p50 or p95 else UNKNOWN
    small = max(known) < 1
    if len(known) == 1 and p95 is not None and isinf(p95):
        unit = "" if small else " s"
        return f"{_bare(p50, small=small)}{unit}/fail"
    return f"{_bare(p50, small=small)}/{_bare(p95, small=small)} {'ms' if small else 's'}"


def _bare(seconds: float | None, *, small: bool) -> str:
    if seconds is None:
        return UNKNOWN
    if isinf(seconds):
        return "fail"
    return f"{seconds * 1000:.0f}" if small else f"{seconds:.1f}"


def _ratio(ratio: float | None) -> str:
    return UNKNOWN if ratio is None else show_percent(ratio, 0 if ratio == 1 else 1)


def uptime_words(uptime: Uptime, width: int) -> str:
    """`99.9 %` where all was observed, else `99.9 of 97 %`, or `~99.9 %` in a narrow column."""
    if uptime.ratio is None:
        return UNKNOWN
    up = show_percent(uptime.ratio)
    if uptime.coverage >= FULLY:
        return up
    if width >= 13:
        return f"{up.removesuffix(' %')} of {show_percent(uptime.coverage, 0)}"
    return f"~{up}" if len(up) < width else f"~{show_percent(uptime.ratio, 0)}"
