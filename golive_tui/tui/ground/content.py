"""The sole door through which text enters a widget, and the maker of rows.

`literal` for a label, `line` for a static line, `strip` for a row of a list. All of them clean what
they are given (golive_tui.text.clean) and none reads it as markup: `[x] done` stays `[x] done`.
Widths are terminal cells: a CJK character has two, a combining accent none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.strip import Strip

from golive_tui.text import ELLIPSIS, clean
from golive_tui.tui.ground.glyphs import Role

Align = Literal["left", "right"]

_SELECTORS = dict.fromkeys((0xFE0E, 0xFE0F))  # text or emoji form: terminals differ on the width


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One column of a row. `width` in cells; 0 is as wide as the text, None takes what is left."""

    text: str
    width: int | None
    role: Role
    align: Align
    bold: bool
    inverse: bool


def cell(
    text: str,
    width: int | None = 0,
    role: Role = "text",
    *,
    align: Align = "left",
    bold: bool = False,
    inverse: bool = False,
) -> Cell:
    """A column of foreign or own text, cleaned."""
    return Cell(
        text=_harmless(text), width=width, role=role, align=align, bold=bold, inverse=inverse
    )


def literal(text: str) -> Content:
    """Foreign text as it may enter any widget."""
    return Content(_harmless(text))


def fit(text: str, width: int, align: Align = "left") -> str:
    """`text` in exactly `width` cells; what does not fit ends in an ellipsis."""
    if width <= 0:
        return ""
    cells = cell_len(text)
    if cells > width:
        text = set_cell_size(text, width - 1).rstrip() + ELLIPSIS
        cells = cell_len(text)
    pad = " " * (width - cells)
    return pad + text if align == "right" else text + pad


def strip(
    cells: Sequence[Cell], width: int, styles: Mapping[Role, RichStyle], gap: str = " "
) -> Strip:
    """A row of a list, exactly `width` cells wide; `styles` come from `theme.role_styles`."""
    segments = [
        Segment(text, _look(styles[part.role], part) if part else None)
        for text, part in _spread(cells, width, gap)
    ]
    return Strip(segments, width)


def line(cells: Sequence[Cell], width: int, gap: str = " ") -> Content:
    """As `strip`, for `Static.update(..., layout=False)`: roles become theme variables."""
    return Content.assemble(
        *((text, _words(part)) if part else text for text, part in _spread(cells, width, gap))
    )


def _harmless(text: str) -> str:
    if text.isascii() and text.isprintable() and len(text) < 200:
        return text
    return clean(text).translate(_SELECTORS)


def _spread(cells: Sequence[Cell], width: int, gap: str) -> Iterable[tuple[str, Cell | None]]:
    """Texts of exactly `width` cells together, each with its cell; gaps have none."""
    fixed = [cell_len(part.text) if part.width == 0 else part.width for part in cells]
    taken = sum(size for size in fixed if size is not None) + cell_len(gap) * (len(cells) - 1)
    left = max(0, width - taken)
    room = width
    for index, (part, size) in enumerate(zip(cells, fixed, strict=True)):
        if index and room > 0:
            between = fit(gap, min(cell_len(gap), room))
            room -= cell_len(between)
            yield between, None
        wide = min(left if size is None else size, room)
        if size is None:
            left = 0
        if wide > 0:
            room -= wide
            yield fit(part.text, wide, part.align), part
    if room > 0:
        yield " " * room, None


def _look(style: RichStyle, part: Cell) -> RichStyle:
    if part.bold or part.inverse:
        return style + RichStyle(bold=part.bold or None, reverse=part.inverse or None)
    return style


def _words(part: Cell) -> str:
    colour = "" if part.role == "text" else f"${part.role}"
    words = [f"${part.role}-style", colour, "bold" * part.bold, "reverse" * part.inverse]
    return " ".join(word for word in words if word)
