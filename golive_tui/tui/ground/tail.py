"""The last lines of something that runs: a ring, painted a few times a second at most.

A command that prints 500 lines a second costs 103 kB/s when each line is painted, and nobody reads
them. Here lines are taken as they come and painted at most `rate` times a second; what passed in
between unseen is told by its number.
"""

from collections import deque
from collections.abc import Iterable

from textual.strip import Strip

from golive_tui.tui.ground.content import cell, strip
from golive_tui.tui.ground.rows import Rows


class Tail(Rows):
    """The newest lines at the bottom; `keep` of them are held for whoever shows the whole log."""

    DEFAULT_CSS = """
    Tail { height: 1fr; width: 1fr; }
    """

    def __init__(
        self,
        *,
        keep: int = 5000,
        rate: float = 4.0,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._ring: deque[Strip] = deque(maxlen=keep)
        self._pause = 1.0 / rate
        self._resting = False
        self._unseen = 0
        self._passed = 0

    @property
    def lines(self) -> tuple[Strip, ...]:
        """What is held, oldest first."""
        return tuple(self._ring)

    def push(self, lines: Iterable[Strip]) -> None:
        """Take new lines; they are painted now, or with those that follow within the pause."""
        added = list(lines)
        self._ring.extend(added)
        self._unseen += len(added)
        if not self._resting:
            self._paint()

    def clear(self) -> None:
        """Forget every line."""
        self._ring.clear()
        self._unseen = self._passed = 0
        self.sync()

    def build(self, y: int, width: int) -> Strip:
        """Row `y`: a line, or in the first row how many lines nobody saw."""
        height = self.content_size.height
        if y == 0 and self._passed:
            return strip([cell(f"… {self._passed:,} lines", None, "muted")], width, self.roles)
        index = len(self._ring) - height + y if len(self._ring) > height else y
        return self._ring[index] if index < len(self._ring) else Strip([])

    def _paint(self) -> None:
        height = self.content_size.height
        self._passed = self._unseen - height + 1 if self._unseen > height > 1 else 0
        self._unseen = 0
        self.sync()
        if self.is_attached:
            self._resting = True
            self.set_timer(self._pause, self._rested)

    def _rested(self) -> None:
        self._resting = False
        if self._unseen:
            self._paint()
