"""The probe table of the probes view: more columns than the dashboard's panel has room for.

Figures that are not known are a dash, never a zero; uptime tells how much of it was observed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Probe
from golive_tui.launch.figures import Uptime
from golive_tui.launch.series import Figures, Series
from golive_tui.launch.state import ProbeState
from golive_tui.tui.dash.probe_rows import UNKNOWN, height, one_time, scale, two_times, uptime_words
from golive_tui.tui.frame.alarms import PROBE_MARKS
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS, Role, spark
from golive_tui.tui.views.rows import Row
from golive_tui.units import show_percent

PENDING: Final = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumns:
    """Widths in cells; 0 leaves a column out. `both` is p50 and p95 in one column."""

    spark: int
    last: int
    both: int
    each: int
    n: int
    errors: int
    up: int


def table_columns(width: int) -> TableColumns:
    """What fits beside mark, word and a title that can be read."""
    if width >= 168:
        return TableColumns(spark=30, last=8, both=0, each=8, n=6, errors=7, up=41)
    if width >= 132:
        return TableColumns(spark=20, last=8, both=0, each=8, n=6, errors=7, up=20)
    if width >= 104:
        return TableColumns(spark=12, last=7, both=12, each=0, n=5, errors=7, up=13)
    if width >= 76:
        return TableColumns(spark=8, last=0, both=11, each=0, n=5, errors=6, up=7)
    return TableColumns(spark=0, last=0, both=11, each=0, n=4, errors=6, up=0)


def table_labels(width: int) -> Row:
    """The line above the rows."""
    sizes = table_columns(width)
    parts = [cell("", 1), cell("", 7), cell("probe", None, "muted")]
    if sizes.spark:
        parts.append(cell("latency", sizes.spark, "muted"))
    named = (
        (sizes.last, "last"),
        (sizes.both, "p50/p95"),
        (sizes.each, "p50"),
        (sizes.each, "p95"),
        (sizes.each, "p99"),
        (sizes.n, "n"),
        (sizes.errors, "err"),
        (sizes.up, "up, of what was observed" if sizes.up > 30 else "up"),
    )
    return [*parts, *(cell(label, size, "muted", align="right") for size, label in named if size)]


def table_row(
    probe: Probe,
    stands: ProbeState,
    series: Series,
    now: datetime,
    width: int,
    *,
    waits: bool = False,
) -> Row:
    """The row of one probe; `waits` while a look is asked for."""
    sizes = table_columns(width)
    figures = series.figures(now)
    sign = GLYPHS[PROBE_MARKS[stands.verdict]]
    loud = sign.bold or sign.inverse
    parts = [
        cell(PENDING if waits else sign.unicode, 1, sign.role, bold=loud),
        cell(sign.word, 7, sign.role, bold=loud),
        cell(probe.title, None, "text", bold=stands.verdict == "fail"),
    ]
    if sizes.spark:
        heights = (height(each, probe) for each in series.recent)
        role = "muted" if stands.verdict == "ok" else sign.role
        parts.append(cell(spark(heights, scale(probe), sizes.spark), sizes.spark, role))
    tone: Role = "text" if figures.n else "muted"
    shown = (
        (sizes.last, one_time(figures.latency)),
        (sizes.both, two_times(figures.p50, figures.p95)),
        (sizes.each, one_time(figures.p50)),
        (sizes.each, one_time(figures.p95)),
        (sizes.each, one_time(figures.p99)),
        (sizes.n, f"{figures.n}"),
        (sizes.errors, error_words(figures)),
        (sizes.up, honest(figures.uptime, sizes.up)),
    )
    return [*parts, *(cell(text, size, tone, align="right") for size, text in shown if size)]


def error_words(figures: Figures) -> str:
    """`0.4 %`, or a dash where nothing was observed."""
    return UNKNOWN if figures.error_rate is None else show_percent(figures.error_rate)


def honest(uptime: Uptime, width: int) -> str:
    """`99.93 % of 97.1 % observed (97.0-99.9 %)` in as many of its words as there is room for."""
    if uptime.ratio is None:
        return UNKNOWN
    if width < 20:
        return uptime_words(uptime, width)
    seen = f"{show_percent(uptime.ratio, 2)} of {show_percent(uptime.coverage)}"
    if width < 41:
        return seen
    low, high = uptime.bounds
    between = f"{show_percent(low).removesuffix(' %')}-{show_percent(high)}"
    return f"{seen} observed ({between})"
