"""What the rows of all views are made of: headings, labels with values, wrapped text, two columns.

A row is a list of cells with a gap of one cell between them; whoever shows it cuts it to its width.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Final

from rich.cells import cell_len, chop_cells

from golive_tui.text import clean_lines
from golive_tui.tui.ground.content import Cell, cell
from golive_tui.tui.ground.glyphs import Role

Row = list[Cell]


class Tight(Row):
    """A row without gaps between its cells."""


BLANK: Final[Row] = []
LABEL: Final = 10
"""Cells of the label before a value."""
_RULE: Final = "─"
_LONGEST_TEXT: Final = 4000


def heading(title: str, width: int, note: str = "") -> Row:
    """`Figures ─────────── over 15:00`."""
    noted = cell_len(note) + 1 if note else 0
    named = min(cell_len(title), max(width - noted - 2, 1))
    rule = max(width - named - noted - 1, 1)
    parts = [cell(title, named, "text", bold=True), cell(_RULE * rule, rule, "muted")]
    return [*parts, cell(note, 0, "muted")] if note else parts


def valued(label: str, value: str, role: Role = "text", *, bold: bool = False) -> Row:
    """`owner      devops`."""
    return [cell(label, LABEL, "muted"), cell(value, None, role, bold=bold)]


def wrapped(text: str, width: int, role: Role = "text") -> list[Row]:
    """Foreign text on as many rows as it needs; its own line breaks are kept."""
    paragraphs = clean_lines(text, _LONGEST_TEXT).split("\n")
    lines = [line for each in paragraphs for line in folded(each, max(width, 1))]
    return [[cell(line, None, role)] for line in lines]


def folded(text: str, width: int) -> list[str]:
    """One paragraph in lines of at most `width` cells, cut between words where it can be."""
    pieces = [piece for word in text.split() for piece in chop_cells(word, width)]
    lines: list[str] = []
    for piece in pieces:
        if lines and cell_len(lines[-1]) + 1 + cell_len(piece) <= width:
            lines[-1] = f"{lines[-1]} {piece}"
        else:
            lines.append(piece)
    return lines or [""]


def labelled(label: str, text: str, width: int, role: Role = "text") -> list[Row]:
    """A label, and text beside it on as many rows as it needs."""
    rows = wrapped(text, width - LABEL - 1, role)
    heads = [label, *[""] * (len(rows) - 1)]
    return [[cell(head, LABEL, "muted"), *row] for head, row in zip(heads, rows, strict=True)]


def indented(rows: Iterable[Row], by: int) -> list[Row]:
    """The rows, `by` cells further right (2 at least, since a gap follows)."""
    return [[cell("", max(by - 1, 0)), *row] if row else row for row in rows]


def beside(left: Sequence[Row], right: Sequence[Row], width: int, gap: int = 3) -> list[Row]:
    """Two columns, the left one `width` cells wide, as rows of one list."""
    rows: list[Row] = []
    for one, other in zip_longest(left, right, fillvalue=BLANK):
        rows.append([*padded(one, width), cell("", gap - 2), *other])
    return rows


def padded(row: Row, width: int) -> Row:
    """The row with its open cell closed, so that it takes exactly `width` cells."""
    if not row:
        return [cell("", width)]
    taken = sum(_wide(part) for part in row) + len(row) - 1
    room = max(width - taken, 0)
    open_cells = [index for index, part in enumerate(row) if part.width is None]
    if not open_cells:
        return [*row, cell("", room - 1)] if room > 1 else list(row)
    at = open_cells[0]
    part = row[at]
    closed = cell(part.text, max(room, 1), part.role, align=part.align, bold=part.bold,
                  inverse=part.inverse)  # fmt: skip
    return [*row[:at], closed, *row[at + 1 :]]


def _wide(part: Cell) -> int:
    if part.width is None:
        return 0
    return part.width or cell_len(part.text)
