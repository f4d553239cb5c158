"""fact -> what the engine must now do in the world. Only what is on disk is acted on."""

from dataclasses import dataclass
from datetime import datetime

from golive_tui.launch.events import Event, LaunchWentLive, ProbeAsked, RoundDue


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


Intent = TakeDigest | Look | CountFrom


def intents(event: Event) -> tuple[Intent, ...]:
    """What follows from the event in the world."""
    match event.fact:
        case RoundDue(round=round_id, due_at=due_at):
            return (TakeDigest(round=round_id, until=due_at),)
        case ProbeAsked(probe=probe):
            return (Look(probe=probe),)
        case LaunchWentLive():
            return (CountFrom(since=event.at),)
        case _:
            return ()
