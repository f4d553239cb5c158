"""Triggers at work: what each has accumulated, and which of them is to be judged when.

Derived, as `series.py` is: rebuilt from the journal's state and the stored samples after a restart.
A gauge changes in place; what must outlive the engine is in the facts that `triggers.py` makes.
"""

import math
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct, field

from golive_tui.checklist.model import Checklist, Trigger
from golive_tui.launch.control import seen
from golive_tui.launch.events import ClockStepped, Event, RollbackEnded
from golive_tui.launch.meters import Meter, TriggerReading, TriggerVerdict
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Sight
from golive_tui.launch.state import LaunchState
from golive_tui.launch.trigger_facts import TriggerArmed, TriggerCleared, TriggerOverridden
from golive_tui.launch.trigger_state import TriggerState

FRESH: Final = 2
"""BREACH evaluations that a new engine, or one that slept, must see before a trip (runbooks
2.4)."""
BLIND_AT_LEAST: Final = 60.0
"""Seconds without a verdict before which no trigger is blind (runbooks 2.4)."""

_BEGINS_ANEW: Final = TriggerArmed | TriggerOverridden | TriggerCleared


class Gauge(Struct, kw_only=True):
    """One trigger: its meter, and seconds of breach (`observed`) and of being `well` so far.

    `judged_at` is the time of the newest evaluation, `known_at` of the newest that could tell;
    `wants` how many more BREACH evaluations a trip needs. `shadowed`: it has told already that it
    would have tripped.
    """

    trigger: Trigger
    meter: Meter
    judged_at: float
    known_at: float
    counts_from: datetime | None = None
    observed: float = 0.0
    well: float = 0.0
    verdict: TriggerVerdict = "unknown"
    was_well: bool = False
    wants: int = 0
    shadowed: bool = False

    @property
    def blind_after(self) -> float:
        """Seconds without a verdict after which it is blind: two windows, three looks, a minute."""
        slowest = max(self.meter.everies.values(), default=0.0)
        return max(2 * self.trigger.measure.window, 3 * slowest, BLIND_AT_LEAST)

    def due_at(self) -> float:
        """When it is to be judged next: on a grid, so that it does not matter when it began."""
        every = self.trigger.every
        return (math.floor(self.judged_at / every + 1e-9) + 1) * every

    def follow(self, known: TriggerState) -> None:
        """Begin anew where the journal says so: nothing of before counts, or not the breach."""
        if known.status == "armed":
            self.observed = 0.0
        if known.counts_from == self.counts_from:
            return
        self.counts_from = known.counts_from
        self.observed = self.well = 0.0
        self.was_well = self.shadowed = False
        self.verdict = "unknown"
        if known.counts_from is not None:
            self.meter.count_from(known.counts_from.timestamp())
            self.known_at = max(self.known_at, known.counts_from.timestamp())

    def weigh(self, now: float, *, by_look: bool) -> TriggerReading:
        """Judge at `now` and accumulate: a stretch counts when both its ends say the same, and no
        longer than the trigger's interval, however late this evaluation is."""
        every = self.trigger.every
        at = now if self.meter.streaks is not None else math.floor(now / every + 1e-9) * every
        reading = self.meter.reading(now)
        stretch = min(max(at - self.judged_at, 0.0), every)
        if reading.verdict == "breach":
            self.observed += stretch if self.verdict == "breach" else 0.0
            if by_look or self.meter.streaks is None:
                self.wants = max(self.wants - 1, 0)
        elif reading.verdict == "clear":
            self.observed = 0.0
        if reading.well:
            self.well += stretch if self.was_well else 0.0
        elif reading.verdict != "unknown":
            self.well = 0.0
        if reading.verdict != "unknown":
            self.known_at = now
        self.verdict, self.was_well = reading.verdict, bool(reading.well)
        self.judged_at = at
        return reading

    def resume(self, known: TriggerState, now: float) -> None:
        """Go on after a time in which nothing was seen: it was not breach and not well."""
        self.observed = known.observed if known.status == "pending" else 0.0
        self.verdict, self.was_well = "unknown", False
        self.known_at = now
        self.wants = FRESH

    def shift(self, by: float, now: float, known: TriggerState) -> None:
        """The clock was set: what has accumulated stays, and times move with it."""
        self.meter.shift(by, now)
        self.judged_at += by
        self.known_at += by
        self.counts_from = known.counts_from


