"""What people can ask of rollback triggers: commands, as `commands.py` has the others."""

from typing import ClassVar, Final

from msgspec import Struct


class AcknowledgeTrigger(Struct, frozen=True, kw_only=True):
    """Silence a trip's bell; nothing else changes."""

    DO: ClassVar[str] = "trigger.acknowledge"
    trigger: str
    reason: str = ""


class HoldTrigger(Struct, frozen=True, kw_only=True):
    """Stop a trip's countdown for so many seconds, or for as long as may be; then it asks again."""

    DO: ClassVar[str] = "trigger.hold"
    trigger: str
    reason: str
    seconds: float | None = None


class OverrideTrigger(Struct, frozen=True, kw_only=True):
    """Go on despite a trip: the trigger is armed afresh. `second` is who agrees."""

    DO: ClassVar[str] = "trigger.override"
    trigger: str
    reason: str
    second: str = ""


class DisarmTrigger(Struct, frozen=True, kw_only=True):
    """Keep a trigger from tripping for so many seconds, or for as long as may be."""

    DO: ClassVar[str] = "trigger.disarm"
    trigger: str
    reason: str
    seconds: float | None = None


class ResetTrigger(Struct, frozen=True, kw_only=True):
    """Be done with a trip: it is armed again once it has been well long enough."""

    DO: ClassVar[str] = "trigger.reset"
    trigger: str
    reason: str = ""


TriggerCommand = AcknowledgeTrigger | HoldTrigger | OverrideTrigger | DisarmTrigger | ResetTrigger

TRIGGER_COMMANDS: Final = (
    AcknowledgeTrigger, HoldTrigger, OverrideTrigger, DisarmTrigger, ResetTrigger,
)  # fmt: skip
"""All of them."""
