"""The timer: the three phases as ribbons, every round as a row, and one round in detail.

The round that is open is worked through in a box of its own (`dialogs/round.py`): enter opens it.
"""

from datetime import datetime
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from golive_tui.errors import GoliveError
from golive_tui.launch.codec import event_from_plain
from golive_tui.launch.events import RoundDigested
from golive_tui.launch.figures import Digest
from golive_tui.launch.rounds import open_round_of
from golive_tui.tui.dash.panel import Panel
from golive_tui.tui.dash.timer import TimerFace
from golive_tui.tui.dash.timer_rows import heading
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.views.detail_beside import DetailBeside
from golive_tui.tui.views.relabel import relabel
from golive_tui.tui.views.round_detail import round_page
from golive_tui.tui.views.round_list import RoundList
from golive_tui.tui.views.round_rows import RoundLine
from golive_tui.tui.views.rows import Row
from golive_tui.tui.views.sheet import Sheet
from golive_tui.wire.messages import ReadEvents

_EVENTS_OF_A_ROUND: Final = 100


class TimerView(DetailBeside):
    """Face, rounds, one round."""

    HELP = "Timer"
    BESIDE = 150
    DEFAULT_CSS = """
    TimerView #timer-face-panel { height: auto; }
    TimerView #timer-columns { height: 1fr; width: 1fr; }
    TimerView #round-page { display: none; }
    TimerView.-detail #round-list { display: none; }
    TimerView.-detail #round-page { display: block; }
    TimerView.-beside #round-list { display: block; width: 1fr; margin: 0 1 0 0; }
    TimerView.-beside #round-page { display: block; width: 1fr; }
    """

    def __init__(self, desk: Desk) -> None:
        self.rounds = RoundList(desk)
        super().__init__(desk, self.rounds, Sheet(self._page), id="timer-view")
        self.face_panel = Panel("Timer", id="timer-face-panel")
        self.face = TimerFace(desk)
        self.list_panel = Panel("Rounds", id="round-list")
        self.page_panel = Panel("Round", id="round-page")
        self._shown: RoundLine | None = None
        self._digests: dict[str, dict[str, Digest]] = {}

    def compose(self) -> ComposeResult:
        """The face above, rounds and page side by side."""
        with self.face_panel:
            yield self.face_panel.heading
            yield self.face
        with Horizontal(id="timer-columns"):
            with self.list_panel:
                yield self.list_panel.heading
                yield self.rounds
            with self.page_panel:
                yield self.page_panel.heading
                yield self.sheet

    @property
    def crumbs(self) -> str:
        """The round."""
        line = self.rounds.chosen
        return f"{line.phase.title} › round {line.number}" if line else ""

    @property
    def subject(self) -> str:
        """The round's id."""
        line = self.rounds.chosen
        return line.id if line else ""

    def changed(self, changes: Changes) -> None:
        """All three."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        self.face.look()
        if changes.everything or changes.rounds or changes.engine:
            self.rounds.changed(changes)
            self.look()
        self.label()

    def tick(self, now: datetime) -> None:
        """T+, and the wait for the next round."""
        self.face.look()
        self.rounds.tick()

    def at(self, subject: str) -> None:
        """Go to a round."""
        if subject:
            self.rounds.go_to(subject)

    @on(LineList.Chosen, "#rounds")
    def opened(self, event: LineList.Chosen) -> None:
        """Enter: the open round's box, another one's page."""
        event.stop()
        line, mirror = self.rounds.chosen, self.desk.mirror
        if line is None or mirror is None:
            return
        if line.id == open_round_of(mirror.state)[0]:
            self._answer()
            return
        self.add_class("-detail")
        self._show(line)
        self.focus_first()
        relabel(self)

    @on(LineList.Moved, "#rounds")
    def moved(self, event: LineList.Moved) -> None:
        """Beside the list, the page follows the cursor."""
        event.stop()
        if self.has_class("-beside"):
            self._show(self.rounds.chosen)
        self.label()

    def _answer(self) -> None:
        """The box of the open round."""
        from golive_tui.tui.dialogs.round import round_dialog

        if (box := round_dialog(self.desk)) is not None:
            self.desk.open(box)

    def label(self) -> None:
        """Where the launch is, what lies below, whose page it is."""
        mirror = self.desk.mirror
        if mirror is not None:
            self.face_panel.heading.show(heading(mirror, self.desk.now))
            below = f"{self.rounds.below} below" if self.rounds.below else ""
            self.list_panel.heading.show(below)
            line = self._shown
            page = f"{line.phase.title}" if line else "Round"
            note = "" if self.has_class("-beside") else "esc goes back"
            self.page_panel.heading.show(note, title=page)
        relabel(self)

    def _show(self, line: RoundLine | None) -> None:
        if line is not None and line != self._shown:
            self._shown = line
            self.look(from_top=True)
            self._fetch(line)

    def look(self, *, from_top: bool = False) -> None:
        """The round's page, as it is now."""
        if self.has_class("-beside") and self._shown is None:
            self._show(self.rounds.chosen)
        self.sheet.look(from_top=from_top)

    def _page(self, width: int) -> list[Row]:
        mirror, line = self.desk.mirror, self._shown
        if mirror is None or line is None:
            return []
        each = mirror.state.rounds.get(line.id)
        digests = (each.digests if each else None) or self._digests.get(line.id, {})
        return round_page(line, mirror, digests, self.desk.now, width)

    def _fetch(self, line: RoundLine) -> None:
        """The digests of older rounds are in the journal only."""
        mirror = self.desk.mirror
        each = mirror.state.rounds.get(line.id) if mirror else None
        if each is None or each.digests or line.id in self._digests:
            return

        async def work() -> None:
            request = ReadEvents(round=line.id, count=_EVENTS_OF_A_ROUND)
            try:
                answer = await self.desk.ask(request)
            except GoliveError as error:
                self.desk.notice(error.message, "warn")
                return
            for plain in answer["events"]:
                fact = event_from_plain(plain).fact
                if isinstance(fact, RoundDigested):
                    self._digests[line.id] = dict(fact.digests)
            self.look()

        self.desk.host.start(work)
