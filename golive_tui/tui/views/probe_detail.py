"""All that is known of one probe, as a page of rows. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Probe
from golive_tui.client.mirror import Mirror
from golive_tui.launch.groups import group_figures, probe_figures
from golive_tui.launch.series import Figures, Series
from golive_tui.launch.state import ProbeState
from golive_tui.text import plural
from golive_tui.tui.dash.probe_rows import UNKNOWN, height, one_time, scale
from golive_tui.tui.frame.alarms import PROBE_MARKS
from golive_tui.tui.frame.words import coarse, show_every, when
from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.glyphs import GLYPHS, LEVELS, spark
from golive_tui.tui.views.budget_words import group_words, repair_words
from golive_tui.tui.views.plot import Plot, plot_rows
from golive_tui.tui.views.plot_source import marks_of
from golive_tui.tui.views.probe_looks import looks_rows, parts_rows
from golive_tui.tui.views.probe_rows import error_words, honest
from golive_tui.tui.views.rows import BLANK, Row, beside, heading, indented, labelled, valued
from golive_tui.units import show_duration

_BUCKETS: Final = 20


def detail_rows(
    mirror: Mirror, probe_id: str, now: datetime, width: int, plot: Plot | None = None
) -> list[Row]:
    """The page of a probe, its figures over the launch when they have come (`plot`); at 124 cells
    and more in two columns."""
    probe, series = mirror.checklist.probes[probe_id], mirror.sight[probe_id]
    stands = mirror.state.probe(probe_id)
    top = [*_title(probe, stands, series, now), BLANK]
    if width < 124:
        return [
            *top,
            *_figures(probe, series, stands, now, width),
            *_together(mirror, probe, now, width),
            BLANK,
            *_over_the_launch(mirror, probe, plot, width),
            *parts_rows(series, width),
            BLANK,
            *looks_rows(probe, series, now, width),
            BLANK,
            *_definition(probe, width),
        ]
    half = (width - 3) // 2
    left = [*_figures(probe, series, stands, now, half), *_together(mirror, probe, now, half),
            BLANK, *parts_rows(series, half), BLANK, *_definition(probe, half)]  # fmt: skip
    return [
        *top,
        *_over_the_launch(mirror, probe, plot, width),
        *beside(left, looks_rows(probe, series, now, width - half - 3), half),
    ]


def _over_the_launch(mirror: Mirror, probe: Probe, plot: Plot | None, width: int) -> list[Row]:
    if plot is None:
        return []
    rows = plot_rows(plot, marks_of(mirror), probe.slow)
    return [heading("Over the launch", width, "UTC"), *rows, BLANK]


def _together(mirror: Mirror, probe: Probe, now: datetime, width: int) -> list[Row]:
    """How it was repaired, and the figures of the probes that it belongs to."""
    alone = probe_figures(probe, mirror.sight, now)
    rows = [valued("repairs", repair_words(alone.outages, alone.mttr))]
    if not probe.group:
        return rows
    known = group_figures(mirror.checklist.probes, mirror.sight, now)
    found = next(each for each in known if each.name == probe.group)
    name = f"{found.name}, {plural(len(found.probes), 'probe')}"
    return [*rows, *labelled("together", f"{name}: {group_words(found)}", width)]


def _title(probe: Probe, stands: ProbeState, series: Series, now: datetime) -> list[Row]:
    sign = GLYPHS[PROBE_MARKS[stands.verdict]]
    since = ""
    if stands.since is not None:
        lasting = coarse((now - stands.since).total_seconds())
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


def _figures(
    probe: Probe, series: Series, stands: ProbeState, now: datetime, width: int
) -> list[Row]:
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
        *_spark(probe, series, stands, room),
        *_spread(series, figures),
    ]  # fmt: skip


def _spark(probe: Probe, series: Series, stands: ProbeState, room: int) -> list[Row]:
    heights = [height(each, probe) for each in series.recent]
    drawn = spark(heights, scale(probe), min(room, max(len(heights), 20)))
    full = "its limit" if probe.slow else "its time-out"
    role = "muted" if stands.verdict == "ok" else GLYPHS[PROBE_MARKS[stands.verdict]].role
    return [
        [cell("looks", 10, "muted"), cell(drawn, None, role)],
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
    return [[cell("spread", 10, "muted"), cell(drawn, _BUCKETS, "muted"),
             cell(f"{note}{failed}", None, "muted")]]  # fmt: skip


def _level(count: int, most: int) -> str:
    if not count:
        return " "
    return LEVELS[min(int(count / most * (len(LEVELS) - 1) + 0.5), len(LEVELS) - 1)]


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
        return ", ".join(_shown(each) for each in value)
    if isinstance(value, Mapping) and "name" in value:  # a step of a flow
        return str(value["name"])
    return str(value)


def _kept(probe: Probe) -> list[Row]:
    if not probe.values:
        return []
    rows = [valued("keeps", plural(len(probe.values), "value"))]
    lines = [[cell(name, 18), cell(fact, None, "muted")] for name, fact in probe.values.items()]
    return [*rows, *indented(lines, 11)]
