"""The newest stretch of samples of a measure, its figures kept as samples come and go.

Times are seconds since the epoch. Rates and percentiles pool the samples of all probes; the other
measures are taken of each probe apart, and the worst of them speaks (as in `objectives.py`).
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import inf, isfinite
from typing import Final, Protocol

from golive_tui.checklist.measures import figure, value_name
from golive_tui.checklist.model import Measure
from golive_tui.launch.control import Seen
from golive_tui.launch.figures import mean_of, percentile, rate_of

QUANTILES: Final[Mapping[str, float]] = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
GAP: Final = 3.5
"""Intervals between two looks of a streak beyond which it is void: more than three slots missed
(runbooks 2.4), with half a slot for a look that is early or late."""
OKS: Final = 5
"""Good looks in a row after which a streak's trigger is well again (runbooks 2.4)."""


class Window(Protocol):
    """What a meter asks of the samples of its window."""

    @property
    def n(self) -> int:
        """Samples that count."""

    def add(self, each: Seen) -> None:
        """Take in a sample."""

    def trim(self, edge: float) -> None:
        """Forget what is not after `edge`."""

    def values(self) -> list[float | None]:
        """The value of the measure, or one of each probe; None is unknown."""

    def counted(self) -> Mapping[str, int]:
        """Samples that count, by probe."""

    def shift(self, by: float, now: float) -> None:
        """Move what is older than a clock that was set `by` seconds."""


def turn(times: Sequence[float], by: float, now: float) -> int:
    """Where in `times`, in the order in which they came, those begin that were taken after a clock
    was set by `by` seconds, `now` being what it says since.

    Only the newest can be: whoever watches the clock looks every second. One that seems to come
    from the future was taken before, and so was all that came before it; what is further from
    `now` than half of the step, too.
    """
    index = len(times)
    while index and 0 <= now - times[index - 1] <= abs(by) / 2:
        index -= 1
    return index


def shifted(times: Sequence[float], by: float, now: float) -> list[float]:
    """Those times by the clock that was set: what is older than that moved with it, see `turn`."""
    older = turn(times, by, now)
    return [*(at + by for at in times[:older]), *times[older:]]


class Looks:
    """Outcomes and latencies: error rate, availability, percentiles, the maximum."""

    def __init__(self, measure: Measure) -> None:
        self._figure = figure(measure.measure)
        self._ranked = self._figure in QUANTILES or self._figure == "max"
        self._window: deque[tuple[float, str, bool, float | None]] = deque()
        self._ordered: list[float] = []
        self._seen = dict.fromkeys(measure.of, 0)
        self._failed = dict.fromkeys(measure.of, 0)

    @property
    def n(self) -> int:
        """Looks that were answered or failed."""
        return len(self._window)

    def add(self, each: Seen) -> None:
        """Take in a sample; one that says nothing of the target is left out."""
        if each.outcome not in ("ok", "fail"):
            return
        failed = each.outcome == "fail"
        height = inf if failed else each.latency
        self._window.append((each.at, each.probe, failed, height))
        self._seen[each.probe] += 1
        self._failed[each.probe] += failed
        if self._ranked and height is not None:
            insort(self._ordered, height)

    def trim(self, edge: float) -> None:
        """Forget what is not after `edge`."""
        window = self._window
        while window and window[0][0] <= edge:
            _, probe, failed, height = window.popleft()
            self._seen[probe] -= 1
            self._failed[probe] -= failed
            if self._ranked and height is not None:
                del self._ordered[bisect_left(self._ordered, height)]

    def values(self) -> list[float | None]:
        """One value of all samples together; availability is each probe's own."""
        if self._figure == "availability":
            return [1 - self._failed[p] / n if n else None for p, n in self._seen.items()]
        if self._figure == "error_rate":
            return [sum(self._failed.values()) / self.n if self.n else None]
        if self._figure == "max":
            return [self._ordered[-1] if self._ordered else None]
        # Good looks without a latency: this kind has no percentiles.
        whole = len(self._ordered) == self.n
        return [percentile(self._ordered, QUANTILES[self._figure]) if whole else None]

    def counted(self) -> Mapping[str, int]:
        """Looks that were answered or failed, by probe."""
        return self._seen

    def shift(self, by: float, now: float) -> None:
        """Move what is older than a clock that was set."""
        times = shifted([each[0] for each in self._window], by, now)
        self._window = deque(
            (at, probe, failed, height)
            for at, (_, probe, failed, height) in zip(times, self._window, strict=True)
        )


