"""What triggers hold back: a launch with a trip, or with one that is blind, does not say go."""

from golive_tui.checklist.model import Checklist
from golive_tui.errors import Refused
from golive_tui.launch.fold_triggers import LATCHED
from golive_tui.launch.state import LaunchState


def tripped(checklist: Checklist, state: LaunchState) -> list[str]:
    """Triggers whose trip waits for an answer."""
    return [name for name in checklist.triggers if state.trigger(name).status in LATCHED]


def blind(checklist: Checklist, state: LaunchState) -> list[str]:
    """Triggers that cannot tell, and hold the launch for it."""
    return [
        name
        for name, trigger in checklist.triggers.items()
        if trigger.on_blind == "hold" and state.trigger(name).blind_since is not None
    ]


def disarmed(checklist: Checklist, state: LaunchState) -> list[str]:
    """Triggers that somebody disarmed."""
    return [name for name in checklist.triggers if state.trigger(name).rearm_at is not None]


def check_sighted(checklist: Checklist, state: LaunchState) -> None:
    """Raise Refused while a trigger is blind: nobody would see what the next act does."""
    names = blind(checklist, state)
    if names:
        raise Refused(
            f"blind: {', '.join(names)}: nobody would see what comes of it",
            hint="mend what it looks at, or disarm it with a reason",
        )