class Gauges(Struct):
    """All triggers of a checklist, and by probe those that its samples concern."""

    all: dict[str, Gauge] = field(default_factory=dict)
    by_probe: dict[str, list[Gauge]] = field(default_factory=dict)
    next_at: float = math.inf

    def take(self, sample: Sample) -> list[Gauge]:
        """Take in a sample; the triggers that are to be judged at once because of it."""
        concerned = self.by_probe.get(sample.probe)
        if not concerned:
            return []
        plain = seen(sample)
        return [
            gauge
            for gauge in concerned
            if gauge.meter.take(sample, plain) and gauge.meter.streaks is not None
        ]

    def due(self, now: float) -> list[Gauge]:
        """The triggers whose evaluation is due."""
        return [gauge for gauge in self.all.values() if gauge.due_at() <= now]

    def reckon(self) -> None:
        """Find when the next evaluation of any is due."""
        self.next_at = min((gauge.due_at() for gauge in self.all.values()), default=math.inf)

    def deadline(self) -> datetime | None:
        """When the next evaluation is due; None without triggers."""
        return datetime.fromtimestamp(self.next_at, UTC) if math.isfinite(self.next_at) else None

    def follow(self, state: LaunchState, event: Event) -> None:
        """Take in what an event means for times that are kept here; `state` is that after it."""
        fact = event.fact
        if isinstance(fact, ClockStepped):
            self._stepped(state, fact, event.at.timestamp())
        elif isinstance(fact, RollbackEnded):
            for name, gauge in self.all.items():
                gauge.follow(state.trigger(name))
        elif isinstance(fact, _BEGINS_ANEW) and fact.trigger in self.all:
            self.all[fact.trigger].follow(state.trigger(fact.trigger))

    def _stepped(self, state: LaunchState, fact: ClockStepped, now: float) -> None:
        for name, gauge in self.all.items():
            if fact.cause == "wall":
                gauge.shift(fact.seconds, now, state.trigger(name))
            else:
                gauge.resume(state.trigger(name), now)
        self.reckon()


def gauges_of(
    checklist: Checklist, state: LaunchState, sight: Sight, now: datetime, *, resumed: bool
) -> Gauges:
    """Gauges as the journal and the samples at hand have them; `resumed`: a new engine's."""
    speed = state.origin.speed if state.origin is not None else 1.0
    gauges = Gauges()
    for trigger in checklist.triggers.values():
        known = state.trigger(trigger.id)
        gauge = Gauge(
            trigger=trigger,
            meter=Meter(trigger, checklist.probes, speed),
            judged_at=now.timestamp(),
            known_at=now.timestamp(),
        )
        gauge.follow(known)
        if resumed:
            gauge.resume(known, now.timestamp())
        gauges.all[trigger.id] = gauge
        for name in {*trigger.measure.of, *([trigger.control] if trigger.control else [])}:
            gauges.by_probe.setdefault(name, []).append(gauge)
    for sample in _stored(sight, gauges.by_probe, now):
        gauges.take(sample)
    for gauge in gauges.all.values():
        if gauge.meter.streaks is not None:
            gauge.meter.streaks.broken.clear()  # told by the engine that saw it
    gauges.reckon()
    return gauges


def _stored(sight: Sight, names: Iterable[str], now: datetime) -> list[Sample]:
    at_most = now + timedelta(seconds=1)
    found = [
        sample
        for name in names
        if name in sight
        for sample in sight[name].window
        if sample.at <= at_most
    ]
    found.sort(key=lambda sample: sample.at)
    return found
