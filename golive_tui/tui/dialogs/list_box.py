"""An overlay with a list in it: the questions of a round, the lines of a diff, all the names.

The list keeps its own keys; the box follows the screen's size.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from golive_tui.tui.ground.content import literal
from golive_tui.tui.ground.lines import LineList, RowSource
from golive_tui.tui.ground.overlay import Overlay

_FRAME = 2
_AROUND = 2
"""Rows that stay free above and below the box together."""


class ListBox(Overlay):
    """Title, lines of body, a list of `count` rows, lines at the foot, a hint."""

    DEFAULT_CSS = """
    ListBox Static { height: 1; }
    ListBox .hint { color: $muted; }
    ListBox .hint.refused {
        height: auto; max-height: 3; color: $warn; text-style: $warn-style;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        # The list's own: Overlay would take them for "next field".
        Binding("down", "list_down", show=False, id="box.down"),
        Binding("up", "list_up", show=False, id="box.up"),
    ]

    def __init__(
        self,
        title: str,
        source: RowSource,
        *,
        hint: str,
        body: Sequence[str] = (),
        width: int = 76,
        empty: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.border_title = literal(title)
        self.rows = LineList(source, empty=empty)
        self.body = [literal(each) for each in body]
        self.hint = Static(literal(hint), classes="hint")
        self._hint = hint
        self._width = width
        self._body_lines = [Static(self._cut(each)) for each in self.body]

    def compose(self) -> ComposeResult:
        """Body, rows, hint; a subclass that has more says where."""
        yield from self.body_lines()
        yield self.rows
        yield self.hint

    def wanted_size(self, room: Size) -> Size:
        """High enough for all rows, within the screen."""
        wanted = len(self.body) + max(self.rows.count, 1) + self.extra_rows + 1 + _FRAME
        return Size(min(self._width, room.width), min(wanted, room.height - _AROUND))

    @property
    def extra_rows(self) -> int:
        """Rows of what a subclass puts beside the list."""
        return 0

    def first_focus(self) -> Widget:
        """The list."""
        return self.rows

    def body_lines(self) -> list[Static]:
        """The widgets of the body."""
        return self._body_lines

    def rewrite(self, body: Sequence[str]) -> None:
        """What the lines of the body say now; there are as many as before."""
        fresh = [literal(each) for each in body]
        for line, before, text in zip(self._body_lines, self.body, fresh, strict=True):
            if text != before:
                line.update(self._cut(text), layout=False)
        self.body = fresh

    def say(self, text: str = "", *, refused: bool = False) -> None:
        """Another hint; the first one when none is given."""
        self.hint.set_class(refused, "refused")
        self.hint.update(literal(text or self._hint))

    def hear(self, text: str) -> None:
        """In the place of the hint, until something else is said there."""
        self.say(text, refused=True)

    def action_list_down(self) -> None:
        """One row down."""
        self.rows.action_down()

    def action_list_up(self) -> None:
        """One row up."""
        self.rows.action_up()

    def _cut(self, text: Content) -> Content:
        return text.truncate(max(self._width - 4, 1), ellipsis=True)
