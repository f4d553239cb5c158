"""The timer panel: phase, round, wait, ribbons; before go-live what stands in the way."""

from datetime import datetime

from textual.app import ComposeResult
from textual.strip import Strip

from golive_tui.tui.dash.panel import Panel
from golive_tui.tui.dash.timer_rows import ROWS, Row, heading, timer_rows
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.ground.content import strip
from golive_tui.tui.ground.rows import Rows


class TimerFace(Rows):
    """The rows under the heading."""

    DEFAULT_CSS = f"""
    TimerFace {{ height: {ROWS}; width: 1fr; padding: 0 0 0 1; }}
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="timer-face")
        self.desk = desk
        self._rows: list[Row] = []

    def look(self) -> None:
        """Look at the launch again."""
        if self.desk.mirror is not None:
            self._rows = timer_rows(self.desk.mirror, self.desk.now, self.content_size.width)
            self.sync()

    def on_resize(self) -> None:
        """The ribbons fit the width."""
        self.look()

    def build(self, y: int, width: int) -> Strip:
        """One row."""
        if y >= len(self._rows):
            return Strip([])
        cells, gap = self._rows[y]
        return strip(cells, width, self.roles, gap)


class TimerPanel(Panel):
    """Heading and face."""

    DEFAULT_CSS = f"""
    TimerPanel {{ height: {ROWS + 1}; }}
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__("Timer", id="timer-panel")
        self.desk = desk
        self.face = TimerFace(desk)

    def compose(self) -> ComposeResult:
        """Two widgets."""
        yield self.heading
        yield self.face

    def changed(self, changes: Changes) -> None:
        """Rounds, items and probes all stand on it."""
        if self.desk.mirror is not None:
            self.heading.show(heading(self.desk.mirror, self.desk.now))
            self.face.look()

    def tick(self, now: datetime) -> None:
        """T+ and the wait."""
        self.face.look()
