"""state + command -> facts, or a refusal: what a person's request means.

A refusal is a sentence for the person who asked: what cannot be, and what can be done instead.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, assert_never

from golive_tui.checklist.model import Checklist, Item
from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import faults, four_eyes, gates, retries, rollback, trigger_verbs, verify
from golive_tui.launch.moves import ItemAct, item_after, round_after
from golive_tui.launch.progress import before_go_live
from golive_tui.launch.rounds import open_round_of, timer
from golive_tui.launch.state import LaunchState, RoundState
from golive_tui.launch.steps import step_of
from golive_tui.launch.trigger_commands import (
    AcknowledgeTrigger,
    DisarmTrigger,
    HoldTrigger,
    OverrideTrigger,
    ResetTrigger,
)
from golive_tui.text import clean, clean_lines
from golive_tui.units import show_duration

NOTE_LIMIT: Final = 2000
"""Characters of a note's line."""

_WORDS: Final[dict[ItemAct, str]] = {
    "start": "started",
    "vouch": "passed",
    "pass": "passed",
    "fail": "failed",
    "skip": "skipped",
    "reopen": "reopened",
}


def decide(
    checklist: Checklist, state: LaunchState, command: c.Command, by: e.By, now: datetime
) -> Sequence[e.Fact]:
    """The facts that `command` by `by` makes; raises Refused or NotFound."""
    match command:
        case c.StartItem() | c.PassItem() | c.FailItem() | c.SkipItem() | c.ReopenItem():
            return [_item_act(checklist, state, command, by, now)]
        case c.NoteItem(item=item_id, text=text):
            return [_noted(checklist, item_id, text)]
        case c.AssignItem(item=item_id, owner=owner):
            named = _leaf(checklist, item_id).id
            return [e.ItemAssigned(item=named, owner=_one_line(owner, 60))]
        case c.VerifyItems():
            return verify.request(checklist, state, command)
        case c.CancelChecks():
            return verify.cancel(state, command)
        case c.Undo(item=item_id):
            return [_undo(state, item_id, by)]
        case c.GoLive(note=note):
            passing = gates.passing(checklist, state, gates.go_live_gates(checklist), now)
            return [*passing, _go_live(checklist, state, note, now)]
        case c.AnswerRound():
            return [_answer(checklist, state, command, now)]
        case c.CompleteRound():
            return _complete(checklist, state, command, now)
        case c.FillSignoff(field=field, text=text):
            return [_fill(checklist, field, text)]
        case c.LookNow(probe=probe):
            return [_look(checklist, probe)]
        case c.CancelStep(step=step, reason=reason):
            return [_cancel(state, step, reason, by)]
        case c.SettleStep():
            return [_settle(checklist, state, command)]
        case c.VoteGate():
            return [gates.vote(checklist, state, command, by, now)]
        case c.OverrideGate():
            return [gates.override(checklist, command)]
        case c.ResolveGate():
            return [gates.resolve(checklist, state, command)]
        case c.RollBack():
            return rollback.request(checklist, state, command)
        case (
            AcknowledgeTrigger() | HoldTrigger() | OverrideTrigger() | DisarmTrigger()
            | ResetTrigger()
        ):  # fmt: skip
            return [trigger_verbs.answer(checklist, state, command, by, now)]
        case c.FaultRehearsal() | c.MendRehearsal():
            return [faults.decided(state, command)]
        case _:
            assert_never(command)


def _look(checklist: Checklist, probe: str) -> e.Fact:
    if probe not in checklist.probes:
        raise NotFound(f"no probe `{probe}`", hint=_one_of(checklist.probes))
    return e.ProbeAsked(probe=probe)


def _noted(checklist: Checklist, item_id: str, text: str) -> e.ItemNoted:
    item = _leaf(checklist, item_id)
    return e.ItemNoted(item=item.id, text=_said(text, "a note needs words"))


