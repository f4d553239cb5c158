"""Asking for checks: which items a request means, what stands in the way, and a word against them.

The request is one fact an item, so that each can be followed, called off and taken up by itself.
"""

from collections.abc import Iterator, Sequence

from golive_tui.checklist.model import Checklist, Item
from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.check_facts import CheckCancelled, CheckRequested
from golive_tui.launch.state import LaunchState
from golive_tui.launch.verdicts import contradicts, overridden, said_of
from golive_tui.text import clean

REASON_LIMIT = 500


def check_id(state: LaunchState, item_id: str) -> str:
    """The name of an item's next run of checks: the item's, and the number of the event that may
    be the next, which never comes again."""
    return f"{item_id}-{state.seq + 1}"


def request(
    checklist: Checklist, state: LaunchState, command: c.VerifyItems
) -> Sequence[CheckRequested]:
    """One intent an item; raises Refused or NotFound."""
    chosen: dict[str, Item] = {}
    for name in command.items:
        chosen |= {item.id: item for item in _named(checklist, state, name)}
    if command.all or command.stage or command.section:
        many = _heading(checklist, command)
        chosen |= {item.id: item for item in many if not bar(state, item, among_many=True)}
    elif not command.items:
        raise Refused("nothing is named to be verified", hint="name items, a stage, or all")
    if not chosen:
        raise Refused(
            "nothing there can be verified now",
            hint="its items have no check, are skipped, under way, overridden, or wait for T0",
        )
    return [
        CheckRequested(item=item_id, check=check_id(state, item_id), armed=command.armed)
        for item_id in chosen
    ]


def meant(checklist: Checklist, command: c.VerifyItems) -> list[Item]:
    """All leaves that the request names, whether they can be verified now or not; raises
    NotFound for a stage or a section that is not there."""
    groups = [found for name in command.items if (found := checklist.item(name)) is not None]
    leaves = [leaf for each in groups for leaf in each.leaves()]
    if command.all or command.stage or command.section:
        leaves += _heading(checklist, command)
    return list({leaf.id: leaf for leaf in leaves}.values())


def cancel(state: LaunchState, command: c.CancelChecks) -> Sequence[CheckCancelled]:
    """One fact a run that is under way; raises Refused where there is none."""
    reason = clean(command.reason, REASON_LIMIT).strip()
    under_way = {key: known.checking for key, known in state.items.items() if known.checking}
    named = command.items or tuple(under_way)
    idle = [name for name in named if name not in under_way]
    if idle:
        raise Refused(f"`{idle[0]}` is not being checked")
    if not named:
        raise Refused("nothing is being checked")
    return [
        CheckCancelled(item=name, check=under_way[name].check, reason=reason)
        for name in dict.fromkeys(named)
    ]


def against(state: LaunchState, item_id: str, status: e.Answer, note: str) -> str:
    """The machine's verdict that a person's sets aside, empty where it does not; raises Refused
    when they do not say why."""
    machine = state.item(item_id).machine
    if machine is None or not contradicts(status, machine.verdict):
        return ""
    said = clean(said_of(machine), REASON_LIMIT)
    if not note:
        raise Refused(f"the check of `{item_id}` says {said}", hint="say why it is so all the same")
    return said


def _named(checklist: Checklist, state: LaunchState, name: str) -> Iterator[Item]:
    found = checklist.item(name)
    if found is None:
        raise NotFound(f"no item `{name}`", hint="`golive status --json` lists the items")
    if not found.is_group:
        why = bar(state, found, among_many=False)
        if why:
            raise Refused(f"`{name}` {why}")
        yield found
        return
    yield from (leaf for leaf in found.leaves() if not bar(state, leaf, among_many=True))


def _heading(checklist: Checklist, command: c.VerifyItems) -> list[Item]:
    """The leaves under a stage, under a section, or all of them; raises NotFound."""
    stages = [each for each in checklist.stages if command.stage in ("", each.id)]
    if not stages:
        known = ", ".join(each.id for each in checklist.stages)
        raise NotFound(f"no stage `{command.stage}`", hint=f"one of: {known}")
    if command.section:
        sections = [part for each in stages for part in each.sections if part.id == command.section]
        if not sections:
            known = ", ".join(part.id for each in stages for part in each.sections)
            raise NotFound(f"no section `{command.section}`", hint=f"one of: {known}")
        return [leaf for part in sections for item in part.items for leaf in item.leaves()]
    wanted = {each.id for each in stages}
    return [item for _, stage, item in checklist.leaves() if stage.id in wanted]


def bar(state: LaunchState, item: Item, *, among_many: bool) -> str:
    """Why the item cannot be verified now; empty when it can."""
    known = state.item(item.id)
    if not item.checks:
        return "has no check: a person answers for it"
    if item.after_go_live and state.went_live_at is None:
        return "can only be answered once the launch is live"
    if known.record.status == "skipped":
        return "is skipped: reopen it first"
    if known.checking is not None:
        return "is being checked already"
    if among_many and overridden(state, item.id):
        return "stands on a person's word against its check"
    return ""
