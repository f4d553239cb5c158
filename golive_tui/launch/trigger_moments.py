"""What time alone means for triggers: armed, a hold that is over, a countdown that has ended.

A pair is a time and the facts that are then due. Whoever is attached makes no difference.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from golive_tui.checklist.format_triggers import GO_LIVE
from golive_tui.checklist.model import Checklist, Trigger
from golive_tui.launch import interlocks
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.events import Fact, RollbackRequested, StepCancelled
from golive_tui.launch.progress import status_of
from golive_tui.launch.rollback import causes_of, steps
from golive_tui.launch.state import LaunchState

Due = tuple[datetime, tuple[Fact, ...]]


def trigger_moments(checklist: Checklist, state: LaunchState) -> Iterator[Due]:
    """Everything that is to happen to triggers without anybody's doing."""
    answered = state.rollback is not None and state.rollback.status in ("running", "failed")
    for trigger in checklist.triggers.values():
        known = state.trigger(trigger.id)
        if known.status == "disarmed" and not answered:
            yield from _arming(checklist, state, trigger)
        elif known.status == "held" and known.held_until is not None:
            asked = t.TriggerAsked(
                trigger=trigger.id, acts_at=acts_at(trigger, known.action, known.held_until)
            )
            yield known.held_until, (asked,)
    if not answered:
        yield from _acting(checklist, state)


def acts_at(trigger: Trigger, action: str, now: datetime) -> datetime | None:
    """When a trip of `now` starts the rollback by itself; None when it does not."""
    if action == "auto":
        return now
    return now + timedelta(seconds=trigger.countdown) if action == "countdown" else None


def _arming(checklist: Checklist, state: LaunchState, trigger: Trigger) -> Iterator[Due]:
    known = state.trigger(trigger.id)
    if known.counts_from is not None:
        if known.rearm_at is not None:
            yield known.rearm_at, (t.TriggerArmed(trigger=trigger.id, why="disarmed long enough"),)
        return
    began = _armed_after(checklist, state, trigger)
    if began is None or state.watched_since is None:
        return
    settled = began + timedelta(seconds=trigger.settle)
    shadowed = state.watched_since + timedelta(seconds=trigger.shadow)
    times = [settled, shadowed, *([known.rearm_at] if known.rearm_at is not None else [])]
    yield max(times), (t.TriggerArmed(trigger=trigger.id, why=f"after {trigger.arm_after}"),)


def _armed_after(checklist: Checklist, state: LaunchState, trigger: Trigger) -> datetime | None:
    if trigger.arm_after == GO_LIVE:
        return state.went_live_at
    item = checklist.item(trigger.arm_after)
    if item is None or status_of(item, state) != "passed":
        return None
    times = [state.item(leaf.id).record.at for leaf in item.leaves()]
    return max((at for at in times if at is not None), default=None)


def _acting(checklist: Checklist, state: LaunchState) -> Iterator[Due]:
    """One rollback, however many trips there are."""
    due = [
        (known.acts_at, name)
        for name, known in state.triggers.items()
        if known.status in ("tripped", "acknowledged") and known.acts_at is not None
        if name in checklist.triggers
    ]
    if not due:
        return
    at, first = min(due)
    why = interlocks.reason_to_ask(checklist, state) or interlocks.unhealthy(checklist, state)
    if why:
        yield at, (t.TriggerBlocked(trigger=first, why=why),)
        return
    waits_for = interlocks.in_the_way(checklist, state)
    if waits_for is not None:
        if waits_for.cancel and not waits_for.cancelling:
            reason = f"a rollback starts: {first} tripped"
            yield (
                at,
                (StepCancelled(step=waits_for.step, attempt=waits_for.attempt, reason=reason),),
            )
        return  # its end is an event, and then this is asked again
    causes = causes_of(state)
    yield (
        at,
        (
            RollbackRequested(
                reason=f"tripped: {', '.join(causes)}",
                steps=tuple(item.id for item in steps(checklist)),
                triggers=causes,
            ),
        ),
    )
