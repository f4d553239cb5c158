"""Rows with a place among them that keys and the wheel move: a cursor, or the first row seen."""

from textual import events

from golive_tui.tui.ground.rows import Rows

_WHEEL = 3


class Moving(Rows):
    """A subclass says how many rows there are and where the place is, and binds the keys."""

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def place(self) -> int:
        """The index of the row from which a key counts."""
        raise NotImplementedError

    def move_to(self, index: int) -> None:
        """Move to that row, or to the nearest that there is."""
        raise NotImplementedError

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel."""
        event.stop()
        self.move_to(self.place + _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel."""
        event.stop()
        self.move_to(self.place - _WHEEL)

    def action_down(self) -> None:
        """One row down."""
        self.move_to(self.place + 1)

    def action_up(self) -> None:
        """One row up."""
        self.move_to(self.place - 1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self.move_to(self.place + self._page // 2)

    def action_half_up(self) -> None:
        """Half a page up."""
        self.move_to(self.place - self._page // 2)

    def action_page_down(self) -> None:
        """A page down."""
        self.move_to(self.place + self._page)

    def action_page_up(self) -> None:
        """A page up."""
        self.move_to(self.place - self._page)

    def action_first(self) -> None:
        """The first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """The last row."""
        self.move_to(self.count - 1)

    @property
    def _page(self) -> int:
        return max(2, self.content_size.height - 1)
