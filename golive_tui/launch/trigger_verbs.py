"""What people may do to a trigger: each verb is one fact, with its reason (runbooks, 2.4)."""

from datetime import datetime, timedelta
from typing import Final, assert_never

from golive_tui.checklist.model import Checklist, Trigger
from golive_tui.errors import NotFound, Refused
from golive_tui.launch import trigger_commands as c
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.events import By
from golive_tui.launch.moves import TriggerAct, trigger_after
from golive_tui.launch.state import LaunchState
from golive_tui.text import clean, clean_lines
from golive_tui.units import show_duration

_WORDS: Final[dict[TriggerAct, str]] = {
    "acknowledge": "acknowledged",
    "hold": "held",
    "override": "overridden",
    "disarm": "disarmed",
    "reset": "reset",
}


def answer(
    checklist: Checklist, state: LaunchState, command: c.TriggerCommand, by: By, now: datetime
) -> t.TriggerFact:
    """The fact that the verb makes; raises NotFound or Refused."""
    trigger = checklist.triggers.get(command.trigger)
    if trigger is None:
        raise NotFound(
            f"no trigger `{command.trigger}`", hint=f"one of: {', '.join(checklist.triggers)}"
        )
    reason = clean_lines(command.reason).strip()
    match command:
        case c.AcknowledgeTrigger():
            _may(state, trigger, "acknowledge")
            return t.TriggerAcknowledged(trigger=trigger.id, reason=reason)
        case c.HoldTrigger(seconds=seconds):
            _may(state, trigger, "hold")
            return _hold(trigger, seconds, _given(reason, "a hold"), now)
        case c.OverrideTrigger(second=second):
            _may(state, trigger, "override")
            agreed = _second(state, trigger, second, by)
            return t.TriggerOverridden(
                trigger=trigger.id, reason=_given(reason, "an override"), second=agreed
            )
        case c.DisarmTrigger(seconds=seconds):
            _may(state, trigger, "disarm")
            return _disarm(trigger, seconds, _given(reason, "disarming"), now)
        case c.ResetTrigger():
            _check_reset(state, trigger)
            return t.TriggerReset(trigger=trigger.id, reason=reason)
        case _:
            assert_never(command)


def _may(state: LaunchState, trigger: Trigger, act: TriggerAct) -> None:
    status = state.trigger(trigger.id).status
    if trigger_after(status, act) is None:
        raise Refused(f"`{trigger.id}` is {status}: it cannot be {_WORDS[act]}")


def _given(reason: str, what: str) -> str:
    if not reason:
        raise Refused(f"{what} needs a reason")
    return reason


def _hold(trigger: Trigger, seconds: float | None, reason: str, now: datetime) -> t.TriggerHeld:
    length = trigger.max_hold if seconds is None else seconds
    if not 0 < length <= trigger.max_hold:
        raise Refused(
            f"a hold of `{trigger.id}` lasts at most {show_duration(trigger.max_hold)}",
            hint="then it asks again, and can be held again",
        )
    return t.TriggerHeld(trigger=trigger.id, until=now + timedelta(seconds=length), reason=reason)


def _second(state: LaunchState, trigger: Trigger, second: str, by: By) -> str:
    """Who agreed, where the checklist wants two: somebody else than who acts."""
    agreed = clean(second.strip().partition("\n")[0], 60).strip()
    rehearsed = state.origin is not None and state.origin.rehearsal
    if not trigger.four_eyes or rehearsed:
        return agreed
    if not agreed:
        raise Refused(f"overriding `{trigger.id}` needs a second person: name who agrees")
    if agreed.casefold() in (by.user.casefold(), by.claim.casefold()):
        raise Refused(f"{agreed} overrides it: a second person must agree")
    return agreed


def _disarm(
    trigger: Trigger, seconds: float | None, reason: str, now: datetime
) -> t.TriggerDisarmed:
    length = trigger.rearm if seconds is None else seconds
    if not 0 < length <= trigger.rearm:
        raise Refused(
            f"`{trigger.id}` is armed again after {show_duration(trigger.rearm)} at the latest",
            hint="it can be disarmed again then",
        )
    until = now + timedelta(seconds=length)
    return t.TriggerDisarmed(trigger=trigger.id, reason=reason, until=until)


def _check_reset(state: LaunchState, trigger: Trigger) -> None:
    status = state.trigger(trigger.id).status
    if status == "tripped":
        raise Refused(f"`{trigger.id}` is tripped: acknowledge it first")
    if status == "held":
        raise Refused(f"`{trigger.id}` is held: override it, or acknowledge it when it asks again")
    _may(state, trigger, "reset")
    if status == "acting" and state.rollback is not None and state.rollback.status == "running":
        raise Refused(f"the rollback that `{trigger.id}` started is still running")
