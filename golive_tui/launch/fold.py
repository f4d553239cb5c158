"""state + event -> state: the only way the state changes.

The engine, every client and every replay use this one function, so what they show is the same.
It never refuses: whether a fact may happen is decided before it is recorded (`decide.py`).
"""

from collections.abc import Mapping
from typing import TypeVar, assert_never

from msgspec.structs import replace

from golive_tui.launch import events as e
from golive_tui.launch.check_facts import CheckCancelled, CheckRequested, EvidenceRecorded
from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.fold_checks import fold_check
from golive_tui.launch.fold_faults import fold_fault
from golive_tui.launch.fold_gates import fold_end, fold_gate
from golive_tui.launch.fold_notices import fold_notice
from golive_tui.launch.fold_steps import fold_step
from golive_tui.launch.fold_triggers import clock_stepped, fold_trigger, unwatched
from golive_tui.launch.item_state import NOTES_KEPT, ItemState, Override, Remark
from golive_tui.launch.notice_facts import NoticeFailed, NoticeSent
from golive_tui.launch.state import (
    ACTS_KEPT,
    Act,
    EngineState,
    LaunchState,
    Origin,
    ProbeState,
    RoundState,
    SignoffField,
)
from golive_tui.launch.trigger_facts import TriggerFact

T = TypeVar("T")


def fold(state: LaunchState, event: e.Event) -> LaunchState:
    """The state after `event`; `event.seq` must be the next one."""
    if event.seq != state.seq + 1:
        message = f"event {event.seq} cannot follow event {state.seq}"
        raise ValueError(message)
    stamped = replace(state, seq=event.seq, at=event.at, epoch=max(state.epoch, event.epoch))
    if isinstance(event.fact, TriggerFact):
        return fold_trigger(stamped, event, event.fact)
    match event.fact:
        case e.LaunchCreated() | e.LaunchWentLive() | e.ChecklistAccepted() | e.HelmTaken():
            return _launch(stamped, event, event.fact)
        case e.EngineStarted() | e.EngineResumed() | e.EngineStopped() | e.ClockStepped():
            return _engine(stamped, event, event.fact)
        case (
            e.ItemStarted() | e.ItemPassed() | e.ItemVouched() | e.ItemFailed() | e.ItemSkipped()
            | e.ItemReopened()
        ):  # fmt: skip
            return _item_act(stamped, event, event.fact)
        case e.ItemRestored() | e.ItemStaled() | e.ItemNoted() | e.ItemAssigned():
            return _item_change(stamped, event, event.fact)
        case CheckRequested() | EvidenceRecorded() | CheckCancelled():
            return fold_check(stamped, event, event.fact)
        case e.SignoffFilled(field=field, text=text):
            filled = SignoffField(text=text, by=event.by.user, at=event.at)
            return replace(stamped, signoff=_with(state.signoff, field, filled))
        case e.ProbeChanged() | e.ProbeAsked():
            return _probe(stamped, event, event.fact)
        case (
            e.StepRequested() | e.StepStarted() | e.StepEnded() | e.StepLost()
            | e.StepCancelled() | e.StepSettled() | e.StepGivenUp() | e.StepApproved()
            | e.StepPrompted()
        ):  # fmt: skip
            return fold_step(stamped, event, event.fact)
        case e.GatePolled() | e.GatePassed() | e.GateOverridden() | e.GateResolved():
            return fold_gate(stamped, event, event.fact)
        case (
            e.RollbackRequested() | e.RollbackEnded() | e.RollbackChecked() | e.SignoffRecorded()
        ):  # fmt: skip
            return fold_end(stamped, event, event.fact)
        case (
            e.RoundDue() | e.RoundDigested() | e.RoundAnswered() | e.RoundOverdue()
            | e.RoundCompleted() | e.RoundMissed()
        ):  # fmt: skip
            return _round(stamped, event, event.fact)
        case NoticeSent() | NoticeFailed():
            return fold_notice(stamped, event, event.fact)
        case RehearsalFaulted() | RehearsalMended():
            return fold_fault(stamped, event, event.fact)
        case _:
            assert_never(event.fact)


def _with(mapping: Mapping[str, T], key: str, value: T) -> dict[str, T]:
    return {**mapping, key: value}


