"""The sign-off: every success criterion as met, not met or not measured, and what it rests on."""

from datetime import datetime

from golive_tui.checklist.model import Checklist, Objective
from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.measures import rests_on
from golive_tui.launch.objectives import objective_status
from golive_tui.launch.series import Sight
from golive_tui.launch.state import LaunchState
from golive_tui.launch.trigger_holds import check_sighted
from golive_tui.text import clean, clean_lines


def criteria(
    checklist: Checklist, state: LaunchState, sight: Sight, now: datetime
) -> tuple[e.Criterion, ...]:
    """All objectives by their figures, then the items of the stages after going live by hand."""
    measured = [
        _objective(checklist.objectives[name], sight, now, state.went_live_at)
        for name in checklist.objectives
    ]
    answered = [
        _item(item.id, item.title, state)
        for _, stage, item in checklist.leaves()
        if not stage.before_go_live and not stage.rollback and item.step is None
    ]
    return (*measured, *answered)


def _objective(
    objective: Objective, sight: Sight, now: datetime, live_at: datetime | None
) -> e.Criterion:
    found = objective_status(objective, sight, now)
    detail = found.why or rests_on(objective, found, now, live_at)
    return e.Criterion(id=objective.id, title=objective.title, word=found.word, detail=detail)


def _item(item_id: str, title: str, state: LaunchState) -> e.Criterion:
    record = state.item(item_id).record
    words: dict[str, e.CriterionWord] = {"passed": "met", "failed": "not met"}
    word = words.get(record.status, "not measured")
    said = f"{record.status}, {record.by}" if record.by else record.status
    detail = f"{said}: {record.note}" if record.note else said
    return e.Criterion(id=item_id, title=title, word=word, detail=detail)


def record(
    checklist: Checklist, state: LaunchState, sight: Sight, command: c.SignOff, now: datetime
) -> e.SignoffRecorded:
    """The frozen record; raises Refused."""
    if state.went_live_at is None:
        raise Refused("the launch has not gone live: there is nothing to sign off")
    name = clean(command.name.strip().partition("\n")[0], 80)
    if not name:
        raise Refused("a sign-off needs a name")
    if command.approved:
        _check_confirmed(checklist, state)
        check_sighted(checklist, state)
    skipped = {
        item.id: state.item(item.id).record.note
        for _, _, item in checklist.leaves()
        if state.item(item.id).record.status == "skipped"
    }
    fields = {name: each.text for name, each in state.signoff.items()}
    return e.SignoffRecorded(
        approved=command.approved,
        name=name,
        notes=clean_lines(command.notes).strip(),
        criteria=criteria(checklist, state, sight, now),
        skipped=skipped,
        fields=fields,
    )


def _check_confirmed(checklist: Checklist, state: LaunchState) -> None:
    open_ = [
        item.title
        for item in checklist.signoff.confirm
        if state.item(item.id).record.status != "passed"
    ]
    if open_:
        raise Refused(
            f"not confirmed: {', '.join(open_)}", hint="confirm them first, or do not approve"
        )
