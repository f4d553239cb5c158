"""A panel: a heading with what matters of it at the right, and its content under it.

No box: a rule says where a panel begins, and costs nothing when the content changes. The panel
with the focus has a bright heading.
"""

from typing import Final

from rich.cells import cell_len
from textual.containers import Vertical
from textual.strip import Strip

from golive_tui.tui.ground.content import Cell, cell, strip
from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.rows import Rows

_RULE: Final = "─"


class Heading(Rows):
    """`Checklist ────────────── 72/120 · 1 failed`."""

    DEFAULT_CSS = """
    Heading { height: 1; width: 1fr; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._note = ""
        self._role: Role = "muted"

    def show(self, note: str, role: Role = "muted", title: str | None = None) -> None:
        """What stands at the right, and how loud; the title stays when none is given."""
        self._note, self._role = note, role
        self._title = title or self._title
        self.sync()

    def build(self, y: int, width: int) -> Strip:
        """The one row."""
        parent = self.parent
        lit = parent is not None and parent.has_pseudo_class("focus-within")
        title = cell(self._title, 0, "run" if lit else "text", bold=True)
        note = cell(self._note, min(cell_len(self._note), max(width - 12, 0)), self._role)
        rule = width - cell_len(title.text) - note_width(note) - 2
        parts = [title, cell(_RULE * max(rule, 1), max(rule, 1), "muted")]
        return strip([*parts, note] if note.width else parts, width, self.roles)


def note_width(note: Cell) -> int:
    """Its cells."""
    return note.width or 0


class Panel(Vertical):
    """Heading and content; subclasses add the content after it."""

    DEFAULT_CSS = """
    Panel { height: 1fr; width: 1fr; }
    """

    def __init__(self, title: str, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.heading = Heading(title)

    def on_descendant_focus(self) -> None:
        """The heading is bright now."""
        self.heading.sync()

    def on_descendant_blur(self) -> None:
        """The heading is as any other."""
        self.heading.sync()
