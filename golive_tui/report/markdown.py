"""A report as Markdown (CommonMark with tables), for a ticket or a repository."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, assert_never

from golive_tui.report.document import (
    LONGEST,
    Block,
    Cell,
    Document,
    Fold,
    Heading,
    Paragraph,
    Plot,
    Table,
    Word,
)
from golive_tui.text import clean_lines

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>|~&#$@])")
"""Characters that Markdown, or a host of it, gives a meaning to anywhere in a line."""
_BEGINS: Final = re.compile(r"^(\s*(?:\d+(?=[.)](?:\s|$)))?)([-+=.)])")
"""What would begin a list or underline a heading: `- x`, `1. x`, `===`."""


def markdown(document: Document) -> str:
    """The whole report, with a newline at its end."""
    lines = [f"# {_text(document.title)}"]
    for block in document.blocks:
        made = list(_block(block))
        lines += ["", *made] if made else []
    return "\n".join(lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, text=text):
            yield f"{'#' * level} {_text(text)}"
        case Paragraph(text=text):
            yield _text(text)
        case Table():
            yield from _table(block)
        case Plot():
            pass  # its figures stand in the table before it
        case Fold(summary=summary, table=table):
            yield f"### {_text(summary)}"
            yield ""
            yield from _table(table)
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield "(none)"
        return
    width = max(len(row) for row in table.rows)
    yield _row(table.head or ("",) * width)
    yield "|" + "---|" * (len(table.head) or width)
    for row in table.rows:
        yield _row(row)


def _row(cells: Sequence[Cell]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(cell: Cell) -> str:
    if not isinstance(cell, Word):
        return _text(cell)
    return f"**{_text(cell.text)}**" if cell.tone == "bad" and cell.text else _text(cell.text)


def _text(text: str) -> str:
    r"""Foreign text as it stands: `*` becomes `\*`, a line end `<br>`."""
    lines = clean_lines(text, LONGEST).split("\n")
    return "<br>".join(_BEGINS.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", line)) for line in lines)
