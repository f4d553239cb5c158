"""A widget of rows that repaints what changed and nothing else.

Textual repaints a whole widget on `refresh()`. Here each row that was handed to Textual is
remembered, and `sync` marks only rows that look different now. (What of a row goes out on the wire
is the driver's affair: picture.py.)
"""

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.theme import role_styles


class Rows(Widget):
    """Base of lists, labels and clocks: a subclass says how row `y` of the screen looks."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._painted: dict[int, Strip] = {}
        self._roles: dict[Role, Style] | None = None
        self._ground: Style | None = None

    @property
    def roles(self) -> dict[Role, Style]:
        """How each role looks in the current theme; for the rows that a subclass builds."""
        if self._roles is None:
            self._roles = role_styles(self.app.current_theme)
        return self._roles

    def build(self, y: int, width: int) -> Strip:
        """Row `y` of the visible area, 0 at the top; it is cut or padded to `width`."""
        raise NotImplementedError

    def sync(self) -> None:
        """Look at every visible row again, and repaint those that look different."""
        self._ground = None  # what is behind the rows may have changed with nobody saying so
        for y in range(self.content_size.height):
            self.sync_row(y)

    def sync_row(self, y: int) -> None:
        """Look at one visible row again. One that was never painted needs nothing: it will be."""
        before = self._painted.get(y)
        if before is not None and before != self._row(y):
            self.refresh(Region(0, y, self.content_size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Textual asks for a row of the content."""
        self._painted[y] = row = self._row(y)
        return row

    def notify_style_update(self) -> None:
        """The theme or the focus changed: any row may look different."""
        super().notify_style_update()
        self._roles = self._ground = None
        if self.is_mounted:
            self.call_later(self.sync)

    def _row(self, y: int) -> Strip:
        if self._ground is None:  # 0.3 ms: more than all else of a row
            self._ground = self.rich_style
        width = self.content_size.width
        return self.build(y, width).adjust_cell_length(width).apply_style(self._ground)
