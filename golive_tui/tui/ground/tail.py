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
        self._pushed = 0  # lines since the beginning
        self._shown = 0  # how many of them had come when the tail was painted last
        self._passed = 0  # how many of those were never on the screen

    @property
    def lines(self) -> tuple[Strip, ...]:
        """What is held, oldest first."""
        return tuple(self._ring)

    def push(self, lines: Iterable[Strip]) -> None:
        """Take new lines; they are painted now, or with those that follow within the pause."""
        for line in lines:
            self._ring.append(line)
            self._pushed += 1
        if not self._resting:
            self._paint()

    def clear(self) -> None:
        """Forget every line."""
        self._ring.clear()
        self._pushed = self._shown = self._passed = 0
        self.sync()

    def build(self, y: int, width: int) -> Strip:
        """Row `y`: a line, or in the first row how many lines nobody saw."""
        height = self.content_size.height
        if y == 0 and self._passed:
            return strip([cell(f"… {self._passed:,} lines", None, "muted")], width, self.roles)
        number = max(0, self._shown - height) + y
        index = number - (self._pushed - len(self._ring))
        return self._ring[index] if number < self._shown and index >= 0 else Strip([])

    def _paint(self) -> None:
        height = self.content_size.height
        new = self._pushed - self._shown
        self._passed = new - height + 1 if new > height > 1 else 0
        self._shown = self._pushed
        self.sync()
        if self.is_attached:
            self._resting = True
            self.set_timer(self._pause, self._rested)

    def _rested(self) -> None:
        self._resting = False
        if self._pushed > self._shown:
            self._paint()
