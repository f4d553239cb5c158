"""The part of the fold that follows rollback triggers. A move that is not legal changes nothing."""

from datetime import datetime, timedelta
from typing import Final, assert_never

from msgspec.structs import replace

from golive_tui.launch import trigger_facts as t
from golive_tui.launch.events import ClockStepped, EngineResumed, Event, RollbackRequested
from golive_tui.launch.moves import TriggerAct, trigger_after
from golive_tui.launch.state import LaunchState
from golive_tui.launch.trigger_state import TriggerState

LATCHED: Final = ("tripped", "acknowledged", "held")
"""A trip that no rollback has answered yet."""


def fold_trigger(state: LaunchState, event: Event, fact: t.TriggerFact) -> LaunchState:
    """The state with the trigger as the fact leaves it."""
    after = _after(state.trigger(fact.trigger), event, fact)
    folded = replace(state, triggers={**state.triggers, fact.trigger: after})
    if isinstance(fact, t.TriggerTripped) and fact.attached and folded.rollback is not None:
        causes = (*folded.rollback.triggers, fact.trigger)
        folded = replace(folded, rollback=replace(folded.rollback, triggers=causes))
    return folded


def _moved(known: TriggerState, event: Event, act: TriggerAct, reason: str = "") -> TriggerState:
    """The trigger after a legal move: who moved it, when and why."""
    status = trigger_after(known.status, act)
    if status is None:
        return known
    since = known.since if status == known.status else event.at
    return replace(known, status=status, since=since, by=event.by.user, reason=reason)


def _fresh(moved: TriggerState, event: Event) -> TriggerState:
    """Armed as if for the first time: nothing of before counts."""
    return TriggerState(
        status=moved.status,
        since=moved.since,
        by=moved.by,
        reason=moved.reason,
        counts_from=event.at,
        blind_since=moved.blind_since,
        trips=moved.trips,
        pendings=moved.pendings,
        would_have_tripped=moved.would_have_tripped,
    )


def _after(known: TriggerState, event: Event, fact: t.TriggerFact) -> TriggerState:
    match fact:
        case t.TriggerArmed():
            moved = _moved(known, event, "arm", fact.why)
            return _fresh(moved, event) if moved is not known else known
        case t.TriggerPending() | t.TriggerCleared() | t.TriggerTripped():
            return _judged(known, event, fact)
        case t.TriggerBlind(since=since):
            return replace(known, blind_since=since)
        case t.TriggerSighted():
            return replace(known, blind_since=None)
        case t.TriggerStreakBroken():
            return known
        case _:
            return _answered(known, event, fact)


def _judged(
    known: TriggerState,
    event: Event,
    fact: t.TriggerPending | t.TriggerCleared | t.TriggerTripped,
) -> TriggerState:
    match fact:
        case t.TriggerPending():
            moved = _moved(known, event, "breach")
            began = moved.status != known.status
            return replace(
                moved,
                observed=fact.observed,
                observed_at=event.at,
                value=fact.value,
                n=fact.n,
                coverage=fact.coverage,
                pendings=known.pendings + began,
            )
        case t.TriggerCleared(why=why):
            moved = _moved(known, event, "clear", why)
            return replace(moved, observed=0.0, observed_at=None)
        case t.TriggerTripped(shadow=True):
            return replace(known, would_have_tripped=known.would_have_tripped + 1)
        case t.TriggerTripped():
            moved = _moved(known, event, "attach" if fact.attached else "trip", fact.why)
            if moved is known:
                return known
            return replace(
                moved,
                observed=fact.observed,
                observed_at=event.at,
                value=fact.value,
                n=fact.n,
                coverage=fact.coverage,
                trip=event.seq,
                tripped_at=event.at,
                action=fact.action,
                acts_at=fact.acts_at,
                trips=known.trips + 1,
            )
        case _:
            assert_never(fact)


def _answered(
    known: TriggerState,
    event: Event,
    fact: t.TriggerAcknowledged
    | t.TriggerHeld
    | t.TriggerAsked
    | t.TriggerBlocked
    | t.TriggerOverridden
    | t.TriggerDisarmed
    | t.TriggerReset,
) -> TriggerState:
    match fact:
        case t.TriggerAcknowledged(reason=reason):
            return _moved(known, event, "acknowledge", reason)
        case t.TriggerHeld(until=until, reason=reason):
            held = _moved(known, event, "hold", reason)
            return replace(held, held_until=until, acts_at=None)
        case t.TriggerAsked(acts_at=acts_at):
            asked = _moved(known, event, "ask", known.reason)
            return replace(asked, held_until=None, acts_at=acts_at)
        case t.TriggerBlocked(why=why):
            return replace(known, acts_at=None, blocked=why)
        case t.TriggerOverridden(reason=reason):
            moved = _moved(known, event, "override", reason)
            return _fresh(moved, event) if moved is not known else known
        case t.TriggerDisarmed(reason=reason, until=until):
            moved = _moved(known, event, "disarm", reason)
            if moved is known:
                return known
            fresh = _fresh(moved, event)
            return replace(fresh, counts_from=known.counts_from, rearm_at=until, blind_since=None)
        case t.TriggerReset(reason=reason):
            return replace(_moved(known, event, "reset", reason), acts_at=None, blocked="")
        case _:
            assert_never(fact)


def rolling_back(state: LaunchState, event: Event, fact: RollbackRequested) -> LaunchState:
    """The triggers that a rollback answers: it is theirs, and none of them asks for another."""
    after = dict(state.triggers)
    for name in fact.triggers:
        moved = _moved(state.trigger(name), event, "roll_back", state.trigger(name).reason)
        after[name] = replace(moved, acts_at=None, held_until=None)
    return replace(state, triggers=after)


def rolled_back(state: LaunchState) -> LaunchState:
    """Nothing of before a rollback counts after it: what pends begins anew."""
    if state.at is None:
        return state
    after = {
        name: _begun_anew(each, state.at) if each.counts_from else each
        for name, each in state.triggers.items()
    }
    return replace(state, triggers=after)


def _begun_anew(known: TriggerState, at: datetime) -> TriggerState:
    status = trigger_after(known.status, "clear") or known.status
    return replace(known, status=status, counts_from=at, observed=0.0, observed_at=None)


def clock_stepped(state: LaunchState, fact: ClockStepped) -> LaunchState:
    """Durations go on as if nothing had happened: what is due moves with the clock, and after a
    sleep by as long as it lasted."""
    by = timedelta(seconds=fact.seconds)
    wall = fact.cause == "wall"
    after = {
        name: replace(
            each,
            acts_at=_shifted(each.acts_at, by),
            held_until=_shifted(each.held_until, by),
            rearm_at=_shifted(each.rearm_at, by),
            counts_from=_shifted(each.counts_from, by) if wall else each.counts_from,
        )
        for name, each in state.triggers.items()
    }
    return replace(state, triggers=after, watched_since=_shifted(state.watched_since, by))


def _shifted(at: datetime | None, by: timedelta) -> datetime | None:
    return at + by if at is not None else None


def unwatched(state: LaunchState, event: Event, fact: EngineResumed) -> LaunchState:
    """Time without an engine is no time in shadow."""
    gap = max(event.at - fact.since, timedelta(0))
    return replace(state, watched_since=_shifted(state.watched_since, gap))
