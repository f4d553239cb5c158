"""state + what the gauges say -> facts: how triggers pend, trip, clear, go blind and see again.

A trip needs a breach that was observed for as long as the checklist wants, a window that was seen
enough, and the newest evaluation a BREACH. UNKNOWN does nothing but fail to accumulate.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from golive_tui.checklist.measures import figure, value_name
from golive_tui.checklist.model import Checklist, Trigger
from golive_tui.launch import interlocks
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.events import ClockStepped, Fact
from golive_tui.launch.figures import finite
from golive_tui.launch.gauges import Gauge, Gauges
from golive_tui.launch.meters import TriggerReading
from golive_tui.launch.samples import Sample
from golive_tui.launch.state import LaunchState
from golive_tui.launch.trigger_moments import acts_at
from golive_tui.units import show_duration

EPSILON: Final = 1e-6
"""Seconds by which a sum of intervals may miss its goal."""
TOLERANCE: Final = 60.0
"""Seconds of a gap at most over which a pending trigger goes on (runbooks 2.4); else a fifth of
its window, if that is less."""
CHECKPOINTS: Final = 10
"""Times that a pending trigger records how far it is, on its way to a trip."""


def look(
    checklist: Checklist, state: LaunchState, gauges: Gauges, sample: Sample, now: datetime
) -> list[Fact]:
    """The facts that follow at once from a sample that came in at `now`: streaks are judged at
    each look."""
    found: list[Fact] = []
    for gauge in gauges.take(sample):
        found += _broken(state, gauge)
        found += _judged(checklist, state, gauge, now, by_look=True)
    return found


def evaluate(checklist: Checklist, state: LaunchState, gauges: Gauges, now: datetime) -> list[Fact]:
    """The facts of all evaluations that are due by `now`."""
    found: list[Fact] = []
    for gauge in gauges.due(now.timestamp()):
        found += _judged(checklist, state, gauge, now, by_look=False)
    gauges.reckon()
    return found


def after_gap(checklist: Checklist, state: LaunchState, gap: float, what: str) -> list[Fact]:
    """What becomes of pending triggers after `gap` seconds without an engine, or of sleep: a short
    one is not counted, a longer one (or one of which the length is not known, below 0) ends it."""
    found: list[Fact] = []
    for trigger in checklist.triggers.values():
        known = state.trigger(trigger.id)
        tolerated = min(trigger.measure.window / 5, TOLERANCE)
        if known.status == "pending" and not 0 <= gap <= tolerated:
            length = show_duration(gap) if gap >= 0 else "nobody knows how long"
            why = f"was {show_duration(known.observed)} into breach when {what}; unseen: {length}"
            found.append(t.TriggerCleared(trigger=trigger.id, observed=known.observed, why=why))
    return found


def slept(checklist: Checklist, state: LaunchState, fact: Fact) -> list[Fact]:
    """What follows for triggers from a host's sleep."""
    if not isinstance(fact, ClockStepped) or fact.cause != "suspend":
        return []
    return after_gap(checklist, state, fact.seconds, "this host went to sleep")


def _broken(state: LaunchState, gauge: Gauge) -> list[Fact]:
    streaks = gauge.meter.streaks
    if streaks is None or not streaks.broken:
        return []
    broken, streaks.broken = streaks.broken, []
    if state.trigger(gauge.trigger.id).status == "disarmed":
        return []
    return [
        t.TriggerStreakBroken(
            trigger=gauge.trigger.id, probe=probe, streak=streak, gap=round(gap, 3)
        )
        for probe, streak, gap in broken
    ]


def _judged(
    checklist: Checklist, state: LaunchState, gauge: Gauge, now: datetime, *, by_look: bool
) -> list[Fact]:
    known = state.trigger(gauge.trigger.id)
    reading = gauge.weigh(now.timestamp(), by_look=by_look)
    facts = _sight(checklist, state, gauge, reading, now)
    match known.status:
        case "armed" | "pending":
            return [*facts, *_armed(checklist, state, gauge, reading, now)]
        case "disarmed":
            return [*facts, *_shadow(gauge, reading)]
        case "reset" if gauge.well >= gauge.trigger.clear_for - EPSILON and gauge.was_well:
            why = f"well for {show_duration(gauge.well)}"
            return [*facts, t.TriggerArmed(trigger=gauge.trigger.id, why=why)]
        case _:
            return facts


