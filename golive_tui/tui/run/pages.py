"""What is held of one attempt's output: pages of lines, put together in their order. Pure.

A line without an end comes again with the next page, longer; a reader that fell behind is taken to
the end, and what it did not see is told by a line of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

KEPT: Final = 5000
"""Lines held at most while the newest are followed; the oldest go first, and are read again when
somebody scrolls to them. Who reads further up keeps what is held: newer ones wait on the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputLine:
    """A line and where it begins in the transcript; `note` is ours and not the command's."""

    offset: int
    text: str
    open: bool = False
    note: bool = False


@dataclass(slots=True, eq=False)
class Pages:
    """The lines of one attempt, as far as they were read."""

    attempt: str = ""
    lines: list[OutputLine] = field(default_factory=list)
    next_offset: int | None = None
    size: int = 0

    @property
    def first_offset(self) -> int:
        """Where the oldest line that is held begins; what lies before it can be asked for."""
        return self.lines[0].offset if self.lines else self.next_offset or 0

    @property
    def full(self) -> bool:
        """Whether as much is held as may be."""
        return len(self.lines) >= KEPT

    def add(self, answer: Mapping[str, Any], *, following: bool = True) -> bool:
        """Take the next page; whether anything is different now. Unless the newest lines are
        followed, a page more than may be held is left for later."""
        fresh = _lines(answer)
        if not following and len(self.lines) + len(fresh) > KEPT:
            return self._grow(answer)
        moved = self.next_offset != answer.get("next_offset") or self.size != answer.get("size")
        if not fresh and not moved:
            return False
        if self.lines and self.lines[-1].open and (fresh or moved):
            if fresh and fresh[0] == self.lines[-1] and len(fresh) == 1:
                return self._move_on(answer)
            self.lines.pop()
        skipped = int(answer.get("skipped") or 0)
        if skipped:
            at = fresh[0].offset if fresh else self.first_offset
            said = f"… {skipped:,} bytes passed unseen; golive step output shows all"
            self.lines.append(OutputLine(offset=at, text=said, note=True))
        self.lines += fresh
        del self.lines[: max(0, len(self.lines) - KEPT)]
        self._move_on(answer)
        return True

    def add_older(self, answer: Mapping[str, Any], first: int) -> int:
        """Take the page that was asked for when `first` was the first offset; how many lines that
        were. One that does not join on any more is dropped."""
        if first != self.first_offset:
            return 0
        older = [line for line in _lines(answer) if line.offset < first]
        self.lines[:0] = older
        return len(older)

    def _move_on(self, answer: Mapping[str, Any]) -> bool:
        self.next_offset = int(answer.get("next_offset") or 0)
        return self._grow(answer)

    def _grow(self, answer: Mapping[str, Any]) -> bool:
        size = int(answer.get("size") or 0)
        grown, self.size = self.size != size, size
        return grown


def _lines(answer: Mapping[str, Any]) -> list[OutputLine]:
    found = answer.get("lines") or ()
    return [
        OutputLine(offset=int(offset), text=str(text), open=bool(open_))
        for offset, text, open_ in found
    ]
