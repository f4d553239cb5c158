"""A trigger's meter: its window, its control probe, and the verdict of each evaluation.

BREACH: the value is beyond the bound, by samples enough. CLEAR: it is not, and enough of the window
was observed to say so. UNKNOWN is everything else (design, section 8; runbooks 2.4).
"""

from collections.abc import Mapping
from datetime import datetime
from math import inf
from typing import Literal

from msgspec import Struct

from golive_tui.checklist.model import Probe, Trigger
from golive_tui.launch.control import Gate, Seen, seen
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Sight
from golive_tui.launch.windows import OKS, Streaks, window_of
from golive_tui.text import plural
from golive_tui.units import show_percent

TriggerVerdict = Literal["breach", "clear", "unknown"]


class TriggerReading(Struct, frozen=True, kw_only=True):
    """A trigger's verdict at one evaluation. `value` None is unknown, a percentile on a failure
    +infinity; `n` counts what the value rests on; `coverage` is the share of the window that was
    observed, of the probe that was seen least; `why` says what is wanting when it is unknown.
    `well`: on the good side of `clear_at`; None while unknown."""

    verdict: TriggerVerdict
    value: float | None
    n: int
    coverage: float
    why: str = ""
    well: bool | None = None


class Meter:
    """The samples of one trigger, and what they say. `since`: what came before does not count."""

    def __init__(self, trigger: Trigger, probes: Mapping[str, Probe], speed: float = 1.0) -> None:
        measure = trigger.measure
        self.trigger = trigger
        known = [probes[name] for name in measure.of if name in probes]
        self._absent = [name for name in measure.of if name not in probes]
        self.everies = {probe.id: probe.every for probe in known}
        self.window = window_of(measure, self.everies)
        self.since = -inf
        self._first = inf
        control = trigger.control if trigger.control in probes else ""
        self._gate = Gate(control, {probe.id: probe.timeout * speed for probe in known})

    @property
    def streaks(self) -> Streaks | None:
        """The streaks, where these are measured: they are judged at each look."""
        return self.window if isinstance(self.window, Streaks) else None

    def take(self, sample: Sample, plain: Seen | None = None) -> bool:
        """Take in a sample; whether something of it, or of before, stands now. `plain`: the sample
        as it is, where others need it too."""
        if not sample.scheduled:
            return False
        if not self._gate.control:
            self._add(plain or seen(sample))
            return True
        settled = [each for each in self._gate.take(sample) if each.probe in self.everies]
        for each in settled:
            self._add(each)
        return bool(settled)

    def _add(self, each: Seen) -> None:
        if each.at > self.since:
            if self._first == inf:
                self._first = each.at
            self.window.add(each)

    def count_from(self, since: float) -> None:
        """Forget what was seen up to `since`."""
        self.since = since
        self._first = inf
        self.window = window_of(self.trigger.measure, self.everies)

    def shift(self, by: float, now: float) -> None:
        """The clock was set: what is older moves with it."""
        self.since += by
        self._first += by
        self.window.shift(by, now)

    def reading(self, now: float) -> TriggerReading:
        """The verdict at `now`."""
        measure, window = self.trigger.measure, self.window
        window.trim(now - measure.window)
        values = window.values()
        known = [value for value in values if value is not None]
        high_is_bad = measure.above is not None
        value = (max(known) if high_is_bad else min(known)) if known else None
        over = value is not None and _beyond(value, measure.limit, high_is_bad=high_is_bad)
        coverage = self._coverage(now)
        why = self._wanting(over=over, unknown=len(known) < len(values), coverage=coverage)
        if why:
            return TriggerReading(
                verdict="unknown", value=value, n=window.n, coverage=coverage, why=why
            )
        return TriggerReading(
            verdict="breach" if over else "clear",
            value=value,
            n=window.n,
            coverage=coverage,
            well=not over and self._well(value, high_is_bad=high_is_bad),
        )

    def _wanting(self, *, over: bool, unknown: bool, coverage: float) -> str:
        trigger, n = self.trigger, self.window.n
        if n < trigger.needs:
            return f"{plural(n, 'look')}, {trigger.needs} needed"
        if over:
            return ""
        if self._absent:
            return f"no probe {', '.join(self._absent)}"
        if unknown:
            return f"{plural(n, 'look')}: too few to tell"
        if self.streaks is None and coverage < trigger.coverage:
            return f"{show_percent(coverage)} observed, {trigger.coverage:.0%} needed"
        return ""

    def _well(self, value: float | None, *, high_is_bad: bool) -> bool:
        clear_at = self.trigger.clear_at
        if self.streaks is not None:
            return self.streaks.oks >= (OKS if clear_at is None else clear_at)
        if clear_at is None or value is None:
            return True
        return value < clear_at if high_is_bad else value > clear_at

    def _coverage(self, now: float) -> float:
        """Looks seen of those that fell into the window, or into its part since it was armed."""
        if self._absent:
            return 0.0
        began = self.since if self.since > -inf else self._first
        length = min(self.trigger.measure.window, now - began)
        if length < 0:
            return 0.0
        share, counted = 1.0, self.window.counted()
        for probe, every in self.everies.items():
            expected = int(length / every + 0.25)
            if expected and counted[probe] < share * expected:
                share = counted[probe] / expected
            elif not expected and not counted[probe]:
                return 0.0
        return share


def _beyond(value: float, limit: float, *, high_is_bad: bool) -> bool:
    return value > limit if high_is_bad else value < limit


def trigger_reading(
    trigger: Trigger,
    sight: Sight,
    now: datetime,
    *,
    counts_from: datetime | None = None,
    speed: float = 1.0,
) -> TriggerReading:
    """The verdict as anybody sees it who has the samples: what an engine's own meter says."""
    meter = Meter(trigger, {name: each.probe for name, each in sight.items()}, speed)
    if counts_from is not None:
        meter.count_from(counts_from.timestamp())
    for sample in newest(trigger, sight, now):
        meter.take(sample)
    return meter.reading(now.timestamp())


def newest(trigger: Trigger, sight: Sight, now: datetime, *, before: float = 0.0) -> list[Sample]:
    """The samples that its meter needs, oldest first: those of its window and a little before, and
    of `before` seconds more."""
    names = [*trigger.measure.of, *([trigger.control] if trigger.control else [])]
    found: list[Sample] = []
    for name in names:
        series = sight.get(name)
        if series is None:
            continue
        reach = trigger.measure.window + 4 * max(series.probe.every, trigger.every) + before
        for sample in reversed(series.window):
            if (now - sample.at).total_seconds() > reach:
                break
            found.append(sample)
    found.sort(key=lambda sample: sample.at)
    return found
