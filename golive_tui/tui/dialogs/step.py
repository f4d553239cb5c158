"""The dialogs of a step: run it, cancel it, and say what became of one that was lost.

Before it runs, everything that will be is spelled out, as the engine planned it: the command, who
runs it, where, on which target, with what added to the environment.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from textual.binding import Binding, BindingType

from golive_tui.checklist.model import Item
from golive_tui.client.mirror import Mirror
from golive_tui.launch import commands as c
from golive_tui.launch.steps import gates_of
from golive_tui.text import plural
from golive_tui.tui.desk import Desk
from golive_tui.tui.dialogs.item import LEAST_REASON
from golive_tui.tui.dialogs.place import as_lines, user_at_host
from golive_tui.tui.dialogs.reading import Reading
from golive_tui.tui.frame.alarms import alarms
from golive_tui.tui.frame.running import (
    STEP_MARKS,
    command_text,
    how_it_stands,
    running,
)
from golive_tui.tui.frame.words import target_role, when
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.tui.ground.dialog import Dialog, Field, at_least, typed
from golive_tui.tui.ground.glyphs import GLYPHS
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.views.rows import labelled, valued
from golive_tui.units import show_duration
from golive_tui.wire.messages import ShowStep

WIDTH: Final = 78
AGAIN: Final = "again"
"""What must be typed to run a step that has run before."""
_INSIDE: Final = WIDTH - 4
_MOST: Final = 40
"""Rows of a list, or of a command, in the dialog, which scrolls; the rest is a number."""
NAME_HINT: Final = "who you are, where people share the account"

Plan = Mapping[str, Any]
Values = Mapping[str, str]


def run_step(desk: Desk, item: Item) -> Overlay | None:
    """Shows what would run, and asks for what the step asks for."""
    mirror = desk.mirror
    if item.step is None:
        desk.notice("it has no command: space answers it", "muted")
        return None
    if mirror is None or not desk.may(c.RunStep):
        return None
    step = mirror.state.step(item.id)
    if step.open is not None:
        desk.notice("it is running: 4 shows its output, . cancels it", "text")
        return None
    if step.status == "unknown":
        return LostBox(desk, item)
    return _reading(desk, item)


def _reading(desk: Desk, item: Item) -> Reading:
    async def make() -> Overlay | None:
        answer = await desk.ask(ShowStep(step=item.id))
        plan = answer.get("plan")
        return run_dialog(desk, item, plan) if isinstance(plan, Mapping) else None

    return Reading(desk, f"Run: {item.title}", make)


def run_dialog(desk: Desk, item: Item, plan: Plan) -> Dialog | None:
    """The dialog for a plan; the refusal instead where it cannot run now."""
    mirror = desk.mirror
    if mirror is None:
        return None
    body = [*plan_rows(mirror, plan), *_standing(mirror, item, desk)]
    refusal = str(plan.get("refusal") or "")
    if refusal:
        return refused(mirror, item, f"Run: {item.title}", body, refusal)

    def send(values: Values) -> None:
        start(desk, item, values)

    again = plan.get("status") != "ready" and plan.get("rerun") != "safe"
    fields: list[Field] = []
    if again:
        fields.append(Field(name="again", label=f"type {AGAIN}", placeholder="it has run before",
                            refuse=typed(AGAIN)))  # fmt: skip
    fields += [*target_field(plan), *name_field(plan)]
    fields.append(Field(name="reason", label="reason", placeholder="goes into the record"))
    target = str(plan.get("target", "")).upper()
    return Dialog(f"Run on {target}: {item.title}", as_lines(body, _INSIDE), fields,
                  hint="enter runs it · esc: nothing happened", width=WIDTH, answered=send,
                  id="run-step")  # fmt: skip


def refused(mirror: Mirror, item: Item, title: str, body: list[list[Cell]], refusal: str) -> Dialog:
    """What would run, and why it cannot: nothing can be sent."""
    hint = "esc closes"
    if gates_of(mirror.checklist, item):
        hint += " · p then shows the poll"
    if item.four_eyes:
        hint += " · Y then approves it for another"
    rows = [*body, *labelled("✗ not now", refusal, _INSIDE, "bad")]
    return Dialog(title, as_lines(rows, _INSIDE), hint=hint, width=WIDTH, id="run-refused")


def target_field(plan: Plan) -> list[Field]:
    """The target's name, to be typed where the step asks for it."""
    if plan.get("confirm") != "type-target":
        return []
    target = str(plan.get("target", ""))
    return [Field(name="typed", label=f"type {target}", placeholder="its target",
                  refuse=typed(target))]  # fmt: skip