def _ripe(gauge: Gauge, reading: TriggerReading) -> bool:
    """Whether the breach has been kept up, was seen enough, and was seen again since a restart."""
    trigger = gauge.trigger
    enough = gauge.meter.streaks is not None or reading.coverage >= trigger.coverage - EPSILON
    long_enough = gauge.observed >= trigger.for_seconds - EPSILON
    return reading.verdict == "breach" and long_enough and enough and gauge.wants == 0


def _armed(
    checklist: Checklist,
    state: LaunchState,
    gauge: Gauge,
    reading: TriggerReading,
    now: datetime,
) -> list[Fact]:
    name, known = gauge.trigger.id, state.trigger(gauge.trigger.id)
    if _ripe(gauge, reading):
        return [_trip(checklist, state, gauge, reading, now)]
    if reading.verdict == "clear" and known.status == "pending":
        return [t.TriggerCleared(trigger=name, observed=known.observed)]
    if reading.verdict != "breach":
        return []
    step = max(gauge.trigger.for_seconds / CHECKPOINTS, gauge.trigger.every)
    if known.status == "armed" or gauge.observed - known.observed >= step - EPSILON:
        return [
            t.TriggerPending(
                trigger=name,
                observed=round(gauge.observed, 3),
                value=finite(reading.value),
                n=reading.n,
                coverage=round(reading.coverage, 6),
            )
        ]
    return []


def _trip(
    checklist: Checklist,
    state: LaunchState,
    gauge: Gauge,
    reading: TriggerReading,
    now: datetime,
) -> t.TriggerTripped:
    trigger = gauge.trigger
    attached = state.rollback is not None and state.rollback.status in ("running", "failed")
    action, why = trigger.action, ""
    if action in ("countdown", "auto"):
        why = interlocks.reason_to_ask(checklist, state)
        action = "ask" if why else action
    return _tripped(
        trigger,
        gauge,
        reading,
        action=action,
        at=None if attached else acts_at(trigger, action, now),
        why=why,
        attached=attached,
    )


def _tripped(
    trigger: Trigger,
    gauge: Gauge,
    reading: TriggerReading,
    *,
    action: str,
    at: datetime | None = None,
    why: str = "",
    shadow: bool = False,
    attached: bool = False,
) -> t.TriggerTripped:
    return t.TriggerTripped(
        trigger=trigger.id,
        action=action,
        value=finite(reading.value),
        n=reading.n,
        coverage=round(reading.coverage, 6),
        observed=round(gauge.observed, 3),
        acts_at=at,
        why=why,
        shadow=shadow,
        attached=attached,
    )


def _shadow(gauge: Gauge, reading: TriggerReading) -> list[Fact]:
    """One that is not armed tells once what it would have done, until it was well again."""
    if gauge.shadowed:
        gauge.shadowed = gauge.well < gauge.trigger.clear_for
        return []
    if not _ripe(gauge, reading):
        return []
    gauge.shadowed = True
    return [_tripped(gauge.trigger, gauge, reading, action=gauge.trigger.action, shadow=True)]


def _sight(
    checklist: Checklist, state: LaunchState, gauge: Gauge, reading: TriggerReading, now: datetime
) -> list[Fact]:
    """Blind, and sighted again. What a failing probe explains is no blindness of its own."""
    known, trigger = state.trigger(gauge.trigger.id), gauge.trigger
    if reading.verdict != "unknown":
        if known.blind_since is None:
            return []
        seconds = max((now - known.blind_since).total_seconds(), 0.0)
        return [t.TriggerSighted(trigger=trigger.id, seconds=round(seconds, 3))]
    quiet = now.timestamp() - gauge.known_at
    if known.status == "disarmed" or known.blind_since is not None or quiet < gauge.blind_after:
        return []
    if _explained(checklist.triggers.values(), state, trigger):
        return []
    since = datetime.fromtimestamp(gauge.known_at, UTC)
    return [t.TriggerBlind(trigger=trigger.id, since=since, why=reading.why)]


def _explained(triggers: Iterable[Trigger], state: LaunchState, trigger: Trigger) -> bool:
    """Whether something loud already says why a value is missing: health is failing."""
    if not value_name(trigger.measure.measure):
        return False
    if any(state.probe(name).verdict == "fail" for name in trigger.measure.of):
        return True
    return any(
        state.trigger(other.id).status not in ("disarmed", "armed", "reset")
        for other in triggers
        if other.id != trigger.id and figure(other.measure.measure) == "consecutive_failures"
    )
