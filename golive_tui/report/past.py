"""What a probe showed over a whole launch: its figures since T0, and a stretch of time a column
for the plots. Fed one sample at a time; a week of them is kept as numbers only."""

import math
from bisect import insort
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from golive_tui.checklist.model import Probe
from golive_tui.launch.figures import COVER, Tally, Uptime, finite, latency_of, percentile
from golive_tui.launch.samples import Sample

MOST: Final = 120
"""Stretches of a plot; fewer of a short launch, so that each holds looks."""
LEAST: Final = 12
"""Stretches of the shortest launch's plot."""
LOOKS: Final = 2
"""Looks that a stretch should hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One stretch: the median and the longest latency of the looks that were answered (seconds,
    None: none was), and the shares of the time that it was up and down; the rest is unobserved."""

    median: float | None
    longest: float | None
    up: float
    down: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A probe from `begin` to `until` in equal columns; the figures count from `since` on.

    Percentiles are nearest rank with a failure as +infinity; None is unknown.
    """

    begin: datetime
    since: datetime
    until: datetime
    columns: tuple[Column, ...]
    n: int
    failed: int
    p50: float | None
    p95: float | None
    longest: float | None
    uptime: Uptime


@dataclass(slots=True)
class _Stretch:
    """A column while it grows: latencies in order, seconds up and down."""

    latencies: list[float] = field(default_factory=list)
    up: float = 0.0
    down: float = 0.0


class Gathering:
    """The past of a probe while its samples are read, in order of time."""

    def __init__(self, probe: Probe, *, begin: datetime, since: datetime, until: datetime) -> None:
        """`begin` is where the plots begin, `since` where the figures do."""
        self._every = probe.every
        self._begin, self._since, self._until = begin, since, until
        span = max((until - begin).total_seconds(), 1.0)
        count = max(LEAST, min(MOST, int(span / (probe.every * LOOKS))))
        self._width = span / count
        self._stretches = [_Stretch() for _ in range(count)]
        self._tally = Tally(every=probe.every, since=since)
        self._latencies: list[float] = []
        self._unmeasured = 0
        self._last: Sample | None = None

    def add(self, sample: Sample) -> None:
        """Take in a sample; one that was not scheduled does not count."""
        if not sample.scheduled or not self._begin <= sample.at <= self._until:
            return
        self._cover(sample.at)
        self._last = sample
        if sample.outcome == "ok" and sample.latency is not None:
            insort(self._at(sample.at).latencies, sample.latency)
        if sample.at >= self._since:
            self._count(sample)

    def _count(self, sample: Sample) -> None:
        self._tally.add(sample.at, sample.outcome)
        latency = latency_of(sample)
        if latency is not None:
            self._latencies.append(latency)
        elif sample.outcome == "ok":
            self._unmeasured += 1

    def past(self) -> Past:
        """All of it; nothing may be added after."""
        self._cover(self._until)
        # A kind that measures no latency has no percentiles (as Series.figures).
        ordered = [] if self._unmeasured else sorted(self._latencies)
        answered = [value for value in ordered if math.isfinite(value)]
        return Past(
            begin=self._begin,
            since=self._since,
            until=self._until,
            columns=tuple(map(self._column, self._stretches)),
            n=self._tally.n,
            failed=self._tally.failed,
            p50=percentile(ordered, 0.5),
            p95=percentile(ordered, 0.95),
            longest=finite(answered[-1]) if answered else None,
            uptime=self._tally.uptime(self._until),
        )

    def _column(self, stretch: _Stretch) -> Column:
        found = stretch.latencies
        return Column(
            median=found[(len(found) - 1) // 2] if found else None,
            longest=found[-1] if found else None,
            up=min(stretch.up / self._width, 1.0),
            down=min(stretch.down / self._width, 1.0),
        )

    def _at(self, at: datetime) -> _Stretch:
        number = int((at - self._begin).total_seconds() / self._width)
        return self._stretches[min(max(number, 0), len(self._stretches) - 1)]

    def _cover(self, until: datetime) -> None:
        """The last sample speaks for the time to the next one, as `Tally` has it."""
        last = self._last
        if last is None or last.outcome not in ("ok", "fail"):
            return
        end = min(until, last.at + timedelta(seconds=self._every * COVER))
        start = (last.at - self._begin).total_seconds()
        stop = (end - self._begin).total_seconds()
        final = len(self._stretches) - 1
        number = min(int(start / self._width), final)
        while start < stop:
            edge = (number + 1) * self._width if number < final else stop
            share = min(stop, edge) - start
            stretch = self._stretches[number]
            if last.outcome == "ok":
                stretch.up += share
            else:
                stretch.down += share
            start, number = min(stop, edge), min(number + 1, final)