def name_field(plan: Plan) -> list[Field]:
    """Who runs it, where two people must be told apart."""
    if not plan.get("four_eyes"):
        return []
    return [Field(name="name", label="your name", placeholder=NAME_HINT)]


def start(desk: Desk, item: Item, values: Values) -> None:
    """Ask for the run, and go to its output when it was taken."""
    request = c.RunStep(
        step=item.id,
        typed=values.get("typed", ""),
        again=values.get("again") == AGAIN or _knows_of_it(desk, item),
        reason=values.get("reason", ""),
        name=values.get("name", ""),
    )

    async def work() -> None:
        if await desk.act(request, item.id):
            desk.show("run", item.id)

    desk.host.start(work)


def _knows_of_it(desk: Desk, item: Item) -> bool:
    """A step that may run again without a question is run again knowingly."""
    ran = desk.mirror is not None and desk.mirror.state.step(item.id).status != "ready"
    return ran and item.step is not None and item.step.rerun == "safe"


def plan_rows(mirror: Mirror, plan: Plan) -> list[list[Cell]]:
    """The command, who, where, with what, on what."""
    if "argv" not in plan:
        return []
    shell = bool(plan.get("shell"))
    command = labelled("$", command_text(plan["argv"], shell=shell), _INSIDE, "run")
    if len(command) > _MOST:
        command = [*command[:_MOST], valued("", "… it is longer; enter on the item "
                                                    "shows all", "warn")]  # fmt: skip
    rows = [*command]
    through = ", through /bin/sh" if shell else ""
    rows += labelled("as", f"{user_at_host(mirror)}{through}", _INSIDE)
    rows += labelled("in", str(plan.get("directory", "")), _INSIDE)
    env = dict(plan.get("env") or {})
    for name, value in list(env.items())[:_MOST]:
        rows.append(valued("with", f"{name}={value}"))
    if len(env) > _MOST:
        rows.append(valued("", f"and {plural(len(env) - _MOST, 'variable')} more"))
    if not env:
        rows.append(valued("with", "nothing added to the engine's environment", "muted"))
    rows.append(target_row(mirror, str(plan.get("target", "")), bool(plan.get("rehearsed"))))
    limit = plan.get("timeout")
    most = show_duration(limit) if limit is not None else "no time limit"
    tries = int(plan.get("retries") or 0)
    if tries:
        most += f"; after a failure again by itself, up to {plural(tries, 'time')}"
    rows += labelled("at most", most, _INSIDE)
    if plan.get("interactive"):
        rows.append(valued("may ask", "i in view 4 attaches, and what you type goes to it"))
    if plan.get("four_eyes"):
        rows += _approval(plan)
    return rows


def _approval(plan: Plan) -> list[list[Cell]]:
    who = str(plan.get("approved_by") or "")
    if who:
        return labelled("✓ approved", f"by {who}: somebody else runs it", _INSIDE, "ok")
    return labelled("approval", "needs four eyes: one person approves, another runs it", _INSIDE,
                    "warn")  # fmt: skip


def target_row(mirror: Mirror, name: str, rehearsed: bool) -> list[Cell]:
    """`on  PRODUCTION`, in its colour, and whether it is a stand-in that runs."""
    role = target_role(mirror.checklist.targets.get(name), name)
    said = "rehearsed: a stand-in runs in the command's place" if rehearsed else "in earnest"
    return [
        cell("on", 10, "muted"),
        cell(f" {name.upper()} ", 0, role, bold=True),
        cell(said, None, "ok" if rehearsed else "text"),
    ]


def _standing(mirror: Mirror, item: Item, desk: Desk) -> list[list[Cell]]:
    """Open alarms, gates that are not open, attempts before."""
    rows: list[list[Cell]] = []
    found = alarms(mirror)
    if found:
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        rows += labelled("▲ alarm", f"{found[0].text}{more}", _INSIDE, "bad")
    attempts = mirror.state.step(item.id).attempts
    for each in reversed(attempts[-2:]):
        sign = GLYPHS[STEP_MARKS[each.status]]
        at = when(each.requested_at, desk.now)
        stands = how_it_stands(each, mirror.state, desk.now)
        text = f"{sign.unicode} {each.purpose} {at} by {each.by}: {stands}"
        rows.append(valued("before", text, sign.role))
    if not attempts:
        rows.append(valued("before", "it has not run yet", "muted"))
    return rows


