"""Foreign text made harmless: one line, bounded, no control character, nothing invisible.

Textual strips only BEL, BS, VT, FF and CR; ESC and C1 reach the terminal raw on 19 of 20 paths
(measured, Textual 8.2.8), so everything that comes from outside passes here first.
"""

import re
import unicodedata
from typing import Final

LIMIT: Final = 500
"""Characters kept of one foreign string unless the caller says otherwise."""

ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"

_NEWLINE: Final = "\N{RETURN SYMBOL}"
_DEL_PICTURE: Final = "\N{SYMBOL FOR DELETE}"
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_HIDING: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories without a shape of their own: controls, bidi and zero-width formats, surrogates,
separators of lines and paragraphs (Unicode, table 4-4)."""

_BLANKS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks that are drawn as nothing: joiners and fillers."""

_SELECTORS: Final = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Variation selectors choose a look of the letter before them, and with it a width on which no
two terminals agree; the letter alone is the same text."""

_HEAP: Final = 4
"""Marks that may stand on one letter; more is no language but a column of ink over its line."""


def _picture(char: str) -> str:
    code = ord(char)
    if char == "\n":
        return _NEWLINE
    if char == "\t":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return _DEL_PICTURE
    if unicodedata.category(char) in _HIDING or char in _BLANKS or _is_no_character(code):
        return _REPLACEMENT
    return char


def _is_no_character(code: int) -> bool:
    """The 66 code points that Unicode keeps free of characters for ever."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _without_heaps(text: str) -> str:
    kept: list[str] = []
    heap = 0
    for char in text:
        heap = heap + 1 if unicodedata.combining(char) else 0
        if heap <= _HEAP:
            kept.append(char)
    return "".join(kept)


def clean(text: str, limit: int = LIMIT) -> str:
    """Return `text` as one harmless line of at most `limit` characters.

    C0 controls become their pictures (`␛`), newline `⏎`, C1, bidi and zero-width controls `�`;
    what is cut ends in `…`. The result is NFC, so that equal looks are equal strings.
    """
    bounded = text[: limit + 1]
    cut = len(text) > limit
    if not _is_plain(bounded):
        bounded = _SELECTORS.sub("", bounded.replace("\r\n", "\n"))
        pictured = "".join(map(_picture, bounded))
        bounded = unicodedata.normalize("NFC", _without_heaps(pictured))
        cut = cut or len(bounded) > limit
    if cut:
        return bounded[: max(limit - 1, 0)] + ELLIPSIS if limit else ""
    return bounded


def clean_lines(text: str, limit: int = LIMIT, lines: int = 50) -> str:
    """As `clean`, line by line, for notes that a person wrote: at most `lines` lines.

    What is cut off at the end is told by a last line of `…`.
    """
    found = text.replace("\r\n", "\n").split("\n", lines)
    kept = [clean(line, limit) for line in found[:lines]]
    if len(found) > lines:
        kept[-1:] = [ELLIPSIS]
    return "\n".join(kept)


def plural(count: int, one: str, many: str = "") -> str:
    """`1 item`, `2 items`: a count with its word."""
    return f"{count} {one if count == 1 else many or one + 's'}"
