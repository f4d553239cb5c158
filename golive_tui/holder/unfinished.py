"""The last line of a command's output while its end has not come: a prompt, or a bar that grows."""

import re
from typing import Final

from golive_tui.holder.legible import shown

WIDEST: Final = 120
"""Characters told of the line: its end, where a question stands."""

_KEPT: Final = 4096
"""Bytes kept of a line that does not end."""

_SHOWN: Final = 240
"""Bytes of it that are drawn: as tabs they still fit in `legible.WIDEST`."""

_BAR: Final = re.compile(r"\[[#=*.>\- ]{3,}\]$")


class LastLine:
    """What came after the last line end of what was fed."""

    def __init__(self) -> None:
        self._raw = b""

    def feed(self, data: bytes) -> None:
        """Follow `data`, secrets masked."""
        end = data.rfind(b"\n")
        line = data[end + 1 :] if end >= 0 else self._raw + data[-_KEPT:]
        self._raw = line[-_KEPT:]

    @property
    def text(self) -> str:
        """Its end in at most WIDEST characters, harmless; empty where the last line is whole."""
        return shown(self._raw[-_SHOWN:])[-WIDEST:]

    @property
    def redrawn(self) -> bool:
        """Whether it was written over: a progress bar, no question."""
        return b"\r" in self._raw.strip(b"\r")


def asks(line: str) -> bool:
    """Whether an unfinished line looks like a question: `Password: `, `Go on? [y/N] `, `> `."""
    text = line.rstrip()
    return text.endswith((":", "?", ">", "]")) and _BAR.search(text) is None
