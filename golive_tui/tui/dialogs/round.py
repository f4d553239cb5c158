"""The round that is due: its questions, what the probes answered, and the keys to answer the rest.

Every answer is sent by itself and shown when its event is back; enter completes the round when
nothing is open any more.
"""

from collections.abc import Mapping
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.strip import Strip

from golive_tui.checklist.model import Phase, RoundItem
from golive_tui.launch import commands as c
from golive_tui.launch.events import Answer, RoundAnswer
from golive_tui.launch.rounds import open_round_of
from golive_tui.launch.sentences import round_name
from golive_tui.launch.state import RoundState
from golive_tui.text import plural
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.dialogs.item import LEAST_REASON
from golive_tui.tui.dialogs.list_box import ListBox
from golive_tui.tui.frame.words import when
from golive_tui.tui.ground.content import Cell, cell, strip
from golive_tui.tui.ground.dialog import Dialog, Field, at_least
from golive_tui.tui.ground.glyphs import GLYPHS
from golive_tui.tui.ground.lines import LineList

_HINT: Final = "space pass · X fail · x skip · enter complete · esc close"
_MARKS: Final[Mapping[Answer, str]] = {"passed": "done", "failed": "fail", "skipped": "skip"}


def round_dialog(desk: Desk) -> "RoundBox | None":
    """The box for the open round; None, and why, when there is none."""
    mirror = desk.mirror
    if mirror is None or not desk.may(c.AnswerRound):
        return None
    open_id, each = open_round_of(mirror.state)
    phase = mirror.checklist.phase(each.phase) if each else None
    if open_id is None or each is None or phase is None:
        desk.notice("no round is due", "muted")
        return None
    return RoundBox(desk, open_id, each, phase)


class RoundBox(ListBox):
    """One question a row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "answer_passed", "pass", id="round.pass"),
        Binding("X", "answer_failed", "fail", id="round.fail"),
        Binding("x", "answer_skipped", "skip", id="round.skip"),
    ]

    def __init__(self, desk: Desk, round_id: str, each: RoundState, phase: Phase) -> None:
        name = round_name(round_id, desk.mirror.checklist) if desk.mirror else round_id
        super().__init__(
            name[:1].upper() + name[1:],
            self._strip,
            body=_body(each, desk),
            hint=_HINT,
            width=84,
            id="round",
        )
        self.desk = desk
        self.round_id = round_id
        self.phase = phase
        first = next((i for i, item in enumerate(phase.items) if item.id not in each.answers), 0)
        self.rows.set_rows(len(phase.items), first)
        self._unsubscribe = desk.subscribe(self)

    def on_unmount(self) -> None:
        """Nothing more to hear."""
        self._unsubscribe()

    @property
    def now(self) -> RoundState | None:
        """The round as it is."""
        return self.desk.mirror.state.rounds.get(self.round_id) if self.desk.mirror else None

    @property
    def left(self) -> list[RoundItem]:
        """The questions without an answer."""
        answered = self.now.answers if self.now else {}
        return [item for item in self.phase.items if item.id not in answered]

    def changed(self, changes: Changes) -> None:
        """An answer came back, or somebody else completed it, or it was missed."""
        if self.now is None or self.now.status in ("completed", "missed"):
            if self.now is not None:
                self.desk.notice(f"the round is {self.now.status}", "text")
            self.close()
            return
        self.rewrite(_body(self.now, self.desk))
        self.rows.sync()

    def tick(self, now: object) -> None:
        """Nothing ticks here."""

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Enter completes."""
        event.stop()
        left = self.left
        if left:
            self.say(f"{plural(len(left), 'question')} still open", refused=True)
            self.rows.move_to(self.phase.items.index(left[0]))
            return
        self.desk.do(c.CompleteRound(round=self.round_id), self.round_id)

    def action_answer_passed(self) -> None:
        """Pass the question."""
        self._send(self.phase.items[self.rows.cursor], "passed", "")

    def action_answer_failed(self) -> None:
        """Fail it; asks what is wrong."""
        self._ask("failed", "what is wrong")

    def action_answer_skipped(self) -> None:
        """Skip it; asks for the reason."""
        self._ask("skipped", "reason")

    def _ask(self, status: Answer, label: str) -> None:
        item = self.phase.items[self.rows.cursor]  # the mouse may move the cursor meanwhile
        self.desk.open(
            Dialog(
                item.title,
                fields=(Field(name="note", label=label, refuse=at_least(LEAST_REASON)),),
                hint=f"enter answers: {status} · esc cancel",
                answered=lambda values: self._send(item, status, values["note"]),
            )
        )

    def _send(self, item: RoundItem, status: Answer, note: str) -> None:
        self.say()
        self.desk.do(
            c.AnswerRound(round=self.round_id, item=item.id, status=status, note=note), item.id
        )
        after = self.phase.items[self.phase.items.index(item) + 1 :]
        following = next((each for each in after if each in self.left), None)
        if following is not None:
            self.rows.move_to(self.phase.items.index(following))

    def _strip(self, index: int, width: int) -> Strip:
        item = self.phase.items[index]
        answer = self.now.answers.get(item.id) if self.now else None
        waits = self.desk.is_pending(item.id)
        return strip(_question(item, answer, waits=waits), width, self.rows.roles)


def _question(item: RoundItem, answer: RoundAnswer | None, *, waits: bool) -> list[Cell]:
    sign = GLYPHS[_MARKS[answer.status] if answer else "todo"]
    mark = cell("…" if waits else sign.unicode, 1, sign.role)
    word = cell(sign.word, 5, sign.role)
    title = cell(item.title, 34, "muted" if answer else "text")
    if answer is None:
        said = f"asks the probes {', '.join(item.probes)}" if item.probes else ""
        return [mark, word, title, cell(said, None, "muted")]
    note = f"{answer.by}: {answer.note}" if answer.note else answer.by
    return [mark, word, title, cell(note, None, "muted")]


def _body(each: RoundState, desk: Desk) -> list[str]:
    return [f"due since {when(each.due_at, desk.now)}", _digest(each), ""]


def _digest(each: RoundState) -> str:
    """What the probes saw since the round before."""
    if not each.digests:
        return "the probes' digest is not there yet"
    looks = sum(digest.n for digest in each.digests.values())
    failed = sum(digest.failed for digest in each.digests.values())
    blind = sum(digest.coverage < 0.8 for digest in each.digests.values())
    said = f"since the round before: {plural(looks, 'look')}, {failed} failed"
    return f"{said}, {plural(blind, 'probe')} hardly observed" if blind else said
