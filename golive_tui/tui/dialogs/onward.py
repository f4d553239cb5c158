"""From step to step: run the one that comes next, or run one again and those after it anew."""

from typing import Final

from golive_tui.checklist.model import Item
from golive_tui.errors import GoliveError
from golive_tui.launch import commands as c
from golive_tui.launch.progress import status_of
from golive_tui.launch.sequence import next_step, reopened
from golive_tui.text import plural
from golive_tui.tui.desk import Desk
from golive_tui.tui.dialogs.place import as_lines
from golive_tui.tui.dialogs.reading import Reading
from golive_tui.tui.dialogs.step import (
    AGAIN,
    WIDTH,
    Plan,
    Values,
    name_field,
    plan_rows,
    refused,
    run_step,
    target_field,
)
from golive_tui.tui.frame.running import held_back, step_items
from golive_tui.tui.ground.content import Cell
from golive_tui.tui.ground.dialog import Dialog, Field, typed
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.views.rows import labelled
from golive_tui.wire.messages import ShowStep

_INSIDE: Final = WIDTH - 4


def run_next(desk: Desk) -> Overlay | None:
    """The dialog of the step that comes next in the document's order."""
    mirror = desk.mirror
    if mirror is None or not desk.may(c.RunStep):
        return None
    item = next_step(mirror.checklist, mirror.state)
    if item is None:
        desk.notice(_why_none(desk), "text")
        return None
    return run_step(desk, item)


def _why_none(desk: Desk) -> str:
    """What the first step that is not done waits for; that all are done where they are."""
    mirror = desk.mirror
    if mirror is None:
        return ""
    for item in step_items(mirror.checklist):
        done = status_of(item, mirror.state) in ("passed", "skipped")
        if not done and (waits := held_back(mirror, item, desk.now)):
            return f"no step comes next: {item.title} waits: {waits}"
    return "no step comes next: each is done, or was begun and asks for you: 4 shows them"


def rerun_from(desk: Desk, item: Item) -> Overlay | None:
    """Shows which steps are to be run again, and asks for the word."""
    mirror = desk.mirror
    if item.step is None:
        desk.notice("it has no command: space answers it", "muted")
        return None
    if mirror is None or not desk.may(c.RerunFrom):
        return None
    if mirror.state.step(item.id).status == "ready":
        desk.notice("it has not run yet: r runs it", "muted")
        return None

    async def make() -> Overlay | None:
        plan = (await desk.ask(ShowStep(step=item.id))).get("plan")
        return rerun_dialog(desk, item, plan) if isinstance(plan, dict) else None

    return Reading(desk, f"Again from: {item.title}", make)


def rerun_dialog(desk: Desk, item: Item, plan: Plan) -> Dialog | None:
    """The dialog for a plan; the refusal instead where it cannot run now."""
    mirror = desk.mirror
    if mirror is None:
        return None
    title = f"Again from: {item.title}"
    try:
        later, refusal = _later(desk, item), str(plan.get("refusal") or "")
    except GoliveError as error:
        later, refusal = [], f"{error.message}; {error.hint}" if error.hint else error.message
    body = [*plan_rows(mirror, plan), *_consequence(later)]
    if refusal:
        return refused(mirror, item, title, body, refusal)

    def send(values: Values) -> None:
        request = c.RerunFrom(
            step=item.id,
            typed=values.get("typed", ""),
            reason=values["reason"],
            name=values.get("name", ""),
        )

        async def work() -> None:
            if await desk.act(request, item.id):
                desk.show("run", item.id)

        desk.host.start(work)

    fields = [
        Field(name="again", label=f"type {AGAIN}", placeholder="it has run before",
              refuse=typed(AGAIN)),
        *target_field(plan),
        *name_field(plan),
        Field(name="reason", label="reason", placeholder="goes into the record"),
    ]  # fmt: skip
    return Dialog(title, as_lines(body, _INSIDE), fields,
                  hint="enter runs it, and reopens those · esc: nothing happened",
                  width=WIDTH, answered=send, id="rerun-from")  # fmt: skip


def _later(desk: Desk, item: Item) -> list[Item]:
    """The steps after it that succeeded; raises Refused where one may not run again."""
    mirror = desk.mirror
    if mirror is None:
        return []
    ids = [fact.item for fact in reopened(mirror.checklist, mirror.state, item.id, "")]
    return [found for each in ids if (found := mirror.checklist.item(each)) is not None]


def _consequence(later: list[Item]) -> list[list[Cell]]:
    if not later:
        return labelled("after it", "no later step of this stage has succeeded: nothing else "
                        "is reopened", _INSIDE, "muted")  # fmt: skip
    said = f"{plural(len(later), 'step')} that succeeded must be run again; none runs by itself"
    rows = labelled("reopens", said, _INSIDE, "warn")
    for each in later:
        rows += labelled("", f"◇ {each.title}", _INSIDE, "warn")
    return rows
