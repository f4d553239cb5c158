"""If I vanish now: what the launch will do by itself, and when, with nobody at a terminal."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from golive_tui.checklist.model import Checklist, Trigger
from golive_tui.launch import events as e
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.advance import coming
from golive_tui.launch.sentences import round_name
from golive_tui.launch.state import LaunchState
from golive_tui.launch.trigger_moments import acts_at

SOON: Final = timedelta(hours=6)
"""How far ahead people are told."""


class NextAct(Struct, frozen=True, kw_only=True):
    """One thing that will happen at `at`; `certain`: whatever is seen until then. `what` is a
    sentence without its time."""

    at: datetime
    what: str
    certain: bool = True


def next_acts(checklist: Checklist, state: LaunchState, now: datetime) -> tuple[NextAct, ...]:
    """Everything that is known to come, soonest first, and what comes if a breach goes on."""
    found = []
    for at, facts in coming(checklist, state, {}, now):
        found += [NextAct(at=max(at, now), what=said) for said in _said(checklist, facts)]
    for trigger in checklist.triggers.values():
        found += _if_it_goes_on(state, trigger, now)
    return tuple(sorted(found, key=lambda each: each.at))


def soon(acts: Sequence[NextAct], now: datetime) -> list[NextAct]:
    """Those of the next hours; of the rounds only the next one, as the timer tells the others."""
    rounds = [each for each in acts if each.what.endswith(" is due")]
    return [each for each in acts if each not in rounds[1:] and each.at - now <= SOON]


def _said(checklist: Checklist, facts: tuple[e.Fact, ...]) -> list[str]:
    return [said for fact in facts if (said := _sentence(checklist, fact))]


def _sentence(checklist: Checklist, fact: e.Fact) -> str:
    match fact:
        case e.RollbackRequested(triggers=triggers):
            return f"the rollback starts: {', '.join(triggers)} tripped"
        case e.StepCancelled(step=step):
            return f"`{step}` is cancelled, and then the rollback starts"
        case t.TriggerBlocked(trigger=trigger, why=why):
            return f"`{trigger}` starts no rollback: {why}"
        case t.TriggerAsked(trigger=trigger, acts_at=then):
            after = f"; the rollback starts at {then:%H:%M:%S} UTC" if then is not None else ""
            return f"the hold of `{trigger}` is over: it asks again{after}"
        case t.TriggerArmed(trigger=trigger):
            return f"`{trigger}` is armed"
        case e.RoundDue(round=round_id):
            return f"{round_name(round_id, checklist)} is due"
        case e.RoundOverdue(round=round_id):
            return f"{round_name(round_id, checklist)} is overdue"
        case e.RoundMissed(round=round_id):
            return f"{round_name(round_id, checklist)} is missed"
        case e.ItemStaled(item=item):
            return f"`{item}` grows stale"
        case _:
            return ""


def _if_it_goes_on(state: LaunchState, trigger: Trigger, now: datetime) -> list[NextAct]:
    known = state.trigger(trigger.id)
    if known.status != "pending" or known.observed_at is None:
        return []
    left = timedelta(seconds=max(trigger.for_seconds - known.observed, 0.0))
    trips = max(known.observed_at + left, now)
    then = acts_at(trigger, trigger.action, trips)
    after = f", and the rollback starts at {then:%H:%M:%S} UTC" if then is not None else ""
    what = f"`{trigger.id}` trips if its breach goes on{after}"
    return [NextAct(at=trips, what=what, certain=False)]
