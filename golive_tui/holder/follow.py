"""Reading a transcript for a screen: bounded pieces of a file that may be of any size.

A page's `next_offset` is where to read on; a line that has no end yet is shown as `open`, and
comes again, longer, with the next page. No call reads more than WINDOW bytes.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from golive_tui.holder.legible import last_state, shown
from golive_tui.store.files import open_to_read

WINDOW: Final = 256 * 1024
"""Bytes read at once, and the longest line that is shown as one."""

_After = Literal["end", "line", "more"]
"""What follows the bytes that were read: nothing yet, the line that the reader has, or more."""

_ESCAPE: Final = 64
"""Bytes of an escape sequence that a cut does not go through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line and where it begins; `open`: it has no end yet; `cut`: it goes on, WINDOW is full."""

    offset: int
    text: str
    open: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Lines in their order, where to read on, and the size of the file when it was read.

    `skipped` bytes lie before these lines and after what the reader asked for.
    """

    lines: tuple[Line, ...]
    next_offset: int
    size: int
    skipped: int = 0

    @property
    def first_offset(self) -> int:
        """Where the page begins: the lines before it are `before(path, first_offset, ...)`."""
        return self.lines[0].offset if self.lines else self.next_offset


def lines(path: Path, from_offset: int, limit: int = 200) -> Page:
    """The next lines from an offset at which a page said to read on, or 0.

    Raises FileNotFoundError, OSError; StoreError where it is no plain file.
    """
    data, size = _read(path, from_offset)
    after: _After = "end" if from_offset + len(data) >= size else "more"
    found, used = _split(data, from_offset, limit, after)
    return Page(lines=tuple(found), next_offset=from_offset + used, size=size)


def tail(path: Path, limit: int = 200) -> Page:
    """The last lines. Raises as `lines`."""
    return _until(path, None, limit)


def before(path: Path, offset: int, limit: int = 200) -> Page:
    """The last lines before an offset at which a line begins. Raises as `lines`."""
    return _until(path, offset, limit)


def latest(path: Path, from_offset: int, limit: int = 200) -> Page:
    """As `lines`, but a reader that has fallen behind by more than WINDOW is taken to the end;
    `skipped` says how much it did not see. Raises as `lines`."""
    page = lines(path, from_offset, limit)
    if page.size - page.next_offset <= WINDOW:
        return page
    last = tail(path, limit)
    skipped = max(last.first_offset - from_offset, 0)
    return Page(lines=last.lines, next_offset=last.next_offset, size=last.size, skipped=skipped)


def _read(path: Path, offset: int, end: int | None = None) -> tuple[bytes, int]:
    """At most WINDOW bytes from `offset` on, up to `end`, and the size of the file."""
    with os.fdopen(open_to_read(path), "rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        stop = size if end is None else min(end, size)
        return os.pread(file.fileno(), min(max(stop - offset, 0), WINDOW), offset), size


def _until(path: Path, end: int | None, limit: int) -> Page:
    size = path.stat().st_size
    stop = size if end is None else min(end, size)
    start = max(stop - WINDOW, 0)
    data, size = _read(path, start, stop)
    if start:
        start, data = _from_a_line_start(start, data)
    found, used = _split(data, start, len(data) + 1, "end" if end is None else "line")
    return Page(lines=tuple(found[-limit:]), next_offset=start + used, size=size)


def _from_a_line_start(start: int, data: bytes) -> tuple[int, bytes]:
    """Without the rest of a line whose beginning was not read; in a line that fills the window,
    from its last state or its second half on."""
    skip = data.find(b"\n", 0, len(data) - 1) + 1
    if not skip:
        skip = last_state(data.rstrip(b"\n"))[0] or _whole(data[: len(data) // 2])
    return start + skip, data[skip:]


def _split(data: bytes, offset: int, limit: int, after: _After) -> tuple[list[Line], int]:
    """At most `limit` lines of `data`, and how much of it is done with."""
    found: list[Line] = []
    at = 0
    while len(found) < limit and (end := data.find(b"\n", at)) >= 0:
        found.append(Line(offset=offset + at, text=shown(data[at:end])))
        at = end + 1
    if len(found) == limit or at == len(data):
        return found, at
    rest = data[at:]
    state, _ = last_state(rest)
    begins = offset + at + state
    match after:
        case "end":
            found.append(Line(offset=begins, text=shown(rest), open=True))
            return found, at + state
        case "line":
            found.append(Line(offset=begins, text=shown(rest), cut=True))
            return found, len(data)
        case "more" if at or state:
            return found, at + state
        case "more":  # a line longer than the window, and no progress bar
            size = _whole(rest)
            found.append(Line(offset=offset, text=shown(rest[:size]), cut=True))
            return found, size


def _whole(data: bytes) -> int:
    """How much of `data` ends neither in a character nor in an escape sequence."""
    end = len(data)
    escape = data.rfind(b"\x1b", max(end - _ESCAPE, 0))
    if escape > 0 and not shown(data[escape:] + b"m"):
        return escape
    for back in range(1, min(4, end)):
        byte = data[-back]
        if byte >= 0xC0:  # the first byte of a character: is the whole of it there?
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return end - back if back < length else end
        if byte < 0x80:
            break
    return end
