"""The events as a list: those that are looked for, and a row that leads to older ones."""

from textual.strip import Strip

from golive_tui.launch.events import Event
from golive_tui.text import plural
from golive_tui.tui.desk import Desk
from golive_tui.tui.frame.event_rows import event_row
from golive_tui.tui.ground.content import cell, strip
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.views.event_log import EventLog
from golive_tui.tui.views.event_search import sought


class EventList(LineList):
    """The events that are looked for; above the oldest one a row that leads to older ones."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self._strip, empty="nothing like that", id="events")
        self.desk = desk
        self.held = EventLog()
        self.search = ""
        self.shown: list[Event] = []
        self.loading = False

    @property
    def head(self) -> int:
        """1 while there are older events to ask for, else 0."""
        return 1 if self.held.first > 1 else 0

    @property
    def chosen(self) -> Event | None:
        """The event under the cursor."""
        index = self.cursor - self.head
        return self.shown[index] if 0 <= index < len(self.shown) else None

    def renew(self, *, follow: bool = False) -> None:
        """Choose what is shown anew; the cursor stays on its event, or goes to the last one."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        at = self.chosen
        holds = sought(self.search, mirror.checklist)
        self.shown = [event for event in self.held.events if holds(event)]
        count = len(self.shown) + self.head
        if follow:
            self.set_rows(count, count - 1)
        else:
            self.set_rows(count, self._index_of(at.seq) if at is not None else None)

    def go_to(self, seq: int) -> None:
        """Put the cursor on that event, or on the next one that is shown."""
        self.move_to(self._index_of(seq))

    def _index_of(self, seq: int) -> int:
        later = (i for i, event in enumerate(self.shown) if event.seq >= seq)
        return next(later, len(self.shown) - 1) + self.head

    def _strip(self, index: int, width: int) -> Strip:
        mirror = self.desk.mirror
        if mirror is None:
            return Strip([])
        if index < self.head:
            older = self.held.first - 1
            said = (
                "reading…" if self.loading else f"{plural(older, 'older event')}: enter reads them"
            )
            return strip([cell("↑", 1, "muted"), cell(said, None, "muted")], width, self.roles)
        row = event_row(self.shown[index - self.head], mirror.checklist, self.desk.now)
        return strip(row, width, self.roles)
