"""The last line before the terminal: what every segment of every widget passes through.

Data reaches widgets cleaned (content.py); these filters hold where somebody forgot. Stock Textual
passes ESC and C1 on 19 of 20 paths, border titles and notifications among them.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from golive_tui.tui.ground.glyphs import ASCII

_CONTROLS = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # bidi, zero width
    "\ud800-\udfff"  # lone surrogates
    "\U000e0000-\U000e007f"  # tags
    "]"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_BOX = range(0x2500, 0x2580)


class NoControls(LineFilter):
    """Deletes control characters and links from every segment; what stays keeps its cells."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, harmless."""
        return [
            Segment(
                _same_width(text, _without_controls) if _CONTROLS.search(text) else text,
                # A link's address goes out raw inside OSC 8.
                style.update_link(None) if style is not None and style.link else style,
            )
            for text, style, control in segments
            if not control
        ]


class Ascii(LineFilter):
    """Draws everything with ASCII alone, cell for cell: borders, bars, glyphs, whatever comes."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, in 7 bits."""
        return [
            segment
            if segment.text.isascii()
            else Segment(_same_width(segment.text, _to_ascii), segment.style)
            for segment in segments
        ]


class NoColour(LineFilter):
    """Takes every colour away and keeps bold, underline and reverse: for NO_COLOR."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments in the terminal's own two colours."""
        return [Segment(text, _colourless(style)) for text, style, _ in segments]


@lru_cache(1024)
def _colourless(style: Style | None) -> Style | None:
    # Not `style.without_color`: Textual hands the rest on, and blink and dim are no use here.
    if style is None:
        return None
    return Style(
        bold=style.bold, italic=style.italic, underline=style.underline, reverse=style.reverse
    )


@lru_cache(2048)
def _same_width(text: str, change: Callable[[str], str]) -> str:
    cells = cell_len(text)
    changed = change(text)
    return changed if cell_len(changed) == cells else set_cell_size(changed, cells)


def _without_controls(text: str) -> str:
    return _CONTROLS.sub("", text)


def _to_ascii(text: str) -> str:
    return _NOT_ASCII.sub(lambda found: _twin(found[0]), text)


@lru_cache(4096)
def _twin(char: str) -> str:
    """What stands for one character: as many ASCII characters as it has cells."""
    if twin := ASCII.get(char):
        return twin
    if ord(char) in _BOX:
        return "+"
    cells = cell_len(char)
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", char) if c.isascii() and c.isprintable()
    )
    return bare if bare and len(bare) == cells else "?" * cells
