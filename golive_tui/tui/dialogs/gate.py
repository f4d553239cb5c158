"""The polls: every gate with its stations, who said what, how long it is good; and the votes.

Rows are looked at anew each second, since a vote grows old and is void when what it rests on
changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.strip import Strip

from golive_tui.checklist.model import Gate
from golive_tui.client.mirror import Mirror
from golive_tui.launch import commands as c
from golive_tui.launch.gates import GateWord, Poll, Station, VoteWord, poll
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.dialogs.item import LEAST_REASON, WIDTH
from golive_tui.tui.dialogs.list_box import ListBox
from golive_tui.tui.frame.words import coarse
from golive_tui.tui.ground.content import Cell, cell, strip
from golive_tui.tui.ground.dialog import Dialog, Field, at_least
from golive_tui.tui.ground.glyphs import Role

_HINT: Final = "space go · X no-go · x exception · o override · s resolve · esc close"
_SIGNS: Final[Mapping[VoteWord, tuple[str, Role]]] = {
    "go": ("✓", "ok"),
    "no-go": ("✗", "bad"),
    "exception": ("✓", "warn"),
    "absent": ("○", "muted"),
    "expired": ("◇", "warn"),
    "void": ("◇", "warn"),
}
_GATES: Final[Mapping[GateWord, tuple[str, Role]]] = {
    "go": ("● GO", "ok"),
    "open": ("◐ OPEN", "warn"),
    "no-go": ("✗ NO-GO", "bad"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRow:
    """A gate, or (with a station) one of its stations."""

    gate: Gate
    station: str = ""


def gate_box(desk: Desk) -> "GateBox | None":
    """The polls; a notice where the checklist has none."""
    mirror = desk.mirror
    if mirror is None:
        return None
    if not mirror.checklist.gates:
        desk.notice("the checklist has no gates: nothing waits for a poll", "muted")
        return None
    return GateBox(desk, mirror)


def gate_rows(mirror: Mirror) -> list[GateRow]:
    """Gates in the document's order, each with its stations under it."""
    return [
        row
        for gate in mirror.checklist.gates
        for row in (
            GateRow(gate=gate),
            *(GateRow(gate=gate, station=name) for name in gate.stations),
        )
    ]


