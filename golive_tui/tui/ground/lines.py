"""A list with a cursor: the checklist tree, the probe table, events and contacts are all one.

It scrolls by itself (no ScrollView): a changed number of rows needs no layout, and there is no
scrollbar to paint. What lies out of view is told by `above` and `below`, for the panel's title.
"""

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import clamp
from textual.message import Message
from textual.strip import Strip

from golive_tui.tui.ground.content import cell, strip
from golive_tui.tui.ground.glyphs import CURSOR
from golive_tui.tui.ground.keys import Action, bindings
from golive_tui.tui.ground.moving import Moving

RowSource = Callable[[int, int], Strip]
"""(index, width in cells) -> the row; called for visible rows only, so it may be computed anew."""

_CONTEXT = 1  # rows that stay in view above and below the cursor

LIST_KEYS: tuple[Action, ...] = tuple(
    Action(id=f"list.{name}", keys=keys, action=name, label="", help=help_, group="Lists",
           scope="list")
    for name, keys, help_ in (
        ("down", ("j", "down"), "One row down."),
        ("up", ("k", "up"), "One row up."),
        ("half_down", ("ctrl+d",), "Half a page down."),
        ("half_up", ("ctrl+u",), "Half a page up."),
        ("page_down", ("pagedown",), "A page down."),
        ("page_up", ("pageup",), "A page up."),
        ("first", ("g", "home"), "The first row."),
        ("last", ("end",), "The last row."),  # `G` goes live
        ("choose", ("enter",), "Open the row."),
    )
)  # fmt: skip


def scrolled(top: int, cursor: int, count: int, height: int) -> int:
    """The first row to show so that the cursor and its neighbours are seen; moves if it must."""
    context = max(0, min(_CONTEXT, (height - 1) // 2))
    seen = clamp(top, cursor - height + 1 + context, cursor - context)
    return clamp(seen, 0, max(0, count - height))


class _About(Message):
    """What a list tells: itself, and the index of a row."""

    def __init__(self, line_list: "LineList", index: int) -> None:
        super().__init__()
        self.line_list = line_list
        self.index = index

    @property
    def control(self) -> "LineList":
        """The list, so that `@on(LineList.Moved, "#tree")` works."""
        return self.line_list


class LineList(Moving, can_focus=True):
    """Rows from a source, one of them under the cursor."""

    DEFAULT_CSS = """
    LineList { height: 1fr; width: 1fr; }
    LineList > .line-list--cursor { text-style: bold; }
    LineList:focus > .line-list--cursor { background: $cursor; text-style: $cursor-style; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST_KEYS)]

    class Moved(_About):
        """The cursor stands on another row."""

    class Chosen(_About):
        """A row was opened: enter, or a second click."""

    def __init__(
        self,
        source: RowSource,
        count: int = 0,
        *,
        empty: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._source = source
        self._count = count
        self._empty = empty
        self._cursor = 0
        self._top = 0

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def cursor(self) -> int:
        """The index of the chosen row; 0 in an empty list."""
        return self._cursor

    @property
    def place(self) -> int:
        """The cursor."""
        return self._cursor

    @property
    def above(self) -> int:
        """How many rows are scrolled out at the top."""
        return self._top

    @property
    def below(self) -> int:
        """How many rows are scrolled out at the bottom."""
        return max(0, self._count - self._top - self.content_size.height)

    def set_rows(self, count: int, cursor: int | None = None) -> None:
        """There are `count` rows now, and the cursor is on `cursor` (None: where it was)."""
        self._count = max(0, count)
        self.move_to(self._cursor if cursor is None else cursor)

    def row_changed(self, index: int) -> None:
        """Row `index` may look different now; nothing is painted if it does not, or is not seen."""
        if 0 <= index - self._top < self.content_size.height:
            self.sync_row(index - self._top)

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, and bring that into view."""
        before = self._cursor
        self._cursor = clamp(index, 0, max(0, self._count - 1))
        self._scroll_to_cursor()
        if self._cursor != before:
            self.post_message(self.Moved(self, self._cursor))
        self.sync()

    def build(self, y: int, width: int) -> Strip:
        """Row `y` of the screen: the mark's column, then the source's row."""
        index = self._top + y
        if index >= self._count:
            note = self._empty if y == 0 and not self._count else ""
            return strip([cell(note, None, "muted")], width, self.roles)
        row = self._source(index, width - 1)
        chosen = index == self._cursor
        marked = Strip([Segment(CURSOR if chosen else " "), *row], row.cell_length + 1)
        if not chosen:
            return marked
        look = self.get_component_rich_style("line-list--cursor", partial=True)
        return marked.adjust_cell_length(width).apply_style(look)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in view: the frame of the new size may be painted already."""
        self._scroll_to_cursor()
        self.sync()

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a second one opens."""
        offset = event.get_content_offset(self)
        if offset is None or self._top + offset.y >= self._count:
            return
        self.move_to(self._top + offset.y)
        if event.chain > 1:
            self.action_choose()

    def action_choose(self) -> None:
        """Open the row under the cursor."""
        if self._count:
            self.post_message(self.Chosen(self, self._cursor))

    def _scroll_to_cursor(self) -> None:
        height = self.content_size.height
        if height > 0:  # else it has no place yet, and begins at its top
            self._top = scrolled(self._top, self._cursor, self._count, height)
