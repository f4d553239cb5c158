"""fact -> what the engine must now do in the world. Only what is on disk is acted on."""

from datetime import datetime

from msgspec import Struct

from golive_tui.launch.check_facts import CheckCancelled, CheckRequested
from golive_tui.launch.events import (
    EngineResumed,
    Event,
    LaunchWentLive,
    ProbeAsked,
    RollbackEnded,
    RollbackRequested,
    RoundDue,
    RoundMissed,
    StepCancelled,
    StepEnded,
    StepLost,
    StepRequested,
)
from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.notice_facts import NoticeWhat
from golive_tui.launch.trigger_facts import (
    TriggerAsked,
    TriggerBlind,
    TriggerBlocked,
    TriggerTripped,
)


class TakeDigest(Struct, frozen=True, kw_only=True):
    """Sum up every probe for a round that fell due, and record it."""

    round: str
    until: datetime


class Look(Struct, frozen=True, kw_only=True):
    """Look at a probe's target now, outside the schedule."""

    probe: str


class CountFrom(Struct, frozen=True, kw_only=True):
    """Count uptime afresh from T0."""

    since: datetime


class Spawn(Struct, frozen=True, kw_only=True):
    """Start an attempt's holder."""

    step: str
    attempt: str


class Cancel(Struct, frozen=True, kw_only=True):
    """Tell an attempt's holder to end its command."""

    step: str
    attempt: str


class Notify(Struct, frozen=True, kw_only=True):
    """Tell the channels whose `on` has `what`. A channel gets one notice of a `key`, however often
    the engine comes back. `text`: what happened; empty for the event's own sentence."""

    what: NoticeWhat
    key: str
    text: str = ""


class RunChecks(Struct, frozen=True, kw_only=True):
    """Run an item's checks once, and record what they find."""

    item: str
    check: str
    armed: bool


class CallOff(Struct, frozen=True, kw_only=True):
    """End a run of checks that nobody waits for any more."""

    check: str


class Disturb(Struct, frozen=True, kw_only=True):
    """Have the stand-in suffer the faults that are in force now, and no other."""


Intent = TakeDigest | Look | CountFrom | Spawn | Cancel | Notify | RunChecks | CallOff | Disturb


def intents(event: Event) -> tuple[Intent, ...]:
    """What follows from the event in the world."""
    match event.fact:
        case RoundDue(round=round_id, due_at=due_at):
            told = Notify(what="round_due", key=f"round-due:{round_id}")
            return (TakeDigest(round=round_id, until=due_at), told)
        case RoundMissed(round=round_id, unattended=False):  # those of a gap would be a burst
            return (Notify(what="round_missed", key=f"round-missed:{round_id}"),)
        case ProbeAsked(probe=probe):
            return (Look(probe=probe),)
        case StepRequested(step=step, attempt=attempt):
            return (Spawn(step=step, attempt=attempt),)
        case StepCancelled(step=step, attempt=attempt):
            return (Cancel(step=step, attempt=attempt),)
        case StepEnded(attempt=attempt, outcome="failed" | "timed_out" | "not_started"):
            return (Notify(what="step_failed", key=f"step-failed:{attempt}"),)
        case StepLost(attempt=attempt):
            return (Notify(what="step_failed", key=f"step-lost:{attempt}"),)
        case RollbackRequested() | RollbackEnded():
            return (Notify(what="rollback", key=f"rollback:{event.seq}"),)
        case TriggerTripped(shadow=False, attached=False) | TriggerAsked() | TriggerBlocked():
            return (Notify(what="trip", key=f"trip:{event.seq}"),)
        case TriggerBlind(trigger=trigger):
            return (Notify(what="blind", key=f"blind:{trigger}:{event.seq}"),)
        case EngineResumed(clean=False):
            return (Notify(what="engine", key=f"resumed:{event.epoch}"),)
        case CheckRequested(item=item, check=check, armed=armed):
            return (RunChecks(item=item, check=check, armed=armed),)
        case CheckCancelled(check=check):
            return (CallOff(check=check),)
        case RehearsalFaulted() | RehearsalMended():
            return (Disturb(),)
        case LaunchWentLive():
            return (CountFrom(since=event.at),)
        case _:
            return ()