class Numbers:
    """Values that the probes keep: the newest, the mean, the growth a second."""

    def __init__(self, measure: Measure) -> None:
        self._figure, self._name = figure(measure.measure), value_name(measure.measure)
        self._points: dict[str, deque[tuple[float, float]]] = {name: deque() for name in measure.of}

    @property
    def n(self) -> int:
        """Values in the window."""
        return sum(map(len, self._points.values()))

    def add(self, each: Seen) -> None:
        """Take in a sample; without that value it says nothing: never zero."""
        value = each.values.get(self._name)
        if value is not None and isfinite(value):
            self._points[each.probe].append((each.at, value))

    def trim(self, edge: float) -> None:
        """Forget what is not after `edge`."""
        for points in self._points.values():
            while points and points[0][0] <= edge:
                points.popleft()

    def values(self) -> list[float | None]:
        """One value of each probe."""
        return [self._value(points) for points in self._points.values()]

    def _value(self, points: deque[tuple[float, float]]) -> float | None:
        if not points:
            return None
        if self._figure == "value":
            return points[-1][1]
        if self._figure == "mean":
            return mean_of([value for _, value in points])
        return rate_of([(datetime.fromtimestamp(at, UTC), value) for at, value in points])

    def counted(self) -> Mapping[str, int]:
        """Values by probe."""
        return {probe: len(points) for probe, points in self._points.items()}

    def shift(self, by: float, now: float) -> None:
        """Move what is older than a clock that was set."""
        for probe, points in self._points.items():
            times = shifted([at for at, _ in points], by, now)
            values = [value for _, value in points]
            self._points[probe] = deque(zip(times, values, strict=True))


class Streaks:
    """Failures in a row, each probe's own; `broken` has the streaks that a gap made void."""

    def __init__(self, measure: Measure, everies: Mapping[str, float]) -> None:
        self._everies = everies
        self._runs = dict.fromkeys(measure.of, 0)
        self._oks = dict.fromkeys(measure.of, 0)
        self._last = dict.fromkeys(measure.of, -inf)
        self._times: deque[tuple[float, str]] = deque()
        self._seen = dict.fromkeys(measure.of, 0)
        self.broken: list[tuple[str, int, float]] = []

    @property
    def n(self) -> int:
        """Looks of the probe that was seen most, or those of the longest streak."""
        return max([*self._seen.values(), *self._runs.values()], default=0)

    def add(self, each: Seen) -> None:
        """A failure adds one, a good look ends it, anything else leaves it as it is."""
        if each.outcome not in ("ok", "fail"):
            return
        probe, gap = each.probe, each.at - self._last[each.probe]
        if each.outcome == "ok":
            self._runs[probe], self._oks[probe] = 0, self._oks[probe] + 1
        else:
            run = self._runs[probe]
            if run and gap > GAP * self._everies[probe]:
                self.broken.append((probe, run, gap))
                run = 0
            self._runs[probe], self._oks[probe] = run + 1, 0
        self._last[probe] = each.at
        self._times.append((each.at, probe))
        self._seen[probe] += 1

    def trim(self, edge: float) -> None:
        """Forget what is not after `edge`; a streak goes on for as long as it is looked at."""
        while self._times and self._times[0][0] <= edge:
            self._seen[self._times.popleft()[1]] -= 1

    def values(self) -> list[float | None]:
        """Each probe's streak; None while it was not seen."""
        return [float(run) if self._seen[probe] else None for probe, run in self._runs.items()]

    @property
    def oks(self) -> int:
        """Good looks in a row, of the probe with the fewest."""
        return min(self._oks.values(), default=0)

    def counted(self) -> Mapping[str, int]:
        """Looks by probe."""
        return self._seen

    def shift(self, by: float, now: float) -> None:
        """Move what is older than a clock that was set."""
        times = [at for at, _ in self._times]
        probes = [probe for _, probe in self._times]
        newer = set(probes[turn(times, by, now) :])
        self._times = deque(zip(shifted(times, by, now), probes, strict=True))
        self._last = {probe: at if probe in newer else at + by for probe, at in self._last.items()}


def window_of(measure: Measure, everies: Mapping[str, float]) -> Window:
    """An empty window for a measure."""
    name = figure(measure.measure)
    if name == "consecutive_failures":
        return Streaks(measure, everies)
    return Numbers(measure) if value_name(measure.measure) else Looks(measure)