def cancel_step(desk: Desk, item: Item | None) -> Dialog | None:
    """Asks why, and ends the attempt that runs: the item's, or the only one that runs at all."""
    mirror = desk.mirror
    if mirror is None or not desk.may(c.CancelStep):
        return None
    at_work = running(mirror.checklist, mirror.state)
    mine = [each for each in at_work if item is not None and each.step == item.id] or at_work
    if not mine:
        desk.notice("nothing is running", "muted")
        return None
    if len(mine) > 1:
        desk.notice(f"{len(mine)} steps are running: go to one of them", "warn")
        return None
    each = mine[0]

    def send(values: Values) -> None:
        desk.do(c.CancelStep(step=each.step, reason=values["reason"]), each.step)

    stands = how_it_stands(each.attempt, mirror.state, desk.now)
    return Dialog(
        f"Cancel: {each.title}",
        as_lines(
            [
                valued("attempt", f"{each.attempt.id}, {stands}"),
                *labelled("$", command_text(each.attempt.argv, shell=False), _INSIDE, "run"),
                *labelled("then", "SIGTERM to its whole tree, SIGKILL after a grace; what "
                          "survives is listed. What it did so far is not undone.", _INSIDE),
            ],
            _INSIDE,
        ),
        (Field(name="reason", label="reason", refuse=at_least(LEAST_REASON)),),
        hint="enter cancels it · esc lets it run",
        width=WIDTH,
        answered=send,
        id="cancel-step",
    )  # fmt: skip


class LostBox(Dialog):
    """An attempt of which nobody knows: verify, say what became of it, or run again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "verify", "verify", id="lost.verify"),
        Binding("s", "settle('succeeded')", "succeeded", id="lost.succeeded"),
        Binding("f", "settle('failed')", "failed", id="lost.failed"),
        Binding("r", "again", "run again", id="lost.again"),
        Binding("enter", "nothing", show=False, id="lost.enter"),
    ]

    def __init__(self, desk: Desk, item: Item) -> None:
        self.desk = desk
        self.item = item
        super().__init__(
            f"Unknown: {item.title}",
            as_lines(self._rows(), _INSIDE),
            hint="v verify · s it succeeded · f it failed · r run again · esc close",
            width=WIDTH,
            id="lost-step",
        )

    def _rows(self) -> list[list[Cell]]:
        mirror = self.desk.mirror
        last = mirror.state.step(self.item.id).last_run if mirror else None
        why = last.detail if last is not None and last.detail else "it was running"
        verify = self.item.step.verify if self.item.step else ()
        command = command_text(verify, shell=False) if verify else "the step has no verify command"
        said = f"nobody can say what became of {last.id if last else 'it'}: {why}"
        return [
            *labelled("? unknown", said, _INSIDE, "warn"),
            *labelled("verify", command, _INSIDE, "run" if verify else "muted"),
        ]

    def action_nothing(self) -> None:
        """Enter alone decides nothing here."""

    def action_verify(self) -> None:
        """Run the step's own check."""
        if not (self.item.step and self.item.step.verify):
            self._say("the step has no verify command: look for yourself", refused=True)
            return
        desk, item = self.desk, self.item

        async def work() -> None:
            if await desk.act(c.VerifyStep(step=item.id), item.id):
                desk.show("run", item.id)

        self.close()
        desk.host.start(work)

    def action_settle(self, outcome: str) -> None:
        """Say it, and how one knows."""
        desk, item = self.desk, self.item
        word: Any = outcome

        def send(values: Values) -> None:
            desk.do(c.SettleStep(step=item.id, outcome=word, reason=values["reason"]), item.id)

        self.close()
        desk.open(
            Dialog(
                f"It {outcome}: {item.title}",
                ["this is recorded as your word on the attempt that was lost"],
                (Field(name="reason", label="how you know", refuse=at_least(LEAST_REASON)),),
                hint="enter records it · esc cancel",
                width=WIDTH,
                answered=send,
                id="settle-step",
            )
        )

    def action_again(self) -> None:
        """Run it again, knowingly."""
        self.close()
        self.desk.open(_reading(self.desk, self.item))
