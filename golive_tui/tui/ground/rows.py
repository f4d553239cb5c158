"""A widget of rows that repaints what changed and nothing else.

Textual repaints a whole widget on `refresh()`. Here each row that was handed to Textual is
remembered, and `sync` marks only rows that look different now; what it made of them to see that is
what Textual is given. (What of a row goes out on the wire is the driver's affair: picture.py.)
"""

from typing import Self

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.theme import role_styles


class Rows(Widget):
    """Base of lists, labels and clocks: a subclass says how row `y` of the screen looks."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        self._painted: dict[int, Strip] = {}
        # Rows that Textual was told to ask for; None when they may differ from what was made.
        self._marked: dict[int, Strip | None] = {}
        super().__init__(id=id, classes=classes)
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
        if before is None:
            return
        if y in self._marked:
            self._marked[y] = None
        elif (now := self._row(y)) == before:
            return
        else:
            self._marked[y] = now
        self.refresh(Region(0, y, self.content_size.width, 1))

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Textual's own; without regions every row is made anew."""
        if not regions:
            self._marked = dict.fromkeys(self._marked)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        """Textual asks for a row of the content."""
        made = self._marked.pop(y, None)
        if made is None or made.cell_length != self.content_size.width:
            made = self._row(y)
        self._painted[y] = made
        return made

    def notify_style_update(self) -> None:
        """The theme or the focus changed: any row may look different."""
        super().notify_style_update()
        self._roles = self._ground = None
        self._marked = dict.fromkeys(self._marked)
        if self.is_mounted:
            self.call_later(self.sync)

    def _row(self, y: int) -> Strip:
        if self._ground is None:  # 0.3 ms: more than all else of a row
            self._ground = self.rich_style
        width = self.content_size.width
        return self.build(y, width).adjust_cell_length(width).apply_style(self._ground)
