"""A view of a list and of one of its rows in detail: beside the list where there is room, else in
its place, and esc goes back.

Two classes say what is seen: `-detail`, a row has been opened; `-beside`, there is room for both.
"""

from typing import ClassVar

from textual import events

from golive_tui.tui.desk import Desk
from golive_tui.tui.frame.view import View
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.views.relabel import relabel
from golive_tui.tui.views.sheet import Sheet


class DetailBeside(View):
    """What such views share. Subclasses compose, style the classes, and draw."""

    BESIDE: ClassVar[int]
    """Columns from which the detail stands beside the list."""

    def __init__(self, desk: Desk, rows: LineList, sheet: Sheet, *, id: str) -> None:
        super().__init__(desk, id=id)
        self.rows = rows
        self.sheet = sheet

    def look(self, *, from_top: bool = False) -> None:
        """Draw the detail anew; `from_top` when it is another row's."""
        raise NotImplementedError

    def label(self) -> None:
        """Say in the headings, and in the frame, where one is."""
        raise NotImplementedError

    @property
    def alone(self) -> bool:
        """Whether the detail stands in the list's place."""
        return self.has_class("-detail") and not self.has_class("-beside")

    def on_resize(self, event: events.Resize) -> None:
        """There is room beside the list, or there is not."""
        self.set_class(event.size.width >= self.BESIDE, "-beside")
        self.look()
        self.call_after_refresh(self.label)

    def focus_first(self) -> None:
        """What is seen of both."""
        (self.sheet if self.alone else self.rows).focus()

    def back(self) -> bool:
        """From the detail to the list."""
        if not self.alone:
            return False
        self.remove_class("-detail")
        self.rows.focus()
        relabel(self)
        return True
