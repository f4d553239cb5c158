"""fact -> what the engine must now do in the world. Only what is on disk is acted on."""

from dataclasses import dataclass
from datetime import datetime

from golive_tui.launch.events import (
    Event,
    LaunchWentLive,
    ProbeAsked,
    RoundDue,
    StepCancelled,
    StepRequested,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDigest:
    """Sum up every probe for a round that fell due, and record it."""

    round: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Look at a probe's target now, outside the schedule."""

    probe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountFrom:
    """Count uptime afresh from T0."""

    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Spawn:
    """Start an attempt's holder."""

    step: str
    attempt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Tell an attempt's holder to end its command."""

    step: str
    attempt: str


Intent = TakeDigest | Look | CountFrom | Spawn | Cancel


def intents(event: Event) -> tuple[Intent, ...]:
    """What follows from the event in the world."""
    match event.fact:
        case RoundDue(round=round_id, due_at=due_at):
            return (TakeDigest(round=round_id, until=due_at),)
        case ProbeAsked(probe=probe):
            return (Look(probe=probe),)
        case StepRequested(step=step, attempt=attempt):
            return (Spawn(step=step, attempt=attempt),)
        case StepCancelled(step=step, attempt=attempt):
            return (Cancel(step=step, attempt=attempt),)
        case LaunchWentLive():
            return (CountFrom(since=event.at),)
        case _:
            return ()
