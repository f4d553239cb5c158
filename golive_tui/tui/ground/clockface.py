"""A clock or timer of fixed width: a tick is one move, one style and its own cells.

Seconds tick on purpose: if they stop, the link is dead. So a tick must cost next to nothing (66
bytes measured, against 762 for Textual's Digits).
"""

from textual.strip import Strip

from golive_tui.tui.ground.content import cell, strip
from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.rows import Rows


class ClockFace(Rows):
    """One line of `width` cells. It keeps no time: whoever does calls `show`."""

    DEFAULT_CSS = """
    ClockFace { height: 1; }
    """

    def __init__(
        self,
        width: int,
        text: str = "",
        role: Role = "text",
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.styles.width = width
        self._text = text
        self._role: Role = role

    def show(self, text: str, role: Role | None = None) -> None:
        """Show `text`; what does not fit ends in an ellipsis. Nothing is sent if it is the same."""
        self._text = text
        self._role = role or self._role
        self.sync()

    def build(self, y: int, width: int) -> Strip:
        """The one row."""
        return strip([cell(self._text if y == 0 else "", None, self._role)], width, self.roles)
