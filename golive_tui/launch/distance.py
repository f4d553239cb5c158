"""How far each trigger is from its trip, as anybody sees it who has the state and the samples.

`2.1 / 5.0 %  0:45 / 5:00`: the value of its bound, and the breach seen so far of what it must last.
"""

from datetime import datetime, timedelta
from math import inf, isinf
from typing import Final, Literal

from msgspec import Struct

from golive_tui.checklist.measures import figure
from golive_tui.checklist.model import Trigger
from golive_tui.launch.measures import shown_value
from golive_tui.launch.meters import Meter, TriggerReading, newest
from golive_tui.launch.series import Sight
from golive_tui.launch.state import LaunchState
from golive_tui.launch.trigger_standing import breached_for
from golive_tui.launch.trigger_state import TriggerState, TriggerStatus

Sense = Literal[TriggerStatus, "shadow", "blind"]
"""A trigger's status for people: one that nobody disarmed and that is not armed yet is in shadow;
one that is armed and cannot tell is blind."""

POINTS: Final = 12
"""Evaluations of a trend."""
WORDS: Final[dict[Sense, str]] = {
    "shadow": "shadow",
    "disarmed": "DISARMED",
    "armed": "armed",
    "pending": "pending",
    "tripped": "TRIPPED",
    "acknowledged": "acked",
    "held": "held",
    "acting": "acting",
    "reset": "reset",
    "blind": "BLIND",
}


class Distance(Struct, frozen=True, kw_only=True):
    """A trigger now. `observed`: seconds of breach so far; `trend`: the values of the newest
    evaluations, oldest first, None where nothing could be told."""

    trigger: Trigger
    known: TriggerState
    sense: Sense
    reading: TriggerReading
    observed: float
    trend: tuple[float | None, ...] = ()


def distance(
    trigger: Trigger, state: LaunchState, sight: Sight, now: datetime, *, points: int = 1
) -> Distance:
    """How far it is at `now`, and the trend of so many evaluations."""
    known = state.trigger(trigger.id)
    readings = _readings(trigger, state, sight, now, points)
    reading = readings[-1]
    return Distance(
        trigger=trigger,
        known=known,
        sense=sense_of(state, trigger.id),
        reading=reading,
        observed=breached_for(trigger, known, reading, now),
        trend=tuple(each.value for each in readings),
    )


def sense_of(state: LaunchState, trigger_id: str) -> Sense:
    """Its status, as people are told."""
    known = state.trigger(trigger_id)
    if known.status == "disarmed" and known.rearm_at is None:
        return "shadow"
    if known.blind_since is not None and known.status in ("armed", "pending"):
        return "blind"
    return known.status


def _readings(
    trigger: Trigger, state: LaunchState, sight: Sight, now: datetime, points: int
) -> list[TriggerReading]:
    speed = state.origin.speed if state.origin is not None else 1.0
    meter = Meter(trigger, {name: each.probe for name, each in sight.items()}, speed)
    counts_from = state.trigger(trigger.id).counts_from
    if counts_from is not None:
        meter.count_from(counts_from.timestamp())
    back = (points - 1) * trigger.every
    samples = newest(trigger, sight, now, before=back)
    found, taken = [], 0
    for point in range(points):
        at = now - timedelta(seconds=back - point * trigger.every)
        while taken < len(samples) and (samples[taken].at <= at or point == points - 1):
            meter.take(samples[taken])
            taken += 1
        found.append(meter.reading(at.timestamp()))
    return found


def how_far(found: Distance) -> str:
    """`2.1 / 5.0 %`, `812 ms / 1.0 s`, `streak 3 of 4`; a `?` for what is unknown."""
    return of_limit(found.trigger, found.reading.value)


def of_limit(trigger: Trigger, value: float | None) -> str:
    """As `how_far`, for any value of it."""
    measure = trigger.measure
    if figure(measure.measure) == "consecutive_failures":
        streak = "?" if value is None else f"{value:.0f}"
        return f"streak {streak} of {measure.limit + 1:.0f}"
    limit = shown_value(measure, measure.limit, trigger.title)
    if value is None:
        return f"? / {limit}"
    shown = "failed" if isinf(value) else shown_value(measure, value, trigger.title)
    number, _, unit = shown.rpartition(" ")
    return f"{number if number and limit.endswith(f' {unit}') else shown} / {limit}"


def at_trip(trigger: Trigger, value: float | None) -> str:
    """As `how_far`, for the value recorded of a trip: where there is none it was no number, since
    what is unknown never trips."""
    return of_limit(trigger, inf if value is None else value)


def breach_time(found: Distance) -> str:
    """`0:45 / 5:00`: the breach so far of what it must last; empty for one that trips at once, and
    in shadow, where nobody counts."""
    lasts = 0.0 if found.sense == "shadow" else found.trigger.for_seconds
    return f"{minutes(found.observed)} / {minutes(lasts)}" if lasts else ""


def minutes(seconds: float) -> str:
    """`0:45`, `12:00`, `75:00`."""
    whole = max(int(seconds), 0)
    return f"{whole // 60}:{whole % 60:02d}"


def blindness(found: Distance, now: datetime) -> str:
    """`BLIND: error-rate has seen nothing for 2:10 (api-traffic: 0 looks, 20 needed)`; empty when
    it can tell."""
    since = found.known.blind_since
    if since is None:
        return ""
    names = ", ".join(found.trigger.measure.of)
    why = f"{names}: {found.reading.why}" if found.reading.why else names
    lasting = minutes((now - since).total_seconds())
    return f"BLIND: {found.trigger.id} has seen nothing for {lasting} ({why})"