class GateBox(ListBox):
    """A row a gate, a row a station."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "vote('go')", "go", id="gate.go"),
        Binding("X", "vote('no-go')", "no-go", id="gate.no_go"),
        Binding("x", "vote('exception')", "exception", id="gate.exception"),
        Binding("o", "override", "override", id="gate.override"),
        Binding("s", "resolve", "resolve", id="gate.resolve"),
    ]

    def __init__(self, desk: Desk, mirror: Mirror) -> None:
        self.desk = desk
        self.lines = gate_rows(mirror)
        super().__init__("Go / no-go", self._strip, hint=_HINT, width=96, id="gates")
        first = next((i for i, row in enumerate(self.lines) if self._wants(row)), 0)
        self.rows.set_rows(len(self.lines), first)
        self._unsubscribe = desk.subscribe(self)

    def on_unmount(self) -> None:
        """Nothing more to hear."""
        self._unsubscribe()

    def changed(self, changes: Changes) -> None:
        """A vote came in, or what votes rest on changed."""
        mirror = self.desk.mirror
        if changes.everything and mirror is not None:
            self.lines = gate_rows(mirror)
            self.rows.set_rows(len(self.lines))
        self.rows.sync()

    def tick(self, now: object) -> None:
        """Votes grow old."""
        self.rows.sync()

    def _wants(self, row: GateRow) -> bool:
        """Whether a station has no vote that holds."""
        found = self._poll(row.gate)
        stations = found.stations if found else ()
        return any(
            each.name == row.station and each.word not in ("go", "exception") for each in stations
        )

    def _go_on(self) -> None:
        """To the next station that wants a vote."""
        here = self.rows.cursor
        later = (i for i in range(here + 1, len(self.lines)) if self._wants(self.lines[i]))
        self.rows.move_to(next(later, here))

    def _poll(self, gate: Gate) -> Poll | None:
        mirror = self.desk.mirror
        return poll(mirror.checklist, mirror.state, gate, self.desk.now) if mirror else None

    @property
    def chosen(self) -> GateRow | None:
        """The row under the cursor."""
        return self.lines[self.rows.cursor] if self.lines else None

    def action_vote(self, vote: str) -> None:
        """The station's answer."""
        row = self.chosen
        if row is None or not self._may(c.VoteGate):
            return
        if not row.station:
            self.say("go to a station: it is the stations that vote", refused=True)
            return
        word: Any = vote
        reasoned = vote != "go"
        refuse = at_least(LEAST_REASON) if reasoned else None
        gate, station = row.gate, row.station

        def send(values: Mapping[str, str]) -> None:
            request = c.VoteGate(gate=gate.id, station=station, vote=word, name=values["name"],
                                 reason=values["reason"])  # fmt: skip
            self.desk.do(request, f"{gate.id} {station}")
            self._go_on()

        me = self.desk.me.user if self.desk.me else ""
        self._ask(
            f"{station} says {vote.upper()}: {gate.title}",
            [f"good for {coarse(gate.valid_for)}, and while nothing it rests on changes"],
            (
                Field(name="name", label="who speaks", value=me, refuse=at_least(1)),
                Field(name="reason", label="reason", refuse=refuse),
            ),
            f"enter records {vote} · esc cancel",
            send,
        )

    def action_override(self) -> None:
        """Go on against the gate."""
        row = self.chosen
        if row is None or not self._may(c.OverrideGate):
            return
        gate = row.gate
        self._ask(
            f"Override: {gate.title}",
            ["work behind it may go on; a banner stays until it is answered for"],
            (Field(name="reason", label="reason", refuse=at_least(LEAST_REASON)),),
            "enter overrides the gate · esc cancel",
            lambda values: self.desk.do(c.OverrideGate(gate=gate.id, reason=values["reason"])),
        )

    def action_resolve(self) -> None:
        """Answer for an override."""
        row, mirror = self.chosen, self.desk.mirror
        if row is None or mirror is None or not self._may(c.ResolveGate):
            return
        gate = row.gate
        stands = mirror.state.gate(gate.id)
        if not stands.overridden:
            self.say(f"{gate.title} is not overridden", refused=True)
            return
        self._ask(
            f"Resolve the override: {gate.title}",
            [f"overridden by {stands.overridden_by}: {stands.reason}"],
            (Field(name="note", label="how", refuse=at_least(LEAST_REASON)),),
            "enter resolves it · esc cancel",
            lambda values: self.desk.do(c.ResolveGate(gate=gate.id, note=values["note"])),
        )

    def _may(self, request: type[c.Command]) -> bool:
        sentence = self.desk.refusal(request)
        self.say(sentence, refused=bool(sentence))
        return not sentence

    def _ask(
        self,
        title: str,
        body: list[str],
        fields: tuple[Field, ...],
        hint: str,
        send: Callable[[Mapping[str, str]], None],
    ) -> None:
        self.desk.open(Dialog(title, body, fields, hint=hint, width=WIDTH, answered=send,
                              id="gate-dialog"))  # fmt: skip

    def _strip(self, index: int, width: int) -> Strip:
        row = self.lines[index]
        found = self._poll(row.gate)
        if found is None:
            return Strip([])
        if not row.station:
            return strip(gate_cells(found), width, self.rows.roles)
        station = next(each for each in found.stations if each.name == row.station)
        waits = self.desk.is_pending(f"{row.gate.id} {row.station}")
        return strip(station_cells(station, self.desk.now, waits=waits), width, self.rows.roles)


def gate_cells(found: Poll) -> list[Cell]:
    """`◐ OPEN  Go/no-go for production   before deployment`."""
    word, role = _GATES[found.word]
    before = f"before {found.gate.before}" if found.gate.before else "before going live"
    over = cell("OVERRIDDEN", 0, "bad", bold=True, inverse=True) if found.overridden else cell("")
    return [cell(word, 8, role, bold=True), cell(found.gate.title, None, bold=True), over,
            cell(before, 0, "muted")]  # fmt: skip


def station_cells(station: Station, now: datetime, *, waits: bool) -> list[Cell]:
    """`✓ go  security  lee, 4 min ago, good for 26 min`."""
    sign, role = _SIGNS[station.word]
    mark = [cell("", 1), cell("…" if waits else sign, 1, role), cell(station.word, 9, role),
            cell(station.name, 16)]  # fmt: skip
    vote = station.vote
    if vote is None:
        return [*mark, cell("no vote yet", None, "muted")]
    age = coarse((now - vote.at).total_seconds())
    parts = [f"{vote.name} (as {vote.by}), {age} ago"]
    if station.word in ("go", "exception"):
        left = (vote.expires_at - now).total_seconds()
        parts.append(f"good for {coarse(left)}")
    elif station.word == "expired":
        parts.insert(0, f"said {vote.vote}, too old")
    elif station.word == "void":
        parts.insert(0, f"said {vote.vote}, its ground has changed")
    said = " · ".join(parts)
    return [*mark, cell(f"{said}: {vote.reason}" if vote.reason else said, None, "muted")]
