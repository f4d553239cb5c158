"""Rows as a person reads them, and what holds for every page of rows."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from golive_tui.tui.ground.content import line
from golive_tui.tui.views.rows import Row

WIDTHS = (56, 76, 96, 116, 156, 196, 236)
"""Inner widths of terminals from 60 to 240 columns."""


def read(rows: Sequence[Row], width: int) -> list[str]:
    """The rows as text, without blanks at the end."""
    return [line(row, width).plain.rstrip() if row else "" for row in rows]


def text(rows: Sequence[Row], width: int) -> str:
    """All of them as one text."""
    return "\n".join(read(rows, width))


def has_room(row: Row, width: int, least: int = 0) -> bool:
    """Whether the fixed cells of a row leave `least` for its open one."""
    fixed = [cell_len(each.text) if each.width == 0 else each.width for each in row]
    taken = sum(size for size in fixed if size is not None) + max(len(row) - 1, 0)
    return taken + (least if None in fixed else 0) <= width


def crowded(make: Callable[[int], Sequence[Row]], least: int = 0) -> list[tuple[int, str]]:
    """Rows of a page whose columns do not fit at one of the widths."""
    return [
        (width, line(row, width).plain)
        for width in WIDTHS
        for row in make(width)
        if row and not has_room(row, width, least)
    ]
