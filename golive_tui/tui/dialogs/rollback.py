"""Rolling back: what will run, as whom, where, whether it can; then the word, typed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from golive_tui.checklist.model import Item
from golive_tui.client.mirror import Mirror
from golive_tui.errors import GoliveError
from golive_tui.launch import commands as c
from golive_tui.launch.readiness import readiness
from golive_tui.launch.rollback import WORD, in_the_way, is_running, steps
from golive_tui.launch.state import LaunchState
from golive_tui.text import clean
from golive_tui.tui.desk import Desk
from golive_tui.tui.dialogs.item import LEAST_REASON
from golive_tui.tui.dialogs.place import as_lines, user_at_host
from golive_tui.tui.dialogs.reading import Reading
from golive_tui.tui.dialogs.step import target_row
from golive_tui.tui.frame.ready import gone_through
from golive_tui.tui.frame.running import command_text
from golive_tui.tui.frame.words import coarse, when
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.tui.ground.dialog import Dialog, Field, at_least, typed
from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.views.rows import folded, labelled, valued
from golive_tui.wire.messages import ShowStep

WIDTH: Final = 78
CANCEL: Final = "CANCEL"
"""What must be typed to end a step that runs in the way of the rollback."""
_INSIDE: Final = WIDTH - 4
_INDENT: Final = 5

Plan = Mapping[str, Any]


def roll_back(desk: Desk) -> Overlay | None:
    """Shows the steps, and asks for the word and the reason."""
    mirror = desk.mirror
    if mirror is None or not desk.may(c.RollBack):
        return None
    if is_running(mirror.state):
        desk.notice("a rollback is running already: 4 shows it", "warn")
        return None
    found = steps(mirror.checklist)
    if not found:
        desk.notice("the checklist has no rollback steps", "warn")
        return None

    async def make() -> Overlay | None:
        plans = [await _plan(desk, item) for item in found]
        return rollback_dialog(desk, found, plans)

    return Reading(desk, "Roll back", make)


async def _plan(desk: Desk, item: Item) -> Plan:
    try:
        plan = (await desk.ask(ShowStep(step=item.id))).get("plan")
    except GoliveError as error:
        return {"refusal": error.message}
    return plan if isinstance(plan, Mapping) else {"refusal": "the engine did not say"}


def rollback_dialog(desk: Desk, found: Sequence[Item], plans: Sequence[Plan]) -> Dialog | None:
    """The dialog over these steps and their plans."""
    mirror = desk.mirror
    if mirror is None:
        return None

    blocking = in_the_way(mirror.checklist, mirror.state)

    def send(values: Mapping[str, str]) -> None:
        async def work() -> None:
            request = c.RollBack(
                typed=values["word"], reason=values["reason"], cancel_running=bool(blocking)
            )
            if await desk.act(request):
                desk.show("run", found[0].id)

        desk.host.start(work)

    origin = mirror.state.origin
    return Dialog(
        f"Roll back {origin.target.upper() if origin else ''}".rstrip(),
        as_lines([*_first(mirror, blocking), *_rows(desk, mirror, found, plans)], _INSIDE),
        (
            *_cancel_field(blocking),
            Field(name="word", label=f"type {WORD}", refuse=typed(WORD)),
            Field(name="reason", label="reason", refuse=at_least(LEAST_REASON)),
        ),
        hint="enter rolls back, step after step · esc: nothing happened",
        width=WIDTH,
        answered=send,
        id="rollback",
    )


def _first(mirror: Mirror, blocking: Sequence[Item]) -> list[list[Cell]]:
    """What runs in a group that the rollback needs, and what becomes of it."""
    rows: list[list[Cell]] = []
    for item in blocking:
        attempt = mirror.state.step(item.id).open
        named = f"{item.title} ({attempt.id if attempt else '?'})"
        rows += labelled("■ first", f"cancel the running step first: {named}", _INSIDE, "warn")
    if rows:
        said = "the rollback begins when it has ended; what it did so far is not undone"
        rows += labelled("", said, _INSIDE, "warn")
    return rows


def _cancel_field(blocking: Sequence[Item]) -> tuple[Field, ...]:
    """The consent that ends what runs; esc waits for its end."""
    if not blocking:
        return ()
    return (Field(name="cancel", label=f"type {CANCEL}", placeholder="ends the step that runs",
                  refuse=typed(CANCEL)),)  # fmt: skip


def _rows(
    desk: Desk, mirror: Mirror, found: Sequence[Item], plans: Sequence[Plan]
) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    shown = [plan for plan in plans if "argv" in plan]
    if shown:
        rows.append(target_row(mirror, str(shown[0].get("target", "")),
                               all(plan.get("rehearsed") for plan in shown)))  # fmt: skip
        places = sorted({str(plan.get("directory", "")) for plan in shown})
        rows += labelled("as", f"{user_at_host(mirror)} in {', '.join(places)}", _INSIDE)
    light = readiness(mirror.checklist, mirror.state)
    wanting = sum(bool(plan.get("refusal")) for plan in plans)
    if wanting:
        rows.append(valued("readiness", f"✗ {wanting} of {len(plans)} steps cannot run now", "bad",
                           bold=True))  # fmt: skip
    else:
        rows.append(valued("readiness", f"✓ all {len(plans)} can run: programs and directories "
                           "are there", "ok"))  # fmt: skip
    against = [reason for reason in light.reasons if reason not in map(_refusal, plans)]
    for reason in against:
        rows += labelled("", f"{light.word}: {reason}", _INSIDE, "warn")
    rows += labelled("before", gone_through(light, desk.now), _INSIDE, "muted")
    for number, (item, plan) in enumerate(zip(found, plans, strict=True), 1):
        rows += _step(desk, mirror.state, number, item, plan)
    return rows


def _refusal(plan: Plan) -> str:
    return str(plan.get("refusal") or "")


def _step(desk: Desk, state: LaunchState, number: int, item: Item, plan: Plan) -> list[list[Cell]]:
    argv = plan.get("argv") or (item.step.run if item.step else ())
    refusal = _refusal(plan)
    mark = cell("✗" if refusal else "✓", 1, "bad" if refusal else "ok")
    last = state.step(item.id).last_run
    ran = "never run" if last is None else (
        f"{'rehearsed' if last.rehearsed else 'ran'} {when(last.requested_at, desk.now)}, "
        f"took {coarse(last.seconds)}"
    )  # fmt: skip
    rows: list[list[Cell]] = [
        [cell(f"{number}", 2, "muted", align="right"), mark, cell(item.title, None, bold=True),
         cell(ran, 0, "muted")],
    ]  # fmt: skip
    command = command_text(argv, shell=bool(plan.get("shell")))
    room = _INSIDE - _INDENT
    lines: list[tuple[str, Role]] = [(line, "run") for line in folded(f"$ {clean(command)}", room)]
    lines += [(line, "bad") for line in folded(clean(refusal), room) if refusal]
    rows += [[cell("", _INDENT - 1), cell(text, None, role)] for text, role in lines]
    return rows
