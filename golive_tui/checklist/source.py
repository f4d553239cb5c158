"""The bytes of a checklist file made a document and its lines; whatever they hold, no traceback."""

import re
from collections.abc import Mapping
from typing import Final

import tomli
from msgspec import Struct

from golive_tui.checklist.key_lines import KeyLines, key_lines
from golive_tui.errors import ChecklistError, Problem
from golive_tui.text import clean

LARGEST: Final = 4 * 1024 * 1024
"""Bytes of a file; the largest checklists that people write are a hundredth of it."""

DEEPEST: Final = 32
"""Tables and lists within each other, and parts of a dotted key. An item in an item in an item
lies 12 deep; tomli takes time with the square of a key's parts (40 kB of them: 7 s)."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"
_KEY_PART = r"(?:[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+"
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_KEY_PART}){{{DEEPEST}}}")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


class Source(Struct, frozen=True):
    """The document as tomli reads it, and the line of each of its keys."""

    document: Mapping[str, object]
    lines: KeyLines


def parse(data: bytes, file: str) -> Source:
    """Read a file's bytes; raises ChecklistError where they are no TOML that can be handled."""
    text = _decoded(data, file)
    _refuse_long_keys(text, file)
    try:
        document = tomli.loads(text)
    except RecursionError:
        raise _refusal(file, 0, f"nested more than {DEEPEST} deep") from None
    except ValueError as error:
        raise _not_toml(file, text, str(error)) from None
    if _depth(document) > DEEPEST:
        raise _refusal(file, 0, f"nested more than {DEEPEST} deep")
    return Source(document, key_lines(text))


def _decoded(data: bytes, file: str) -> str:
    if len(data) > LARGEST:
        size = f"{len(data) / 2**20:.1f} MiB"
        raise _refusal(file, 0, f"{size} is too large for a checklist", "at most 4 MiB")
    if data.startswith(_UTF16):
        raise _refusal(file, 1, "this is UTF-16", "save it as UTF-8")
    if data.startswith(_UTF8_MARK):
        message = "a byte order mark, which TOML does not know"
        raise _refusal(file, 1, message, "save it as UTF-8 without one")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is 0x{data[error.start]:02x}, which is not UTF-8"
        raise _refusal(file, line, message, "save it as UTF-8") from None
    nul = text.find("\0")
    if nul >= 0:
        message = "a NUL byte, which no text holds"
        raise _refusal(file, text.count("\n", 0, nul) + 1, message, "this may be no text file")
    return text


def _refuse_long_keys(text: str, file: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") >= DEEPEST and _LONG_KEY.search(line):
            raise _refusal(file, number, f"a key of more than {DEEPEST} parts")


def _not_toml(file: str, text: str, said: str) -> ChecklistError:
    """Tomli's own words, with the place that they name at their end."""
    place = _PLACE.search(said)
    what = clean(_PLACE.sub("", said), 200)
    if place is None:
        return _refusal(file, 0, f"not TOML: {what}")
    if place[1] is None:
        last = text.rstrip("\n").count("\n") + 1
        return _refusal(file, last, f"not TOML: {what}, at the end of the file")
    return _refusal(file, int(place[1]), f"not TOML: {what}, at column {place[2]}")


def _depth(document: dict[str, object]) -> int:
    """How deep tables and lists lie in each other, counted without recursion."""
    depth = 0
    level: list[dict[str, object] | list[object]] = [document]
    while level and depth <= DEEPEST:
        depth += 1
        level = [
            value
            for each in level
            for value in (each.values() if isinstance(each, dict) else each)
            if isinstance(value, dict | list)
        ]
    return depth


def _refusal(file: str, line: int, message: str, hint: str = "") -> ChecklistError:
    return ChecklistError(file, [Problem(line=line, path="", message=message, hint=hint)])