def _cancel(state: LaunchState, step: str, reason: str, by: e.By) -> e.Fact:
    """The end of what runs; between a failure and its retry, the end of the retries."""
    attempt = state.step(step).open
    if attempt is None:
        retry = retries.pending(state, step)
        if retry is not None:
            said = _note(reason)
            return retries.given_up(retry, f"{by.user} cancelled it{f': {said}' if said else ''}")
        raise Refused(f"`{step}` is not running")
    return e.StepCancelled(step=step, attempt=attempt.id, reason=_note(reason))


def _settle(checklist: Checklist, state: LaunchState, command: c.SettleStep) -> e.Fact:
    item, _ = step_of(checklist, command.step)
    run = state.step(item.id).last_run
    if run is None or run.status != "unknown":
        raise Refused(f"what became of `{item.id}` is known: {state.step(item.id).status}")
    return e.StepSettled(
        step=item.id,
        attempt=run.id,
        outcome=command.outcome,
        reason=_said(command.reason, "say how you know"),
    )


def _note(text: str) -> str:
    return clean_lines(text, NOTE_LIMIT).strip()


def _one_line(text: str, limit: int) -> str:
    """The first line: a name or an address has no second."""
    return clean(text.strip().partition("\n")[0], limit).strip()


def _said(text: str, otherwise: str) -> str:
    said = _note(text)
    if not said:
        raise Refused(otherwise)
    return said


def _one_of(names: Mapping[str, object] | Sequence[str]) -> str:
    return "one of: " + ", ".join(names)


def _leaf(checklist: Checklist, item_id: str) -> Item:
    item = checklist.item(item_id)
    if item is None:
        raise NotFound(f"no item `{item_id}`", hint="`golive status --json` lists the items")
    if item.is_group:
        inside = ", ".join(leaf.id for leaf in item.leaves())
        raise Refused(f"`{item_id}` is a group: its status is that of {inside}")
    return item


def _evidence(command: c.PassItem | c.FailItem, now: datetime) -> tuple[e.Evidence, ...]:
    link = _one_line(command.link, NOTE_LIMIT)
    return (e.Evidence(what="link", text=link, at=now),) if link else ()


def _item_act(
    checklist: Checklist,
    state: LaunchState,
    command: c.StartItem | c.PassItem | c.FailItem | c.SkipItem | c.ReopenItem,
    by: e.By,
    now: datetime,
) -> e.Fact:
    item = _leaf(checklist, command.item)
    match command:
        case c.StartItem(note=note):
            _may(state, item, "start")
            return e.ItemStarted(item=item.id, note=_note(note))
        case c.PassItem():
            return _pass(state, item, command, by, now)
        case c.FailItem(note=note):
            _may(state, item, "fail")
            return e.ItemFailed(
                item=item.id,
                note=_note(note),
                evidence=_evidence(command, now),
                against=verify.against(state, item.id, "failed", _note(note)),
            )
        case c.SkipItem(reason=reason):
            _may(state, item, "skip")
            return e.ItemSkipped(item=item.id, reason=_said(reason, "a skip needs a reason"))
        case c.ReopenItem(note=note):
            _may(state, item, "reopen")
            return e.ItemReopened(item=item.id, note=_note(note))
        case _:
            assert_never(command)


def _pass(state: LaunchState, item: Item, command: c.PassItem, by: e.By, now: datetime) -> e.Fact:
    evidence = _evidence(command, now)
    if item.four_eyes:
        first = state.item(item.id).record.first
        _may(state, item, "vouch" if first is None else "pass")
        return four_eyes.passing(item, state, command, by, now=now, evidence=evidence)
    _may(state, item, "pass")
    note = _note(command.note)
    against = verify.against(state, item.id, "passed", note)
    return e.ItemPassed(item=item.id, note=note, evidence=evidence, against=against)


