"""The output of an attempt as a list: follows its end, scrolls back to its beginning, finds.

The cursor on the last row follows what comes; anywhere else it stays on its line. Text goes
through ground.content alone.
"""

from typing import Final

from rich.cells import cell_len, chop_cells
from textual import events
from textual.strip import Strip

from golive_tui.tui.ground.content import cell, strip
from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.lines import LineList
from golive_tui.tui.run.pages import OutputLine, Pages

_LONGEST: Final = 4000
"""Characters of a line that are wrapped; the rest is on disk."""


NOTHING: Final = "no output yet"


class OutputList(LineList):
    """Rows of held lines; above them, while there is more, a row that leads to it."""

    def __init__(self) -> None:
        super().__init__(self._strip, empty=NOTHING, id="output")
        self.pages = Pages()
        self.wrap = False
        self.sought = ""
        self.loading = False
        self._shown: list[tuple[int, str]] = []  # index of the line, text of the row

    @property
    def head(self) -> int:
        """1 while older lines can be asked for."""
        return 1 if self.pages.lines and self.pages.first_offset > 0 else 0

    @property
    def following(self) -> bool:
        """Whether the newest line is kept in view."""
        return self.cursor >= self.count - 1

    def show(self, pages: Pages) -> None:
        """Another attempt."""
        self.pages, self.loading = pages, False
        self.renew(follow=True)

    def explain(self, why: str) -> None:
        """What is said where no line is held."""
        if why != self._empty:
            self._empty = why
            self.row_changed(0)

    def renew(self, *, follow: bool) -> None:
        """Lines were added at the end; unless it follows them the cursor stays on its line."""
        self._shown = self._rows()
        count = len(self._shown) + self.head
        self.set_rows(count, count - 1 if follow else None)

    def renew_older(self, added: int) -> None:
        """`added` lines came in before the first one: the cursor stays on its line."""
        at = self._line_at(self.cursor)
        self._shown = self._rows()
        target = (at if at is not None else 0) + added
        self.set_rows(len(self._shown) + self.head, self._row_of(target))

    def rewrap(self) -> None:
        """Wrap or cut, or another width."""
        follow, at = self.following, self._line_at(self.cursor)
        self._shown = self._rows()
        count = len(self._shown) + self.head
        self.set_rows(count, count - 1 if follow else self._row_of(at or 0))

    def find(self, step: int) -> bool:
        """To the next row (or the one before) with what is sought; False when there is none."""
        wanted = self.sought.casefold()
        if not wanted:
            return False
        rows = [i + self.head for i, (line, _) in enumerate(self._shown)
                if wanted in self.pages.lines[line].text.casefold()]  # fmt: skip
        ahead = [row for row in rows if (row > self.cursor if step > 0 else row < self.cursor)]
        if not rows:
            return False
        if step > 0:
            self.move_to(ahead[0] if ahead else rows[0])
        else:
            self.move_to(ahead[-1] if ahead else rows[-1])
        return True

    def on_resize(self, event: events.Resize) -> None:
        """Rows are wrapped for a width."""
        if self.wrap:
            self.call_after_refresh(self.rewrap)

    def _rows(self) -> list[tuple[int, str]]:
        width = self.content_size.width - 1
        if not self.wrap or width < 2:
            return [(index, line.text) for index, line in enumerate(self.pages.lines)]
        return [
            (index, part)
            for index, line in enumerate(self.pages.lines)
            for part in _wrapped(line, width)
        ]

    def _line_at(self, row: int) -> int | None:
        index = row - self.head
        return self._shown[index][0] if 0 <= index < len(self._shown) else None

    def _row_of(self, line: int) -> int:
        rows = (i for i, (index, _) in enumerate(self._shown) if index >= line)
        return next(rows, max(len(self._shown) - 1, 0)) + self.head

    def _strip(self, index: int, width: int) -> Strip:
        if index < self.head:
            said = "reading…" if self.loading else f"{self.pages.first_offset:,} bytes before this"
            return strip([cell("↑", 1, "muted"), cell(said, None, "muted")], width, self.roles)
        line, text = self._shown[index - self.head]
        held = self.pages.lines[line]
        found = bool(self.sought) and self.sought.casefold() in held.text.casefold()
        role: Role = "muted" if held.note else "warn" if found else "text"
        return strip([cell(text, None, role, bold=found)], width, self.roles)


def _wrapped(line: OutputLine, width: int) -> list[str]:
    if cell_len(line.text) <= width:
        return [line.text]
    return chop_cells(line.text[:_LONGEST], width) or [""]
