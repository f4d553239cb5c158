"""What happened to rollback triggers: facts of the journal, as `events.py` has the others.

A value that no number can say (a percentile on a failure) is left out; `n` counts the looks that
it rests on, `observed` the seconds for which the breach was seen.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerArmed:
    """From now on it can trip; only what is seen from now on counts."""

    kind: ClassVar[str] = "trigger.armed"
    trigger: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerPending:
    """It is breached, and has been for `observed` seconds: recorded when that begins, and as it
    grows, so that a new engine goes on from there."""

    kind: ClassVar[str] = "trigger.pending"
    trigger: str
    observed: float = 0.0
    value: float | None = None
    n: int = 0
    coverage: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerCleared:
    """It was breached for `observed` seconds, and is not; or nobody looked for too long to say."""

    kind: ClassVar[str] = "trigger.cleared"
    trigger: str
    observed: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerTripped:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerAcknowledged:
    """Somebody heard the bell: it is silent, and nothing else has changed."""

    kind: ClassVar[str] = "trigger.acknowledged"
    trigger: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerHeld:
    """Its countdown stands still until then."""

    kind: ClassVar[str] = "trigger.held"
    trigger: str
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerAsked:
    """The hold is over: it asks again, and counts down again where it did."""

    kind: ClassVar[str] = "trigger.asked"
    trigger: str
    acts_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerBlocked:
    """The rollback that it was about to start does not start by itself: people must decide."""

    kind: ClassVar[str] = "trigger.blocked"
    trigger: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerOverridden:
    """Somebody goes on despite the trip: it is armed afresh. `second` is who agreed."""

    kind: ClassVar[str] = "trigger.overridden"
    trigger: str
    reason: str
    second: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerDisarmed:
    """It cannot trip until it is armed again, by itself at `until`."""

    kind: ClassVar[str] = "trigger.disarmed"
    trigger: str
    reason: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerReset:
    """Somebody is done with the trip: it is armed again once it has been well long enough."""

    kind: ClassVar[str] = "trigger.reset"
    trigger: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerBlind:
    """It could not tell since then, which is too long."""

    kind: ClassVar[str] = "trigger.blind"
    trigger: str
    since: datetime
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerSighted:
    """It can tell again, after so many seconds."""

    kind: ClassVar[str] = "trigger.sighted"
    trigger: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerStreakBroken:
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
