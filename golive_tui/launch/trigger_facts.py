"""What happened to rollback triggers: facts of the journal, as `events.py` has the others.

A value that no number can say (a percentile on a failure) is left out; `n` counts the looks that
it rests on, `observed` the seconds for which the breach was seen.
"""

from datetime import datetime
from typing import ClassVar, Final

from msgspec import Struct


class TriggerArmed(Struct, frozen=True, kw_only=True):
    """From now on it can trip; only what is seen from now on counts."""

    kind: ClassVar[str] = "trigger.armed"
    trigger: str
    why: str = ""


class TriggerPending(Struct, frozen=True, kw_only=True):
    """It is breached, and has been for `observed` seconds: recorded when that begins, and as it
    grows, so that a new engine goes on from there."""

    kind: ClassVar[str] = "trigger.pending"
    trigger: str
    observed: float = 0.0
    value: float | None = None
    n: int = 0
    coverage: float = 0.0


class TriggerCleared(Struct, frozen=True, kw_only=True):
    """It was breached for `observed` seconds, and is not; or nobody looked for too long to say."""

    kind: ClassVar[str] = "trigger.cleared"
    trigger: str
    observed: float = 0.0
    why: str = ""


class TriggerTripped(Struct, frozen=True, kw_only=True):
    """The breach was kept up. Latched: only people end it.

    `action` is what this trip does, `why` says so when that is not what the checklist wants;
    `acts_at` is when the rollback starts by itself. `shadow`: it was not armed, and this only
    tells what it would have done. `attached`: a rollback runs already, and this is one more cause.
    """

    kind: ClassVar[str] = "trigger.tripped"
    trigger: str
    action: str = "ask"
    value: float | None = None
    n: int = 0
    coverage: float = 0.0
    observed: float = 0.0
    acts_at: datetime | None = None
    why: str = ""
    shadow: bool = False
    attached: bool = False


class TriggerAcknowledged(Struct, frozen=True, kw_only=True):
    """Somebody heard the bell: it is silent, and nothing else has changed."""

    kind: ClassVar[str] = "trigger.acknowledged"
    trigger: str
    reason: str = ""


class TriggerHeld(Struct, frozen=True, kw_only=True):
    """Its countdown stands still until then."""

    kind: ClassVar[str] = "trigger.held"
    trigger: str
    until: datetime
    reason: str


class TriggerAsked(Struct, frozen=True, kw_only=True):
    """The hold is over: it asks again, and counts down again where it did."""

    kind: ClassVar[str] = "trigger.asked"
    trigger: str
    acts_at: datetime | None = None


class TriggerBlocked(Struct, frozen=True, kw_only=True):
    """The rollback that it was about to start does not start by itself: people must decide."""

    kind: ClassVar[str] = "trigger.blocked"
    trigger: str
    why: str


class TriggerOverridden(Struct, frozen=True, kw_only=True):
    """Somebody goes on despite the trip: it is armed afresh. `second` is who agreed."""

    kind: ClassVar[str] = "trigger.overridden"
    trigger: str
    reason: str
    second: str = ""


class TriggerDisarmed(Struct, frozen=True, kw_only=True):
    """It cannot trip until it is armed again, by itself at `until`."""

    kind: ClassVar[str] = "trigger.disarmed"
    trigger: str
    reason: str
    until: datetime


class TriggerReset(Struct, frozen=True, kw_only=True):
    """Somebody is done with the trip: it is armed again once it has been well long enough."""

    kind: ClassVar[str] = "trigger.reset"
    trigger: str
    reason: str = ""


class TriggerBlind(Struct, frozen=True, kw_only=True):
    """It could not tell since then, which is too long."""

    kind: ClassVar[str] = "trigger.blind"
    trigger: str
    since: datetime
    why: str = ""


class TriggerSighted(Struct, frozen=True, kw_only=True):
    """It can tell again, after so many seconds."""

    kind: ClassVar[str] = "trigger.sighted"
    trigger: str
    seconds: float = 0.0


class TriggerStreakBroken(Struct, frozen=True, kw_only=True):
    """A streak of failures is void: between two of its looks nobody saw anything for too long."""

    kind: ClassVar[str] = "trigger.streak_broken"
    trigger: str
    probe: str
    streak: int
    gap: float


TriggerFact = (
    TriggerArmed
    | TriggerPending
    | TriggerCleared
    | TriggerTripped
    | TriggerAcknowledged
    | TriggerHeld
    | TriggerAsked
    | TriggerBlocked
    | TriggerOverridden
    | TriggerDisarmed
    | TriggerReset
    | TriggerBlind
    | TriggerSighted
    | TriggerStreakBroken
)

TRIGGER_FACTS: Final = (
    TriggerArmed, TriggerPending, TriggerCleared, TriggerTripped, TriggerAcknowledged, TriggerHeld,
    TriggerAsked, TriggerBlocked, TriggerOverridden, TriggerDisarmed, TriggerReset, TriggerBlind,
    TriggerSighted, TriggerStreakBroken,
)  # fmt: skip
"""All of them."""
