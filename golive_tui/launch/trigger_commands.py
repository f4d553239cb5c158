"""What people can ask of rollback triggers: commands, as `commands.py` has the others."""

from dataclasses import dataclass
from typing import ClassVar, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeTrigger:
    """Silence a trip's bell; nothing else changes."""

    DO: ClassVar[str] = "trigger.acknowledge"
    trigger: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldTrigger:
    """Stop a trip's countdown for so many seconds, or for as long as may be; then it asks again."""

    DO: ClassVar[str] = "trigger.hold"
    trigger: str
    reason: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideTrigger:
    """Go on despite a trip: the trigger is armed afresh. `second` is who agrees."""

    DO: ClassVar[str] = "trigger.override"
    trigger: str
    reason: str
    second: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisarmTrigger:
    """Keep a trigger from tripping for so many seconds, or for as long as may be."""

    DO: ClassVar[str] = "trigger.disarm"
    trigger: str
    reason: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetTrigger:
    """Be done with a trip: it is armed again once it has been well long enough."""

    DO: ClassVar[str] = "trigger.reset"
    trigger: str
    reason: str = ""


TriggerCommand = AcknowledgeTrigger | HoldTrigger | OverrideTrigger | DisarmTrigger | ResetTrigger

TRIGGER_COMMANDS: Final = (
    AcknowledgeTrigger, HoldTrigger, OverrideTrigger, DisarmTrigger, ResetTrigger,
)  # fmt: skip
"""All of them."""
