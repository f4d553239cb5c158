"""The rollback triggers: how far each is from its trip, what may be done, and what comes by itself.

Each verb asks for its reason. Nothing here opens by itself: a trip is told on the strip.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.strip import Strip

from golive_tui.checklist.model import Trigger
from golive_tui.client.mirror import Mirror
from golive_tui.errors import UnitError
from golive_tui.launch import commands as c
from golive_tui.launch.moves import TriggerAct, trigger_after
from golive_tui.launch.trigger_commands import (
    AcknowledgeTrigger,
    DisarmTrigger,
    HoldTrigger,
    OverrideTrigger,
    ResetTrigger,
)
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.dialogs.item import LEAST_REASON, WIDTH
from golive_tui.tui.dialogs.list_box import ListBox
from golive_tui.tui.dialogs.trigger_lines import Line, line_cells, lines_of
from golive_tui.tui.frame.trips import trips
from golive_tui.tui.ground.content import strip
from golive_tui.tui.ground.dialog import Dialog, Field, at_least
from golive_tui.units import duration, show_duration

_HINT: Final = "a acknowledge · h hold · o override · x disarm · r reset · ctrl+r ROLL BACK"

Values = Mapping[str, str]
_WORDS: Final[Mapping[TriggerAct, str]] = {
    "acknowledge": "acknowledged",
    "hold": "held",
    "override": "overridden",
    "disarm": "disarmed",
}


def trigger_box(desk: Desk) -> "TriggerBox | None":
    """The triggers; a notice where the checklist has none."""
    mirror = desk.mirror
    if mirror is None:
        return None
    if not mirror.checklist.triggers:
        desk.notice("the checklist has no rollback triggers", "muted")
        return None
    return TriggerBox(desk, mirror)


class TriggerBox(ListBox):
    """A row a trigger, under it what became of it; then what happens if nobody does anything."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "acknowledge", "acknowledge", id="trigger.acknowledge"),
        Binding("h", "hold", "hold", id="trigger.hold"),
        Binding("o", "override", "override", id="trigger.override"),
        Binding("x", "disarm", "disarm", id="trigger.disarm"),
        Binding("r", "reset", "reset", id="trigger.reset"),
        Binding("ctrl+r", "roll_back", "roll back", priority=True, id="trigger.roll_back"),
    ]

    def __init__(self, desk: Desk, mirror: Mirror) -> None:
        self.desk = desk
        self.lines = lines_of(mirror, desk.now)
        super().__init__("Rollback triggers", self._strip, hint=_HINT, width=100, id="triggers")
        told = trips(mirror, desk.now)
        first = Line("gauge", told[0].trigger) if told else None
        self.rows.set_rows(len(self.lines), self.lines.index(first) if first in self.lines else 0)
        self._unsubscribe = desk.subscribe(self)

    def on_unmount(self) -> None:
        """Nothing more to hear."""
        self._unsubscribe()

    def changed(self, changes: Changes) -> None:
        """A trigger moved, or what it is measured by did."""
        self._look()

    def tick(self, now: object) -> None:
        """Countdowns, and how long a breach has lasted."""
        self._look()

    def _look(self) -> None:
        mirror = self.desk.mirror
        if mirror is None:
            return
        lines = lines_of(mirror, self.desk.now)
        if len(lines) != len(self.lines):
            at = self._chosen(mirror)
            self.lines = lines
            here = Line("gauge", at.id) if at else None
            self.rows.set_rows(len(lines), lines.index(here) if here in lines else 0)
            self._place(self.screen.size)
        self.lines = lines
        self.rows.sync()

    def _strip(self, index: int, width: int) -> Strip:
        mirror = self.desk.mirror
        if mirror is None or index >= len(self.lines):
            return Strip([])
        waits = self.desk.is_pending(self.lines[index].trigger)
        cells = line_cells(self.lines[index], mirror, self.desk.now, width, waits=waits)
        return strip(cells, width, self.rows.roles) if cells else Strip([])

    def _chosen(self, mirror: Mirror) -> Trigger | None:
        """The trigger of the row under the cursor."""
        name = self.lines[self.rows.cursor].trigger if self.rows.cursor < len(self.lines) else ""
        return mirror.checklist.triggers.get(name)

    # -- the verbs --------------------------------------------------------------------------------

    def _may(self, request: type[c.Command], act: TriggerAct) -> Trigger | None:
        """The trigger under the cursor, when that may be done to it now; says why not."""
        mirror = self.desk.mirror
        if sentence := self.desk.refusal(request):
            self.say(sentence, refused=True)
            return None
        trigger = self._chosen(mirror) if mirror else None
        if trigger is None or mirror is None:
            self.say("go to a trigger first", refused=True)
            return None
        status = mirror.state.trigger(trigger.id).status
        if trigger_after(status, act) is None:
            word = _WORDS.get(act, act)
            self.say(f"{trigger.id} is {status}: it cannot be {word} now", refused=True)
            return None
        self.say()
        return trigger

    def action_acknowledge(self) -> None:
        """Silence the bell."""
        trigger = self._may(AcknowledgeTrigger, "acknowledge")
        if trigger is None:
            return
        name = trigger.id
        self._ask(
            f"Acknowledge: {trigger.title}",
            ["silences the bell; a countdown goes on, and nothing is decided"],
            (Field(name="reason", label="note"),),
            "enter acknowledges · esc cancel",
            lambda values: self.desk.do(
                AcknowledgeTrigger(trigger=name, reason=values["reason"]), name
            ),
        )

    def action_hold(self) -> None:
        """Stop the countdown for a while."""
        trigger = self._may(HoldTrigger, "hold")
        if trigger is None:
            return
        held = [trigger, *self._counting_beside(trigger)]
        most = min(each.max_hold for each in held)
        body = [f"it does nothing until then, and asks again after {show_duration(most)} at most"]
        if beside := ", ".join(each.id for each in held[1:]):
            body.append(f"holds with it what counts down too: {beside}")
        self._ask(
            f"Hold: {trigger.title}",
            body,
            (_for(most), _reason()),
            "enter holds it · esc cancel",
            lambda values: self._hold(held, values),
        )

    def _counting_beside(self, trigger: Trigger) -> list[Trigger]:
        """The others that count down: any of them alone would start the rollback."""
        mirror = self.desk.mirror
        assert mirror is not None  # noqa: S101 - a trigger was chosen in it
        return [
            each
            for name, each in mirror.checklist.triggers.items()
            if name != trigger.id
            and mirror.state.trigger(name).acts_at is not None
            and trigger_after(mirror.state.trigger(name).status, "hold") is not None
        ]

    def _hold(self, held: list[Trigger], values: Values) -> None:
        for each in held:
            request = HoldTrigger(
                trigger=each.id, reason=values["reason"], seconds=_seconds(values)
            )
            self.desk.do(request, each.id)

    def action_override(self) -> None:
        """Go on despite the trip."""
        trigger = self._may(OverrideTrigger, "override")
        if trigger is None:
            return
        name = trigger.id
        second = Field(name="second", label="who agrees", refuse=at_least(1))
        self._ask(
            f"Go on despite: {trigger.title}",
            ["no rollback for this trip; the trigger is armed afresh and may trip again"],
            (_reason(), second) if trigger.four_eyes else (_reason(),),
            "enter goes on · esc cancel",
            lambda values: self.desk.do(
                OverrideTrigger(
                    trigger=name, reason=values["reason"], second=values.get("second", "")
                ),
                name,
            ),
        )

    def action_disarm(self) -> None:
        """Keep it from tripping."""
        trigger = self._may(DisarmTrigger, "disarm")
        if trigger is None:
            return
        name, most = trigger.id, show_duration(trigger.rearm)
        self._ask(
            f"DISARM: {trigger.title}",
            [
                f"it cannot trip until it is armed again, after {most} at the latest",
                "a red banner stays until then",
            ],
            (_for(trigger.rearm), _reason()),
            "enter disarms it · esc cancel",
            lambda values: self.desk.do(
                DisarmTrigger(trigger=name, reason=values["reason"], seconds=_seconds(values)),
                name,
            ),
        )  # fmt: skip

    def action_reset(self) -> None:
        """Be done with the trip."""
        trigger = self._may(ResetTrigger, "reset")
        if trigger is None:
            return
        name, well = trigger.id, show_duration(trigger.clear_for)
        self._ask(
            f"Reset: {trigger.title}",
            [f"be done with the trip; armed again once all has been well for {well}"],
            (Field(name="reason", label="note"),),
            "enter resets it · esc cancel",
            lambda values: self.desk.do(ResetTrigger(trigger=name, reason=values["reason"]), name),
        )

    def action_roll_back(self) -> None:
        """Roll back now: its own dialog, in the place of this one."""
        from golive_tui.tui.frame.modes import dialog

        overlay = dialog("rollback", self.desk)
        if overlay is not None:
            self.close()
            self.desk.open(overlay)

    def _ask(
        self,
        title: str,
        body: list[str],
        fields: tuple[Field, ...],
        hint: str,
        send: Callable[[Values], None],
    ) -> None:
        self.desk.open(Dialog(title, body, fields, hint=hint, width=WIDTH + 10, answered=send,
                              id="trigger-dialog"))  # fmt: skip


def _reason() -> Field:
    return Field(name="reason", label="reason", refuse=at_least(LEAST_REASON))


def _for(most: float) -> Field:
    return Field(name="for", label="for", placeholder=f"empty: {show_duration(most)}",
                 refuse=_duration)  # fmt: skip


def _duration(text: str) -> str:
    """Why a length is none; empty for a good one, and for none at all."""
    if not text.strip():
        return ""
    try:
        duration(text.strip())
    except UnitError as error:
        return f"{error.message}: {error.hint}"
    return ""


def _seconds(values: Values) -> float | None:
    return duration(values["for"]) if values["for"] else None
