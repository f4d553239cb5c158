"""What the probes have shown lately: windows of samples, derived, never journaled.

A `Series` is fed one sample at a time and answers with figures; `Sight` holds one for every
probe. The engine rebuilds them from `samples.db` after a restart, a client from the engine's
hello. They are the only values of the core that change in place: 3 million samples a week.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from golive_tui.checklist.model import Probe
from golive_tui.launch.figures import (
    Tally,
    Uptime,
    finite,
    latency_of,
    mean_of,
    percentile,
    rate_of,
)
from golive_tui.launch.samples import Sample

WINDOW_LIMIT: Final = 5000
"""Samples of a window at most, whatever its span: memory stays bounded."""
RECENT: Final = 120
"""Newest samples kept whole, for sparklines and the probe's detail."""


class Figures(Struct, frozen=True, kw_only=True):
    """A probe over its window. Seconds and ratios; None is unknown. `n` counts ok and fail, also
    those of a kind that measures no latency and so has no percentiles."""

    n: int
    failed: int
    p50: float | None
    p95: float | None
    p99: float | None
    max: float | None
    error_rate: float | None
    uptime: Uptime
    latency: float | None
    last_at: datetime | None


class Series:
    """The samples of one probe: a window in time, the newest whole, runs, and the tally."""

    def __init__(self, probe: Probe, since: datetime) -> None:
        self.probe = probe
        self.tally = Tally(every=probe.every, since=since)
        self.window: deque[Sample] = deque()
        self.recent: deque[Sample] = deque(maxlen=RECENT)
        self.fails_in_row = 0
        self.oks_in_row = 0
        self.latest: Sample | None = None
        self.last_observed_at: datetime | None = None
        self._ordered: list[float] = []
        self._observed = 0

    def add(self, sample: Sample, *, tally: bool = True) -> None:
        """Take in a sample; one that was not scheduled is shown and does not count.

        `tally=False` when refilling a window whose tally was stored.
        """
        self.recent.append(sample)
        if not sample.scheduled:
            return
        if tally:
            self.tally.add(sample.at, sample.outcome)
        self.latest = sample
        self._run(sample)
        self.window.append(sample)
        if sample.outcome in ("ok", "fail"):
            self.last_observed_at = sample.at
            self._observed += 1
        latency = latency_of(sample)
        if latency is not None:
            insort(self._ordered, latency)
        self._trim(sample.at)

    def _run(self, sample: Sample) -> None:
        if sample.outcome == "ok":
            self.oks_in_row, self.fails_in_row = self.oks_in_row + 1, 0
        elif sample.outcome == "fail":
            self.oks_in_row, self.fails_in_row = 0, self.fails_in_row + 1

    def _trim(self, now: datetime) -> None:
        edge = now - timedelta(seconds=self.probe.window)
        while self.window and (self.window[0].at <= edge or len(self.window) > WINDOW_LIMIT):
            old = self.window.popleft()
            self._observed -= old.outcome in ("ok", "fail")
            latency = latency_of(old)
            if latency is not None:
                _remove(self._ordered, latency)

    @property
    def too_slow(self) -> bool | None:
        """Whether p95 over the window is above the probe's `slow` limit; None while unknown."""
        if self.probe.slow is None:
            return False
        p95 = percentile(self._ordered, 0.95)
        return None if p95 is None else p95 > self.probe.slow

    def figures(self, now: datetime) -> Figures:
        """The figures of the window as of `now`: what has grown too old by then is dropped."""
        self._trim(now)
        ordered = self._ordered
        n = self._observed
        if n > len(ordered):  # good looks without a latency: this kind has no percentiles
            ordered = []
        ok = [value for value in ordered if finite(value) is not None]
        failed = sum(1 for sample in self.window if sample.outcome == "fail")
        return Figures(
            n=n,
            failed=failed,
            p50=percentile(ordered, 0.5),
            p95=percentile(ordered, 0.95),
            p99=percentile(ordered, 0.99),
            max=ok[-1] if ok else None,
            error_rate=failed / n if n else None,
            uptime=self.tally.uptime(now),
            latency=self.latest.latency if self.latest else None,
            last_at=self.latest.at if self.latest else None,
        )

    def within(self, since: datetime) -> list[Sample]:
        """The scheduled samples after `since` that are still in the window."""
        return [sample for sample in self.window if sample.at > since]

    def reset_tally(self, since: datetime) -> None:
        """Start counting uptime afresh: from T0 on."""
        self.tally = Tally(every=self.probe.every, since=since)


def _remove(ordered: list[float], value: float) -> None:
    """Take one `value` out of an ascending list that holds it."""
    del ordered[bisect_left(ordered, value)]


Sight = dict[str, Series]
"""One series for every probe of the checklist, by id."""


def sight_of(probes: Mapping[str, Probe], since: datetime) -> Sight:
    """Empty series for all probes."""
    return {probe_id: Series(probe, since) for probe_id, probe in probes.items()}


def measured(
    measure: str, samples: Iterable[Sample], *, streak: int = 0, uptime: float | None = None
) -> float | None:
    """The value of a measure (`model.Measure`) over scheduled samples; None is unknown.

    `streak` is the run of failures for `consecutive_failures`, `uptime` the up ratio for
    `availability`. A percentile that falls on a failure is +infinity.
    """
    if measure == "consecutive_failures":
        return float(streak)
    if measure == "availability":
        return uptime
    if measure.startswith(("value:", "mean:", "rate:")):
        return _measured_value(measure, samples)
    if measure == "error_rate":
        observed = [sample.outcome for sample in samples if sample.outcome in ("ok", "fail")]
        return observed.count("fail") / len(observed) if observed else None
    latencies = sorted(value for value in map(latency_of, samples) if value is not None)
    if measure == "max":
        return latencies[-1] if latencies else None
    quantiles = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    return percentile(latencies, quantiles[measure])


def _measured_value(measure: str, samples: Iterable[Sample]) -> float | None:
    how, _, name = measure.partition(":")
    points = [(s.at, s.values[name]) for s in samples if name in s.values]
    if how == "rate":
        return rate_of(points)
    if not points:
        return None
    return points[-1][1] if how == "value" else mean_of([value for _, value in points])
