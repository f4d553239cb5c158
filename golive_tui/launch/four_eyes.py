"""Four eyes: two people where the checklist asks for two, and an honest word where that cannot be
proven.

Who is another person `identity` says. One who is so by their own word only counts, with the words
of `UNPROVEN` in the record. A rollback waits for nobody: the checklist may not ask for it there.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Final

from golive_tui.checklist.model import Item
from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.identity import called, likeness, name_of, with_doubt
from golive_tui.launch.state import Approval, Attempt, LaunchState
from golive_tui.launch.steps import Plan
from golive_tui.text import clean_lines

APPROVAL_HOLDS: Final = timedelta(minutes=15)
"""How long an approval of a step is good."""

_SHARED: Final = "where people share an account, say who you are: name"


# -- items ----------------------------------------------------------------------------------------


def passing(
    item: Item,
    state: LaunchState,
    command: c.PassItem,
    by: e.By,
    *,
    now: datetime,
    evidence: tuple[e.Evidence, ...],
) -> e.ItemVouched | e.ItemPassed:
    """The first of two passes, or the second; raises Refused when one person gives both."""
    first, name = state.item(item.id).record.first, name_of(command.name)
    note = clean_lines(command.note, 2000).strip()
    if first is None:
        return e.ItemVouched(item=item.id, name=name, note=note, evidence=evidence)
    like = likeness(first.by, first.name, by, name)
    one = called(first.by, first.name)
    if like == "same":
        raise Refused(f"{one} has passed `{item.id}`: a second person must confirm", hint=_SHARED)
    said = f"passed by {one}, confirmed by {with_doubt(called(by, name), like)}"
    notes = "; ".join(each for each in (first.note, note) if each)
    return e.ItemPassed(
        item=item.id,
        note=f"{said}: {notes}" if notes else said,
        evidence=(*first.evidence, *evidence, e.Evidence(what="word", text=said, at=now)),
    )


# -- steps ----------------------------------------------------------------------------------------


def digest(plan: Plan) -> str:
    """What an approval rests on: the command as it would run, with its secrets masked."""
    parts = [list(plan.argv), plan.shell, plan.directory, sorted(plan.env.items()), plan.target]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def approve(item: Item, plan: Plan, command: c.ApproveStep, now: datetime) -> e.StepApproved:
    """An approval of what would run now; raises Refused."""
    if not item.four_eyes:
        raise Refused(
            f"`{item.id}` needs no approval", hint="four_eyes = true in the checklist asks for one"
        )
    found = digest(plan)
    if command.digest not in ("", found):
        raise Refused(
            f"`{item.id}` would run another command than the one that was shown",
            hint=f"look again: golive step show {item.id}",
        )
    return e.StepApproved(
        step=item.id,
        digest=found,
        expires_at=now + APPROVAL_HOLDS,
        name=name_of(command.name),
        note=clean_lines(command.note, 2000).strip(),
    )


def approval(item: Item, state: LaunchState, plan: Plan, now: datetime) -> Approval | None:
    """The approval by which the plan may run now, by whoever is not the one who gave it; None
    where none is needed. Raises Refused where it is missing, has expired or was for another."""
    if not item.four_eyes:
        return None
    known = state.step(item.id).approval
    asks = f"another person must approve it: golive step approve {item.id}"
    if known is None:
        raise Refused(f"`{item.id}` needs four eyes, and nobody has approved it", hint=asks)
    who = called(known.by, known.name)
    if now >= known.expires_at:
        since = f"{known.at:%H:%M} UTC"
        raise Refused(f"the approval of `{item.id}` by {who} ({since}) has expired", hint=asks)
    if known.digest != digest(plan):
        raise Refused(f"what `{item.id}` would run has changed since {who} approved it", hint=asks)
    return known


def approver(item: Item, known: Approval, by: e.By, name: str) -> str:
    """Who lets this person run it, for the record; raises Refused for one's own approval."""
    who = called(known.by, known.name)
    like = likeness(known.by, known.name, by, name_of(name))
    if like == "same":
        raise Refused(f"{who} approved `{item.id}`: another person must run it", hint=_SHARED)
    return with_doubt(who, like)


def still_approved(attempt: Attempt, plan: Plan) -> bool:
    """Whether the approval of a run covers its retry: the same command, and nothing else."""
    then = (attempt.argv, attempt.directory, dict(attempt.env))
    return bool(attempt.approved_by) and then == (plan.argv, plan.directory, dict(plan.env))