def _may(state: LaunchState, item: Item, act: ItemAct) -> None:
    status = state.item(item.id).record.status
    if item.after_go_live and state.went_live_at is None:
        raise Refused(f"`{item.id}` can only be answered once the launch is live")
    if item_after(status, act) is None:
        raise Refused(
            f"`{item.id}` is {status}: it cannot be {_WORDS[act]}",
            hint="reopen it first" if status != "open" else "",
        )


def _undo(state: LaunchState, item_id: str, by: e.By) -> e.Fact:
    mine = [act for act in state.acts if act.uid == by.uid and item_id in ("", act.item)]
    if not mine:
        raise Refused("nothing of yours to undo")
    act = mine[-1]
    if any(later.item == act.item and later.seq > act.seq for later in state.acts):
        raise Refused(f"`{act.item}` was changed by somebody else since", hint="reopen it instead")
    return e.ItemRestored(item=act.item, undoes=act.seq, record=act.before)


def _go_live(checklist: Checklist, state: LaunchState, note: str, now: datetime) -> e.Fact:
    if state.went_live_at is not None:
        raise Refused(f"already live, since {state.went_live_at:%Y-%m-%d %H:%M:%S} UTC")
    gates.check_open(checklist, state, gates.go_live_gates(checklist), now)
    ahead = before_go_live(checklist, state)
    unfilled = sum(not contact.filled for contact in checklist.contacts)
    return e.LaunchWentLive(
        note=_note(note), open_items=ahead.items - ahead.done, unfilled_contacts=unfilled
    )


def _open_round(
    checklist: Checklist, state: LaunchState, named: str, now: datetime
) -> tuple[str, RoundState]:
    open_id, each = open_round_of(state)
    if open_id is None or each is None:
        coming = timer(checklist.watch, state, now).next_due_at
        wait = (
            f"the next falls due in {show_duration((coming - now).total_seconds())}"
            if coming
            else ""
        )
        raise Refused("no round is due", hint=wait)
    if named not in ("", open_id):
        raise Refused(f"round {named} is not open", hint=f"the open one is {open_id}")
    return open_id, each


def _answer(
    checklist: Checklist, state: LaunchState, command: c.AnswerRound, now: datetime
) -> e.Fact:
    round_id, each = _open_round(checklist, state, command.round, now)
    questions = _questions(checklist, each)
    if command.item not in questions:
        raise NotFound(f"round {round_id} does not ask `{command.item}`", hint=_one_of(questions))
    note = _note(command.note)
    if command.status == "skipped" and not note:
        raise Refused("a skip needs a reason")
    return e.RoundAnswered(round=round_id, item=command.item, status=command.status, note=note)


def _questions(checklist: Checklist, each: RoundState) -> list[str]:
    phase = checklist.phase(each.phase)
    return [item.id for item in phase.items] if phase else []


def _complete(
    checklist: Checklist, state: LaunchState, command: c.CompleteRound, now: datetime
) -> list[e.Fact]:
    round_id, each = _open_round(checklist, state, command.round, now)
    if round_after(each.status, "complete") is None:  # pragma: no cover - the table has both
        raise Refused(f"round {round_id} is {each.status}")
    left = [item for item in _questions(checklist, each) if item not in each.answers]
    note = _note(command.note)
    if left and command.rest is None:
        raise Refused(
            f"round {round_id} still asks: {', '.join(left)}",
            hint="answer them, or complete with an answer for the rest",
        )
    if left and command.rest == "skipped" and not note:
        raise Refused("a skip needs a reason")
    answers: list[e.Fact] = [
        e.RoundAnswered(round=round_id, item=item, status=command.rest, note=note)
        for item in left
        if command.rest is not None
    ]
    return [*answers, e.RoundCompleted(round=round_id, note=note)]


def _fill(checklist: Checklist, field: str, text: str) -> e.Fact:
    if field not in checklist.signoff.fields:
        raise NotFound(f"no sign-off field `{field}`", hint=_one_of(checklist.signoff.fields))
    return e.SignoffFilled(field=field, text=_note(text))
