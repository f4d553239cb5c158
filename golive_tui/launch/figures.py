"""Figures over samples, and what they mean (design, section 8).

Percentiles are nearest rank, failures count as +infinity, and below the least number of samples
for which the rank is not simply the maximum they are unknown: 2 for p50, 20 for p95, 100 for
p99. Error rate is failed / observed; `error` and `absent` are neither.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from golive_tui.launch.samples import Outcome, Sample

COVER = 1.5
"""A sample speaks for the time to the next one, at most this many intervals; the rest of a gap
is unobserved."""


class Digest(Struct, frozen=True, kw_only=True):
    """A probe over a stretch of time. Latencies in seconds; None is unknown, never zero.

    A percentile that falls on a failure has no latency: it is `inf` in memory and None here,
    with `failed` telling why. `uptime` is up / observed time, `coverage` observed / all time.
    """

    n: int
    failed: int
    p50: float | None = None
    p95: float | None = None
    max: float | None = None
    error_rate: float | None = None
    uptime: float | None = None
    coverage: float = 0.0


def least_count(quantile: float) -> int:
    """The fewest samples for which the nearest rank of `quantile` is not the maximum."""
    return math.ceil(round(1.0 / (1.0 - quantile), 9))


def percentile(ordered: Sequence[float], quantile: float) -> float | None:
    """Nearest rank over ascending values: the ceil(q * n)-th; None below `least_count`."""
    n = len(ordered)
    if n < least_count(quantile):
        return None
    return ordered[math.ceil(round(quantile * n, 9)) - 1]


def latency_of(sample: Sample) -> float | None:
    """What a sample weighs in a percentile: its latency, or +infinity when it failed.

    None when it weighs nothing: not observed, or a good look of a kind that measures no latency.
    """
    if sample.outcome == "ok":
        return sample.latency
    return math.inf if sample.outcome == "fail" else None


def finite(value: float | None) -> float | None:
    """None for what JSON and TOML cannot hold as a number."""
    return value if value is not None and math.isfinite(value) else None


class Tally(Struct):
    """Time up, down and unobserved, in seconds, since `since`; grows by one sample at a time.

    An outage begins with a failure and ends with the next good look: `repairs` counts those that
    ended, `repaired` is how long they were seen to last together; `is_down`: one is going on.
    """

    every: float
    since: datetime
    up: float = 0.0
    down: float = 0.0
    unobserved: float = 0.0
    n: int = 0
    failed: int = 0
    last_at: datetime | None = None
    last_outcome: Outcome = "absent"
    repairs: int = 0
    repaired: float = 0.0
    is_down: bool = False

    def _spans(self, until: datetime) -> tuple[float, float, float]:
        """Seconds up, down and unobserved from the last sample (or the start) to `until`."""
        start = self.last_at or self.since
        gap = max((until - start).total_seconds(), 0.0)
        covered = min(gap, self.every * COVER)
        if self.last_outcome == "ok":
            return covered, 0.0, gap - covered
        if self.last_outcome == "fail":
            return 0.0, covered, gap - covered
        return 0.0, 0.0, gap

    def add(self, at: datetime, outcome: Outcome) -> None:
        """Count a sample; one older than the last adds no time and says nothing of what follows."""
        up, down, unobserved = self._spans(at)
        self.up += up
        self.down += down
        self.unobserved += unobserved
        if self.last_at is None or at >= self.last_at:
            self.last_at = max(at, self.since)
            self.last_outcome = outcome
        if outcome in ("ok", "fail"):
            self.n += 1
            self.failed += outcome == "fail"
            if self.is_down and outcome == "ok":
                self.repairs, self.repaired = self.repairs + 1, self.down
            self.is_down = outcome == "fail"

    @property
    def outages(self) -> int:
        """How often it went down."""
        return self.repairs + self.is_down

    @property
    def mttr(self) -> float | None:
        """Mean time to repair in seconds, of the outages that ended; None without one."""
        return self.repaired / self.repairs if self.repairs else None

    def copy(self) -> "Tally":
        """The same figures, apart from what is added later."""
        return replace(self)

    def uptime(self, now: datetime) -> "Uptime":
        """The figures as of `now`, with the time since the last sample."""
        up, down, unobserved = self._spans(now)
        return Uptime(self.up + up, self.down + down, self.unobserved + unobserved)


class Uptime(Struct, frozen=True):
    """Honest uptime: seconds up, down and unobserved apart."""

    up: float
    down: float
    unobserved: float

    @property
    def observed(self) -> float:
        """Seconds for which we can say whether it was up."""
        return self.up + self.down

    @property
    def ratio(self) -> float | None:
        """Up / observed; None when nothing was observed."""
        return self.up / self.observed if self.observed > 0 else None

    @property
    def coverage(self) -> float:
        """Observed / all; 0 when no time has passed."""
        total = self.observed + self.unobserved
        return self.observed / total if total > 0 else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and most that the true uptime can be, unobserved time counted as down or up."""
        total = self.observed + self.unobserved
        if total <= 0:
            return 0.0, 1.0
        return self.up / total, (self.up + self.unobserved) / total


