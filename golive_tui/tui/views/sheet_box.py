"""An overlay with a page of rows in it: an item, what happened meanwhile."""

from textual.app import ComposeResult
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from golive_tui.tui.desk import Changes, Desk
from golive_tui.tui.ground.content import literal
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.views.rows import Row
from golive_tui.tui.views.sheet import Sheet

_FRAME = 2
_AROUND = 2
"""Rows and columns that stay free around the box together."""
_WIDEST = 116


class SheetBox(Overlay):
    """Title, page, hint. A subclass makes the page; it is looked at again when things change."""

    DEFAULT_CSS = """
    SheetBox { padding: 0; }
    SheetBox Static { height: 1; color: $muted; padding: 0 1; }
    """

    def __init__(self, desk: Desk, title: str, hint: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.desk = desk
        self.border_title = literal(title)
        self.page = Sheet(self.page_rows)
        self._hint = hint
        self._unsubscribe = desk.subscribe(self)

    def page_rows(self, width: int) -> list[Row]:
        """The page."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Page and hint."""
        yield self.page
        yield Static(literal(self._hint))

    def wanted_size(self, room: Size) -> Size:
        """As high as the page, within the screen."""
        width = min(_WIDEST, room.width - _AROUND if room.width > 90 else room.width)
        rows = len(self.page_rows(max(width - 4, 1)))
        return Size(width, min(rows + 1 + _FRAME, room.height - _AROUND))

    def first_focus(self) -> Widget:
        """The page: its keys scroll."""
        return self.page

    def on_unmount(self) -> None:
        """Nothing more to hear."""
        self._unsubscribe()

    def changed(self, changes: Changes) -> None:
        """Look again."""
        self.page.look()

    def tick(self, now: object) -> None:
        """Nothing ticks here."""

    def resized(self) -> None:
        """The page has more rows than before, or fewer."""
        if self.is_attached and not self.closing:
            self._place(self.screen.size)
            self.page.look()

    def action_next(self) -> None:
        """Tab and down: the page has no fields, it scrolls."""
        self.page.action_down()

    def action_previous(self) -> None:
        """As `action_next`, upward."""
        self.page.action_up()
