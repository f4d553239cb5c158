"""`?`: the keys that hold here, the signs and the words, searched by typing."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input, Static

from golive_tui.tui.desk import Desk
from golive_tui.tui.ground.content import literal
from golive_tui.tui.ground.keys import Action
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.views.help_rows import help_lines, help_page
from golive_tui.tui.views.rows import Row
from golive_tui.tui.views.sheet import Sheet

_WIDEST = 100
_AROUND = 2


class HelpOverlay(Overlay):
    """A line to type into, and what holds it."""

    DEFAULT_CSS = """
    HelpOverlay Static { height: 1; color: $muted; }
    HelpOverlay Sheet { padding: 0; }
    HelpOverlay Input {
        height: 1; border: none; padding: 0; width: 1fr; background: $cursor;
        &:focus { border: none; text-style: $cursor-style; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll_page(1)", show=False, id="help.down"),
        Binding("up", "scroll_page(-1)", show=False, id="help.up"),
        Binding("pagedown", "scroll_page(10)", show=False, id="help.page_down"),
        Binding("pageup", "scroll_page(-10)", show=False, id="help.page_up"),
        Binding("f1", "dismiss", show=False, id="help.close"),
    ]

    def __init__(self, desk: Desk, actions: Sequence[Action], topic: str) -> None:
        super().__init__(id="help")
        self.desk = desk
        self.border_title = literal(f"Help: {topic}" if topic else "Help")
        self.lines = help_lines(actions)
        self.page = Sheet(self._rows)
        self.entry = Input(placeholder="type to search: skip, stale, round ...", compact=True)
        self.entry.cursor_blink = False

    def compose(self) -> ComposeResult:
        """Search, page, hint."""
        yield self.entry
        yield self.page
        yield Static(literal("up, down scroll · esc closes"))

    def wanted_size(self, room: Size) -> Size:
        """Nearly the whole screen."""
        return Size(min(_WIDEST, room.width), room.height - _AROUND)

    def first_focus(self) -> Widget:
        """The search."""
        return self.entry

    def on_input_changed(self, event: Input.Changed) -> None:
        """Shown while it is typed."""
        event.stop()
        self.page.look(from_top=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """There is nothing to enter."""
        event.stop()

    def action_scroll_page(self, rows: int) -> None:
        """The page scrolls while the search has the focus."""
        self.page.move_to(self.page.above + rows)

    def _rows(self, width: int) -> list[Row]:
        return help_page(self.lines, self.entry.value, width)
