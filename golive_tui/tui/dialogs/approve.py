"""Approving a step that needs four eyes: what would run, who may run it, and who says so."""

from collections.abc import Mapping
from typing import Any, Final

from golive_tui.checklist.model import Item
from golive_tui.launch import commands as c
from golive_tui.launch.four_eyes import APPROVAL_HOLDS
from golive_tui.launch.identity import UNPROVEN
from golive_tui.tui.desk import Desk
from golive_tui.tui.dialogs.place import as_lines
from golive_tui.tui.dialogs.reading import Reading
from golive_tui.tui.dialogs.step import NAME_HINT, WIDTH, plan_rows
from golive_tui.tui.ground.content import Cell
from golive_tui.tui.ground.dialog import Dialog, Field
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.views.rows import labelled
from golive_tui.units import show_duration
from golive_tui.wire.messages import ShowStep

_INSIDE: Final = WIDTH - 4

Plan = Mapping[str, Any]


def approve_step(desk: Desk, item: Item) -> Overlay | None:
    """Shows what would run, and lets another run it once."""
    if item.step is None or not item.four_eyes:
        desk.notice("it needs no approval: four_eyes in the checklist asks for one", "muted")
        return None
    if desk.mirror is None or not desk.may(c.ApproveStep):
        return None

    async def make() -> Overlay | None:
        plan = (await desk.ask(ShowStep(step=item.id))).get("plan")
        return approve_dialog(desk, item, plan) if isinstance(plan, Mapping) else None

    return Reading(desk, f"Approve: {item.title}", make)


def approve_dialog(desk: Desk, item: Item, plan: Plan) -> Dialog | None:
    """The dialog for a plan; why there is none where nothing could run."""
    mirror = desk.mirror
    if mirror is None:
        return None
    title = f"Approve: {item.title}"
    if "argv" not in plan:
        body = labelled("✗ not now", str(plan.get("refusal") or "nothing can run"), _INSIDE, "bad")
        return Dialog(title, as_lines(body, _INSIDE), hint="esc closes", width=WIDTH,
                      id="approve-refused")  # fmt: skip

    def send(values: Mapping[str, str]) -> None:
        desk.do(
            c.ApproveStep(
                step=item.id,
                digest=str(plan.get("digest", "")),
                name=values["name"],
                note=values["note"],
            ),
            item.id,
        )

    return Dialog(
        title,
        as_lines([*plan_rows(mirror, plan), *_people(desk, plan)], _INSIDE),
        (
            Field(name="name", label="your name", placeholder=NAME_HINT),
            Field(name="note", label="note", placeholder="goes into the record"),
        ),
        hint="enter approves it, and runs nothing · esc: nothing happened",
        width=WIDTH,
        answered=send,
        id="approve-step",
    )


def _people(desk: Desk, plan: Plan) -> list[list[Cell]]:
    me = desk.me
    account = f"{me.user} (uid {me.uid})" if me is not None else "you"
    holds = show_duration(APPROVAL_HOLDS.total_seconds())
    rows = labelled("approves", account, _INSIDE)
    rows += labelled("runs it", f"somebody else, once, within {holds}, and only this very command",
                     _INSIDE)  # fmt: skip
    shared = f"on the same account only your name tells you apart: the record says “{UNPROVEN}”"
    rows += labelled("", shared, _INSIDE, "warn")
    if known := str(plan.get("approved_by") or ""):
        rows += labelled("already", f"approved by {known}; yours takes its place", _INSIDE, "warn")
    return rows
