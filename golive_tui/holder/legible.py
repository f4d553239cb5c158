"""One line of a command's output as a person may see it: what a terminal would show at its end.

A progress bar is folded to its last state, control sequences are dropped, colours too, and what
is left is cleaned as every foreign text is.
"""

import re
from typing import Final

from golive_tui.text import clean

WIDEST: Final = 2000
"""Characters of a line that are shown; the rest is in the transcript."""

_TAB: Final = 8

_SEQUENCES: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*(?:[@-~]|\Z)"  # CSI: colours, cursor, erasing (ECMA-48, 5.4)
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC, DCS...
    r"|\x1b[ -/]*(?:[0-~]|\Z)"  # the other escapes
)


def shown(raw: bytes) -> str:
    """The line `raw`, without its line end, in at most WIDEST characters."""
    text = last_state(raw)[1].decode("utf-8", "replace")
    if "\x1b" in text or not text.isascii():
        text = _SEQUENCES.sub("", text)
    if "\b" in text:
        text = _stepped_back(text)
    return clean(text.expandtabs(_TAB), WIDEST)


def last_state(raw: bytes) -> tuple[int, bytes]:
    """What stands after the last carriage return that anything follows, and where it begins."""
    end = len(raw)
    while end and raw[end - 1] == 0x0D:
        end -= 1
    start = raw.rfind(b"\r", 0, end) + 1
    return start, raw[start:end]


def _stepped_back(text: str) -> str:
    """As after a spinner: a backspace takes back the character before it."""
    kept: list[str] = []
    for char in text:
        if char != "\b":
            kept.append(char)
        elif kept:
            kept.pop()
    return "".join(kept)
