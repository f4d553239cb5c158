"""What the terminal shows, so that only cells that change are sent.

Textual repaints more than changes: the whole screen four times at its start, twice for a dialog
that opens, at every tick beneath a pushed screen (36 kB, 9 to 91 kB/s at 160x45). The frame is
right, it is only long; here it is compared with what is on the screen already, cell by cell.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rich.cells import split_graphemes

from golive_tui.tui.ground.squeeze import PLAIN, Style, change, squeeze, styled

_TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([0-9;]*)m|([^\x1b\r\n]+)|[\r\n]|(\x1b)")
_FRAME = re.compile(r"\x1b\[\d+;\d+H")
_SEEN_ON_BLANKS = frozenset({"4", "5", "6", "7", "9", "21", "51", "52", "53"})
_BRIDGE = 6  # cells: to send so many again is as short as to move over them

Cell = tuple[str, Style]
_UNKNOWN: Cell = ("\x00", PLAIN)  # no cell of a frame is like it


def is_frame(data: str) -> bool:
    """Textual's frames begin with a move to a cell; modes, bells and the clipboard do not."""
    return _FRAME.match(data) is not None


class Picture:
    """The cells of one terminal, as far as they are known."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Cell]] = {}
        self._cursor: tuple[int, int] | None = None
        self._stale = False

    def forget(self) -> None:
        """Nobody knows what the terminal shows: the next frame is sent in full.

        A signal handler may call it in the middle of an update.
        """
        self._stale = True

    def update(self, frame: str) -> str:
        """What to send so that the terminal shows the frame too; empty where it does already."""
        if self._stale:
            self._stale = False
            self._rows.clear()
            self._cursor = None
        touched: dict[int, list[Cell]] = {}
        cursor = self._take(frame, touched)
        if cursor is None:  # a sequence that frames do not hold: leave all to the terminal
            self.forget()
            return squeeze(frame)
        out: list[str] = []
        shown: Style = PLAIN
        for y in sorted(touched):
            for start, end in _changes(touched[y], self._rows[y]):
                out.append(_move(y, start))
                for text, style in self._rows[y][start:end]:
                    if style is not shown and not _shows_the_same(text, style, shown):
                        out.append(change(shown, style))
                        shown = style
                    out.append(text)
        out.append(change(shown, PLAIN))
        if len(out) > 1 or cursor != self._cursor:
            out.append(_move(*cursor))
        self._cursor = cursor
        return "".join(out)

    def _take(self, frame: str, touched: dict[int, list[Cell]]) -> tuple[int, int] | None:
        """Draw the frame; what rows were like before goes to `touched`. Where the cursor ends."""
        y = x = 0
        style: Style | None = PLAIN
        for found in _TOKEN.finditer(frame):
            row, column, sgr, text, other = found.groups()
            if row:
                y, x = int(row) - 1, int(column) - 1
            elif text:
                if y not in touched:
                    touched[y] = list(self._rows.setdefault(y, []))
                x = _draw(self._rows[y], x, text, style)
            elif sgr is not None:
                style = styled(style, sgr)
            if other or style is None:
                return None
        return y, x


def _draw(row: list[Cell], x: int, text: str, style: Style | None) -> int:
    """Put `text` into a row, and say where it ends."""
    look = style or PLAIN
    blank = _blank(look)
    accents, chars = _cells(text)
    if accents and 0 < x <= len(row):
        lead = x - 1 if row[x - 1][0] or x < 2 else x - 2
        row[lead] = (row[lead][0] + accents, row[lead][1])
    if not chars:
        return x
    end = x + len(chars)
    if end > len(row):
        row.extend([_UNKNOWN] * (end - len(row)))
    if x and row[x][0] == "":  # half of a wide character goes: the terminal blanks the other
        row[x - 1] = _UNKNOWN
    if end < len(row) and row[end][0] == "":
        row[end] = _UNKNOWN
    row[x:end] = [(char, blank if char == " " else look) for char in chars]
    return end


@lru_cache(1024)
def _blank(style: Style) -> Style:
    """How a space looks in a style: its text colour and weight are not seen."""
    if style.attributes & _SEEN_ON_BLANKS:
        return style
    return PLAIN._replace(background=style.background)


def _shows_the_same(text: str, style: Style, shown: Style) -> bool:
    return text == " " and _blank(shown) == style


@lru_cache(4096)
def _cells(text: str) -> tuple[str, list[str]]:
    """Accents for the cell before, and one string a cell; a wide character's second is empty."""
    if text.isascii():
        return "", list(text)
    accents = ""
    cells: list[str] = []
    for start, end, size in split_graphemes(text)[0]:
        if size:
            cells += [text[start:end]] + [""] * (size - 1)
        elif cells:
            cells[-1 if cells[-1] else -2] += text[start:end]
        else:
            accents += text[start:end]
    return accents, cells


def _changes(before: list[Cell], after: list[Cell]) -> Iterator[tuple[int, int]]:
    """Spans of cells that differ, none of which begins or ends within a wide character."""
    if before == after:
        return
    known = len(before)
    differs = [x for x, cell in enumerate(after) if x >= known or cell != before[x]]
    start = end = -1
    for x in differs:
        if after[x] is _UNKNOWN:
            continue
        if start >= 0 and x - end <= _BRIDGE and _UNKNOWN not in after[end:x]:
            end = x + 1
        else:
            if start >= 0:
                yield _whole(after, start, end)
            start, end = x, x + 1
    if start >= 0:
        yield _whole(after, start, end)


def _whole(row: list[Cell], start: int, end: int) -> tuple[int, int]:
    while start > 0 and row[start][0] == "":
        start -= 1
    while end < len(row) and row[end][0] == "":
        end += 1
    return start, end


def _move(y: int, x: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"
