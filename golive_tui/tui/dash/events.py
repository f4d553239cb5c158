"""The newest events at the foot: as many as there are rows, the newest last."""

from textual.app import ComposeResult
from textual.strip import Strip

from golive_tui.text import plural
from golive_tui.tui.dash.panel import Panel
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.frame.event_rows import event_row
from golive_tui.tui.ground.content import strip
from golive_tui.tui.ground.rows import Rows


class EventRows(Rows):
    """The mirror's newest events; it keeps none of its own."""

    DEFAULT_CSS = """
    EventRows { height: 1fr; width: 1fr; padding: 0 0 0 1; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="event-rows")
        self.desk = desk

    def build(self, y: int, width: int) -> Strip:
        """Row `y` of the newest."""
        mirror = self.desk.mirror
        if mirror is None:
            return Strip([])
        height = self.content_size.height
        first = max(len(mirror.events) - height, 0)
        if first + y >= len(mirror.events):
            return Strip([])
        event = mirror.events[first + y]
        return strip(event_row(event, mirror.checklist, self.desk.now), width, self.roles)


class EventPanel(Panel):
    """Heading and rows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Events", id="event-panel")
        self.desk = desk
        self.rows = EventRows(desk)

    def compose(self) -> ComposeResult:
        """Two widgets."""
        yield self.heading
        yield self.rows

    def changed(self, changes: Changes) -> None:
        """A new event moves all rows up."""
        if self.desk.mirror is not None and (changes.events or changes.everything):
            self.heading.show(f"{plural(self.desk.mirror.state.seq, 'event')} · 5 shows all")
            self.rows.sync()
