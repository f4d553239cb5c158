"""The rounds as a list: it opens at the one that is open, or at the next."""

from datetime import datetime

from textual.strip import Strip

from golive_tui.launch.rounds import timer
from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.ground.content import strip
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.views.round_rows import RoundLine, coming, round_lines, round_row


class RoundList(LineList):
    """Phases and their rounds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(self._strip, empty="this checklist has no watch", id="rounds")
        self.desk = desk
        self.lines: list[RoundLine] = []
        self._next_at: datetime | None = None

    @property
    def chosen(self) -> RoundLine | None:
        """The row under the cursor, if it is a round."""
        line = self.lines[self.cursor] if self.cursor < len(self.lines) else None
        return line if line is not None and line.number else None

    def changed(self, changes: Changes) -> None:
        """Paint rounds that changed; at first and after T0 all, with the cursor on the next one."""
        mirror = self.desk.mirror
        if mirror is None:
            return
        self._next_at = coming(mirror, self.desk.now)
        lines = round_lines(mirror)
        if lines != self.lines:
            self.lines = lines
            self.set_rows(len(lines), self._current())
        else:
            self.sync()

    def tick(self) -> None:
        """The wait for the next round."""
        due = (i for i, each in enumerate(self.lines) if each.due_at == self._next_at)
        if self._next_at is not None and (index := next(due, None)) is not None:
            self.row_changed(index)

    def go_to(self, round_id: str) -> None:
        """Put the cursor on a round."""
        index = next((i for i, each in enumerate(self.lines) if each.id == round_id), None)
        if index is not None:
            self.move_to(index)

    def _current(self) -> int:
        """The round that is open, or the next one."""
        mirror = self.desk.mirror
        if mirror is None:
            return 0
        timing = timer(mirror.checklist.watch, mirror.state, self.desk.now)
        wanted = f"{timing.phase.id}/{timing.round}" if timing.phase else ""
        return next((i for i, each in enumerate(self.lines) if each.id == wanted), 1)

    def _strip(self, index: int, width: int) -> Strip:
        mirror = self.desk.mirror
        if mirror is None:
            return Strip([])
        row = round_row(self.lines[index], mirror, self.desk.now, width, self._next_at)
        return strip(row, width, self.roles)