def _probe(state: LaunchState, event: e.Event, fact: e.ProbeChanged | e.ProbeAsked) -> LaunchState:
    if isinstance(fact, e.ProbeAsked):
        return state
    seen = ProbeState(verdict=fact.verdict, reason=fact.reason, detail=fact.detail, since=event.at)
    return replace(state, probes=_with(state.probes, fact.probe, seen))


def _launch(
    state: LaunchState,
    event: e.Event,
    fact: e.LaunchCreated | e.LaunchWentLive | e.ChecklistAccepted | e.HelmTaken,
) -> LaunchState:
    match fact:
        case e.LaunchCreated():
            origin = Origin(
                id=fact.id,
                title=fact.title,
                checklist=fact.checklist,
                sha256=fact.sha256,
                target=fact.target,
                directory=fact.directory,
                rehearsal=fact.rehearsal,
                speed=fact.speed,
                created_at=event.at,
                created_by=event.by.user,
            )
            return replace(state, origin=origin, watched_since=event.at)
        case e.LaunchWentLive():
            return replace(state, went_live_at=event.at, went_live_by=event.by.user)
        case e.HelmTaken():
            return replace(state, helm=fact.user, helm_uid=fact.uid)
        case e.ChecklistAccepted():
            if state.origin is None:
                return state
            origin = replace(state.origin, sha256=fact.sha256, title=fact.title)
            gone = set(fact.removed)
            items = {
                item_id: _staled(replace(item, checking=None), event, "the checklist changed")
                if item_id in fact.changed
                else item
                for item_id, item in state.items.items()
                if item_id not in gone
            }
            acts = tuple(act for act in state.acts if act.item not in gone)
            return replace(state, origin=origin, items=items, acts=acts, watched_since=event.at)
        case _:
            assert_never(fact)


def _engine(
    state: LaunchState,
    event: e.Event,
    fact: e.EngineStarted | e.EngineResumed | e.EngineStopped | e.ClockStepped,
) -> LaunchState:
    match fact:
        case e.EngineStarted():
            return replace(state, engine=EngineState(epoch=event.epoch, started_at=event.at))
        case e.EngineResumed():
            if state.engine is None:
                return state
            engine = replace(state.engine, resumed_since=fact.since, notices=fact.notices)
            return unwatched(replace(state, engine=engine), event, fact)
        case e.EngineStopped():
            if state.engine is None:
                return state
            return replace(state, engine=replace(state.engine, stopped_at=event.at))
        case e.ClockStepped():
            return clock_stepped(state, fact)
        case _:
            assert_never(fact)


def _recorded(
    state: LaunchState, event: e.Event, item_id: str, record: e.ItemRecord, *, undoable: bool
) -> LaunchState:
    before = state.item(item_id)
    after = replace(before, record=record, seq=event.seq)
    acts = state.acts
    if undoable:
        # What the engine finds is nobody's to take back, though it runs under somebody's uid.
        uid = event.by.uid if event.by.how != "engine" else -1
        act = Act(seq=event.seq, item=item_id, uid=uid, before=before.record)
        acts = (*acts, act)[-ACTS_KEPT:]
    return replace(state, items=_with(state.items, item_id, after), acts=acts)


def _item_act(
    state: LaunchState,
    event: e.Event,
    fact: e.ItemStarted
    | e.ItemPassed
    | e.ItemVouched
    | e.ItemFailed
    | e.ItemSkipped
    | e.ItemReopened,
) -> LaunchState:
    by, at = event.by.user, event.at
    match fact:
        case e.ItemStarted():
            record = e.ItemRecord(status="doing", by=by, at=at, note=fact.note)
        case e.ItemPassed():
            record = _answered("passed", event, fact)
            state = _against(state, event, fact, "passed")
        case e.ItemVouched():
            record = _vouched(event, fact)
        case e.ItemFailed():
            record = _answered("failed", event, fact)
            state = _against(state, event, fact, "failed")
        case e.ItemSkipped():
            record = e.ItemRecord(status="skipped", by=by, at=at, note=fact.reason)
        case e.ItemReopened():
            record = e.ItemRecord(status="open", by=by, at=at, note=fact.note)
        case _:
            assert_never(fact)
    return _recorded(state, event, fact.item, record, undoable=True)


