"""A page of rows that is read and scrolled, without a cursor: a probe's detail, an item's history.

`look()` makes the rows anew; only those that look different are painted.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import clamp
from textual.strip import Strip

from golive_tui.tui.ground.content import strip
from golive_tui.tui.ground.keys import bindings
from golive_tui.tui.ground.lines import LIST_KEYS
from golive_tui.tui.ground.moving import Moving
from golive_tui.tui.views.rows import Row, Tight

Maker = Callable[[int], Sequence[Row]]
"""(width in cells) -> all rows of the page."""


class Sheet(Moving, can_focus=True):
    """Rows from a maker, as many as fit, from the one scrolled to."""

    DEFAULT_CSS = """
    Sheet { height: 1fr; width: 1fr; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(each for each in LIST_KEYS if each.action != "choose")
    ]

    def __init__(self, make: Maker, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._make = make
        self._rows: Sequence[Row] = ()
        self._top = 0

    @property
    def count(self) -> int:
        """How many rows the page has."""
        return len(self._rows)

    @property
    def place(self) -> int:
        """The first row that is seen."""
        return self._top

    @property
    def above(self) -> int:
        """How many rows are scrolled out at the top."""
        return self._top

    @property
    def below(self) -> int:
        """How many rows are scrolled out at the bottom."""
        return max(0, len(self._rows) - self._top - self.content_size.height)

    def look(self, *, from_top: bool = False) -> None:
        """Make the rows anew; `from_top` when it is another page."""
        if not self.content_size.width:
            return
        self._rows = self._make(self.content_size.width)
        self.move_to(0 if from_top else self._top)

    def move_to(self, index: int) -> None:
        """Have that row be the first one that is seen, as far as there are rows enough."""
        self._top = clamp(index, 0, max(0, len(self._rows) - self.content_size.height))
        self.sync()

    def build(self, y: int, width: int) -> Strip:
        """Row `y` of the screen."""
        index = self._top + y
        row = self._rows[index] if index < len(self._rows) else ()
        gap = "" if isinstance(row, Tight) else " "
        return strip(row, width, self.roles, gap) if row else Strip([])

    def on_resize(self, event: events.Resize) -> None:
        """Rows are made for a width."""
        self.look()
