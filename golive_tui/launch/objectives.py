"""Objectives over what the probes show: met, not met or not measured (design, section 8).

Rates, percentiles and the maximum pool the samples of all probes that a measure names. The other
measures are taken of each probe apart, and the worst of them speaks. What was not seen enough is
never met; a value that is over its limit says so however little was seen.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

from msgspec import Struct

from golive_tui.checklist.model import Measure, Objective
from golive_tui.launch.answers import LEAST_COVERAGE
from golive_tui.launch.figures import Tally, Uptime
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Series, Sight, measured
from golive_tui.text import plural
from golive_tui.units import show_percent

ObjectiveWord = Literal["met", "not met", "not measured"]

POOLED: Final = frozenset({"error_rate", "p50", "p95", "p99", "max"})
"""Measures of requests: it does not matter which probe sent them."""
OBSERVED: Final = ("ok", "fail")
"""Outcomes that say something about the target."""


class ObjectiveStatus(Struct, frozen=True, kw_only=True):
    """Whether a figure is kept. `value` None is unknown, a percentile on a failure +infinity;
    `n` counts ok and fail in the window; `coverage` is the least of its probes; `why` says what
    is wanting when it is not measured; `since` is the earliest moment that it was judged by."""

    word: ObjectiveWord
    value: float | None
    n: int
    coverage: float
    why: str = ""
    since: datetime | None = None


def objective_status(objective: Objective, sight: Sight, now: datetime) -> ObjectiveStatus:
    """Whether the objective is met: its bounds, themselves included, say where it must be."""
    measure = objective.measure
    reading = _read(measure, sight, now, high_is_bad=measure.above is None)
    words: dict[bool | None, ObjectiveWord] = {None: "not measured", True: "not met", False: "met"}
    return ObjectiveStatus(
        word=words[reading.over],
        value=reading.value,
        n=reading.n,
        coverage=reading.coverage,
        why=reading.why,
        since=reading.since,
    )


class _Reading(Struct, frozen=True):
    """A measure's value, and whether it is on the bad side of its bound; None is unknown."""

    over: bool | None
    value: float | None
    n: int
    coverage: float
    why: str
    since: datetime | None


class _Seen(Struct, frozen=True):
    """What one probe showed in the window, which began at `since`."""

    series: Series
    samples: Sequence[Sample]
    n: int
    uptime: Uptime
    since: datetime


def _read(
    measure: Measure, sight: Sight, now: datetime, *, high_is_bad: bool, needs: int = 1
) -> _Reading:
    seen = [_seen(sight[probe], measure, now) for probe in measure.of if probe in sight]
    absent = [probe for probe in measure.of if probe not in sight]
    n = sum(each.n for each in seen)
    coverage = min((each.uptime.coverage for each in seen), default=0.0) if not absent else 0.0
    values = _values(measure, seen)
    known = [value for value in values if value is not None]
    value = (max(known) if high_is_bad else min(known)) if known else None
    over = value is not None and (value > measure.limit if high_is_bad else value < measure.limit)
    if n < needs:
        why = f"{plural(n, 'look')}, {needs} needed"
    elif over:
        why = ""
    elif absent:
        why = f"no probe {', '.join(absent)}"
    elif len(known) < len(values):
        why = f"{plural(n, 'look')}: too few to tell"
    elif coverage < LEAST_COVERAGE:
        why = f"{show_percent(coverage)} observed, {LEAST_COVERAGE:.0%} needed"
    else:
        why = ""
    since = min((each.since for each in seen), default=None)
    return _Reading(None if why else over, value, n, coverage, why, since)


def _values(measure: Measure, seen: Sequence[_Seen]) -> list[float | None]:
    """One value of all samples together, or one of each probe."""
    if measure.measure in POOLED:
        return [measured(measure.measure, [sample for each in seen for sample in each.samples])]
    return [
        measured(
            measure.measure,
            each.samples,
            streak=each.series.fails_in_row,
            uptime=each.uptime.ratio,
        )
        for each in seen
    ]


def _seen(series: Series, measure: Measure, now: datetime) -> _Seen:
    """The window of one probe; availability over a longer one is that since T0."""
    probe = series.probe
    if measure.measure == "availability" and measure.window > probe.window:
        tally = series.tally
        return _Seen(series, (), tally.n, tally.uptime(now), tally.since)
    edge = now - timedelta(seconds=min(measure.window, probe.window))
    samples = series.within(edge)
    n = sum(1 for sample in samples if sample.outcome in OBSERVED)
    return _Seen(series, samples, n, _uptime(series, samples, edge, now), edge)


def _uptime(series: Series, samples: Sequence[Sample], edge: datetime, now: datetime) -> Uptime:
    """Time up, down and unobserved since `edge`, or since the first look at all if that is later.

    The look before `edge` speaks for the first seconds after it.
    """
    before = next((s for s in reversed(series.recent) if s.scheduled and s.at <= edge), None)
    if before is not None:
        tally = Tally(every=series.probe.every, since=before.at)
        tally.add(before.at, before.outcome)
    else:
        first = min([series.tally.since, *(sample.at for sample in samples[:1])])
        tally = Tally(every=series.probe.every, since=max(edge, first))
    ahead = tally.uptime(edge)
    for sample in samples:
        tally.add(sample.at, sample.outcome)
    whole = tally.uptime(now)
    return Uptime(
        up=whole.up - ahead.up,
        down=whole.down - ahead.down,
        unobserved=whole.unobserved - ahead.unobserved,
    )