def _answered(status: e.Answer, event: e.Event, fact: e.ItemPassed | e.ItemFailed) -> e.ItemRecord:
    by_command = any(each.what == "command" for each in fact.evidence)
    return e.ItemRecord(
        status=status,
        how="machine" if by_command else "word",
        by=event.by.user,
        at=event.at,
        note=fact.note,
        evidence=fact.evidence,
    )


def _against(
    state: LaunchState, event: e.Event, fact: e.ItemPassed | e.ItemFailed, status: e.Answer
) -> LaunchState:
    if not fact.against:
        return state
    word = Override(
        status=status, by=event.by.user, at=event.at, reason=fact.note, against=fact.against
    )
    item = replace(state.item(fact.item), override=word)
    return replace(state, items=_with(state.items, fact.item, item))


def _vouched(event: e.Event, fact: e.ItemVouched) -> e.ItemRecord:
    first = e.Vouch(
        by=event.by, at=event.at, name=fact.name, note=fact.note, evidence=fact.evidence
    )
    who = fact.name or event.by.claim or event.by.user
    waits = f"passed by {who}, a second person must confirm"
    return e.ItemRecord(
        status="doing",
        by=event.by.user,
        at=event.at,
        note=f"{waits}: {fact.note}" if fact.note else waits,
        evidence=fact.evidence,
        first=first,
    )


def _staled(item: ItemState, event: e.Event, reason: str) -> ItemState:
    """What one person has passed alone grows stale too: the second would confirm another thing."""
    if item.record.status != "passed" and item.record.first is None:
        return item
    stale = replace(item.record, status="stale", note=reason, first=None)
    return replace(item, record=stale, seq=event.seq)


def _item_change(
    state: LaunchState,
    event: e.Event,
    fact: e.ItemRestored | e.ItemStaled | e.ItemNoted | e.ItemAssigned,
) -> LaunchState:
    before = state.item(fact.item)
    match fact:
        case e.ItemRestored():
            restored = _recorded(state, event, fact.item, fact.record, undoable=False)
            return replace(
                restored, acts=tuple(act for act in state.acts if act.seq != fact.undoes)
            )
        case e.ItemStaled():
            after = _staled(before, event, fact.reason)
        case e.ItemNoted():
            remark = Remark(by=event.by.user, at=event.at, text=fact.text)
            remarks = (*before.remarks, remark)[-NOTES_KEPT:]
            after = replace(before, remarks=remarks, seq=event.seq)
        case e.ItemAssigned():
            after = replace(before, owner=fact.owner, seq=event.seq)
        case _:
            assert_never(fact)
    return replace(state, items=_with(state.items, fact.item, after))


def _round(
    state: LaunchState,
    event: e.Event,
    fact: e.RoundDue
    | e.RoundDigested
    | e.RoundAnswered
    | e.RoundOverdue
    | e.RoundCompleted
    | e.RoundMissed,
) -> LaunchState:
    known = state.rounds.get(fact.round)
    match fact:
        case e.RoundDue():
            new = RoundState(phase=fact.phase, number=fact.number, due_at=fact.due_at, status="due")
        case e.RoundMissed():
            base = known or RoundState(
                phase=fact.phase, number=fact.number, due_at=fact.due_at, status="due"
            )
            new = replace(base, status="missed", closed_at=event.at, unattended=fact.unattended)
        case _ if known is None:
            return state
        case e.RoundDigested():
            answers = {**fact.answers, **known.answers}
            return _newest_digest(
                state, fact, replace(known, digests=fact.digests, answers=answers)
            )
        case e.RoundAnswered():
            answer = e.RoundAnswer(
                status=fact.status, by=event.by.user, at=event.at, note=fact.note
            )
            new = replace(known, answers=_with(known.answers, fact.item, answer))
        case e.RoundOverdue():
            new = replace(known, status="overdue")
        case e.RoundCompleted():
            new = replace(
                known, status="completed", closed_at=event.at, by=event.by.user, note=fact.note
            )
        case _:
            assert_never(fact)
    return replace(state, rounds=_with(state.rounds, fact.round, new))


def _newest_digest(state: LaunchState, fact: e.RoundDigested, digested: RoundState) -> LaunchState:
    rounds = {
        round_id: replace(old, digests={}) if old.digests else old
        for round_id, old in state.rounds.items()
    }
    return replace(state, rounds={**rounds, fact.round: digested})
