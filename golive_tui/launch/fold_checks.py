"""What a check's facts change: the item's run under way, the machine's verdict, and its status.

A pass passes the item and a fail fails it; what is inconclusive or an error is kept beside the
status and never changes it. Nothing here takes a verdict away.
"""

from typing import assert_never

from msgspec.structs import replace

from golive_tui.launch import events as e
from golive_tui.launch.check_facts import CheckCancelled, CheckRequested, EvidenceRecorded, Found
from golive_tui.launch.item_state import Checking, CheckResult, CheckVerdict, ItemState
from golive_tui.launch.state import Act, LaunchState
from golive_tui.launch.verdicts import worst
from golive_tui.text import plural

CheckFact = CheckRequested | EvidenceRecorded | CheckCancelled

_NOBODY = -1
"""The uid of an act that nobody can take back."""


def fold_check(state: LaunchState, event: e.Event, fact: CheckFact) -> LaunchState:
    """The state after a check's fact. Evidence of a run that nobody waits for changes nothing."""
    before = state.item(fact.item)
    match fact:
        case CheckRequested(check=check, armed=armed):
            checking = Checking(check=check, by=event.by.user, at=event.at, armed=armed)
            after = replace(before, checking=checking)
        case _ if before.checking is None or before.checking.check != fact.check:
            return state
        case CheckCancelled():
            after = replace(before, checking=None)
        case EvidenceRecorded():
            return _found(state, event, before, fact)
        case _:
            assert_never(fact)
    return replace(state, items={**state.items, fact.item: replace(after, seq=event.seq)})


def _found(
    state: LaunchState, event: e.Event, before: ItemState, fact: EvidenceRecorded
) -> LaunchState:
    machine = verdict_of_run(event, fact)
    record = _record(before, event, fact, machine)
    after = replace(before, record=record, machine=machine, checking=None, seq=event.seq)
    acts = state.acts
    if record is not before.record and any(act.item == fact.item for act in acts):
        # A person's act on the item lies below this one now, and cannot be taken back any more.
        acts = (*acts, Act(seq=event.seq, item=fact.item, uid=_NOBODY, before=before.record))
        acts = tuple(act for act in acts if not _is_covered(act, fact.item, event.seq))
    return replace(state, items={**state.items, fact.item: after}, acts=acts)


def _is_covered(act: Act, item: str, seq: int) -> bool:
    """An older act of a machine on the item: one tells as much as many."""
    return act.item == item and act.uid == _NOBODY and act.seq != seq


def verdict_of_run(event: e.Event, fact: EvidenceRecorded) -> CheckVerdict:
    """The verdict over all checks of the run, in the words of the worst."""
    verdict = worst(each.verdict for each in fact.found)
    first = next((each for each in fact.found if each.verdict == verdict), None)
    return CheckVerdict(
        verdict=verdict,
        check=fact.check,
        at=event.at,
        seq=event.seq,
        reason=first.reason if first else None,
        detail=first.detail if first else "nothing was asserted",
        expires_at=fact.expires_at if verdict == "pass" else None,
        results=tuple(_result(each) for each in fact.found),
    )


def _result(each: Found) -> CheckResult:
    return CheckResult(
        kind=each.kind,
        verdict=each.verdict,
        reason=each.reason,
        detail=each.detail,
        seconds=each.seconds,
    )


def _record(
    before: ItemState, event: e.Event, fact: EvidenceRecorded, machine: CheckVerdict
) -> e.ItemRecord:
    """The item's record now: a skip is a person's, and stays."""
    if machine.verdict not in ("pass", "fail") or before.record.status == "skipped":
        return before.record
    passed = machine.verdict == "pass"
    evidence = tuple(
        e.Evidence(what="check", text=f"{each.kind}: {each.detail or each.verdict}", at=each.at)
        for each in fact.found
    )
    many = f"{plural(len(fact.found), 'check')} passed" if len(fact.found) > 1 else machine.detail
    return e.ItemRecord(
        status="passed" if passed else "failed",
        how="machine",
        by=event.by.user,
        at=event.at,
        note=many if passed else " ".join(filter(None, (_why(machine), machine.detail))),
        evidence=evidence,
    )


def _why(machine: CheckVerdict) -> str:
    return f"{machine.reason}:" if machine.reason else ""
