"""Where a journal stands, and how each line is tied to the one before.

A line bears in `prev` the first 16 hex digits of the SHA-256 of the line before it, without its
newline. The chain shows that a line was changed or lost; it proves order, not truth: whoever may
write the file may write it anew.
"""

import hashlib
from typing import Final

from msgspec import Struct

LINK_LENGTH: Final = 16

GENESIS: Final = "0" * LINK_LENGTH
"""The `prev` of a launch's first line."""


def link(line: bytes) -> str:
    """What the next line's `prev` must be; `line` with or without its newline."""
    return hashlib.sha256(line.removesuffix(b"\n")).hexdigest()[:LINK_LENGTH]


class Position(Struct, frozen=True, kw_only=True):
    """A place between two lines: the last event's `seq`, its line's number, first byte and end in
    this file, and the link to it. `seq` and `lines` differ where a launch was carried here."""

    seq: int = 0
    lines: int = 0
    line_offset: int = 0
    offset: int = 0
    prev: str = GENESIS

    def after(self, line: bytes) -> "Position":
        """The place behind one more line, given with its newline."""
        return Position(
            seq=self.seq + 1,
            lines=self.lines + 1,
            line_offset=self.offset,
            offset=self.offset + len(line),
            prev=link(line),
        )


START: Final = Position()
"""Before the first line of a launch."""