def digest(samples: Iterable[Sample], every: float, since: datetime, until: datetime) -> Digest:
    """Sum up the scheduled samples of one probe in (`since`, `until`], oldest first."""
    summary = Summary(every, since, until)
    summary.add(samples)
    return summary.digest()


class Summary:
    """A digest in the making, of one probe in (`since`, `until`].

    A sample of before counts for nothing, but still speaks for the time that it covers.
    """

    def __init__(self, every: float, since: datetime, until: datetime) -> None:
        self._tally = Tally(every=every, since=since)
        self._latencies: list[float] = []
        self._before: Sample | None = None
        self._first_at = until
        self._since = since
        self._until = until

    def add(self, samples: Iterable[Sample]) -> None:
        """Count the scheduled ones among these, oldest first, and later than all before."""
        for sample in samples:
            if not sample.scheduled or sample.at > self._until:
                continue
            if sample.at <= self._since:
                self._before = sample
                continue
            self._first_at = min(self._first_at, sample.at)
            self._tally.add(sample.at, sample.outcome)
            latency = latency_of(sample)
            if latency is not None:
                self._latencies.append(latency)

    def digest(self) -> Digest:
        """The sum of all that was added."""
        tally, latencies = self._tally, sorted(self._latencies)
        uptime = tally.uptime(self._until)
        uptime = _carried(uptime, self._before, tally.every, self._since, self._first_at)
        heights = [value for value in latencies if math.isfinite(value)]
        return Digest(
            n=tally.n,
            failed=tally.failed,
            p50=finite(percentile(latencies, 0.5)),
            p95=finite(percentile(latencies, 0.95)),
            max=heights[-1] if heights else None,
            error_rate=tally.failed / tally.n if tally.n else None,
            uptime=uptime.ratio,
            coverage=round(uptime.coverage, 6),
        )


def _carried(
    uptime: "Uptime", before: Sample | None, every: float, since: datetime, first_at: datetime
) -> "Uptime":
    """The time from `since` to the first sample, as far as the sample of before speaks for it."""
    if before is None or before.outcome not in ("ok", "fail"):
        return uptime
    spoken_for = (
        min(before.at + timedelta(seconds=every * COVER), first_at) - since
    ).total_seconds()
    known = max(spoken_for, 0.0)
    up = known if before.outcome == "ok" else 0.0
    return Uptime(uptime.up + up, uptime.down + known - up, uptime.unobserved - known)


def rate_of(points: Sequence[tuple[datetime, float]]) -> float | None:
    """Growth a second of a counter; a fall is a restart and counts from zero (as Prometheus)."""
    if len(points) < 2:
        return None
    elapsed = (points[-1][0] - points[0][0]).total_seconds()
    if elapsed <= 0:
        return None
    growth = 0.0
    for (_, before), (_, after) in pairwise(points):
        growth += after - before if after >= before else after
    return growth / elapsed


def mean_of(values: Sequence[float]) -> float | None:
    """The mean; None of nothing."""
    return sum(values) / len(values) if values else None
