"""Foreign text made harmless: one line, bounded, no control character, nothing invisible.

Textual strips only BEL, BS, VT, FF and CR; ESC and C1 reach the terminal raw on 19 of 20 paths
(measured, Textual 8.2.8), so everything that comes from outside passes here first.
"""

import unicodedata

LIMIT = 500
"""Characters kept of one foreign string unless the caller says otherwise."""

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_NEWLINE = "\N{RETURN SYMBOL}"
_DEL_PICTURE = "\N{SYMBOL FOR DELETE}"
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_HIDDEN = frozenset(
    map(
        chr,
        [
            0x00AD,  # soft hyphen
            0x061C,  # Arabic letter mark
            0x180E,  # Mongolian vowel separator
            *range(0x200B, 0x2010),  # zero width, LRM, RLM
            *range(0x2028, 0x202F),  # separators, embeddings and overrides
            *range(0x2060, 0x2070),  # word joiner, isolates, deprecated formatting
            0xFEFF,  # byte order mark
            *range(0xFFF9, 0xFFFC),  # interlinear annotation
            *range(0xE0000, 0xE0080),  # tags
        ],
    )
)


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
    if 0x80 <= code < 0xA0 or char in _HIDDEN or 0xD800 <= code < 0xE000:
        return _REPLACEMENT
    return char


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def clean(text: str, limit: int = LIMIT) -> str:
    """Return `text` as one harmless line of at most `limit` characters.

    C0 controls become their pictures (`␛`), newline `⏎`, C1, bidi and zero-width controls `�`;
    what is cut ends in `…`. The result is NFC, so that equal looks are equal strings.
    """
    bounded = text[: limit + 1]
    if not _is_plain(bounded):
        if "\r\n" in bounded:
            bounded = bounded.replace("\r\n", "\n")
        bounded = unicodedata.normalize("NFC", "".join(map(_picture, bounded)))
    if len(bounded) > limit:
        return bounded[: max(limit - 1, 0)] + ELLIPSIS
    return bounded


def clean_lines(text: str, limit: int = LIMIT, lines: int = 50) -> str:
    """As `clean`, but keeps the first `lines` line breaks: for notes that a person wrote."""
    kept = text.replace("\r\n", "\n").split("\n")[:lines]
    return "\n".join(clean(line, limit) for line in kept)


def plural(count: int, one: str, many: str = "") -> str:
    """`1 item`, `2 items`: a count with its word."""
    return f"{count} {one if count == 1 else many or one + 's'}"
