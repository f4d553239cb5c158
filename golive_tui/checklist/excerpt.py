"""The part of a checklist's text that shows a kind of check or probe at work."""

import re
from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct

_HEADER = re.compile(r"^\[\[?([\w.-]+)\]\]?", re.MULTILINE)


class Excerpt(Struct, frozen=True, kw_only=True):
    """`text` as it stands in the file from `line` on (from 1)."""

    line: int
    text: str


def excerpt(source: str, kind: str) -> Excerpt | None:
    """The first table of that kind in a checklist, with its own tables; a check before a probe.

    Inline tables (`check = { ... }`) are passed over: what is shown is to be read.
    """
    tables = list(_tables(source))
    of_kind = re.compile(rf'^kind = "{re.escape(kind)}"$', re.MULTILINE)
    for wanted in (r"\.check$", r"^probes\."):
        for at, (name, start, end) in enumerate(tables):
            if re.search(wanted, name) and of_kind.search(source, start, end):
                text = source[start : _end_of(tables[at:])]
                return Excerpt(line=source.count("\n", 0, start) + 1, text=_trimmed(text))
    return None


def _end_of(tables: list[tuple[str, int, int]]) -> int:
    """Where the first of them ends, with the tables within it that follow."""
    (name, _, end), *rest = tables
    within = takewhile(lambda each: each[0].startswith(f"{name}."), rest)
    return max((last for _, _, last in within), default=end)


def _tables(source: str) -> Iterator[tuple[str, int, int]]:
    """Each table's name, and where its text begins and ends."""
    found = list(_HEADER.finditer(source))
    ends = [each.start() for each in found[1:]] + [len(source)]
    for each, end in zip(found, ends, strict=True):
        yield each[1], each.start(), end


def _trimmed(text: str) -> str:
    """Without the comments at its end: they speak of the next table."""
    lines = text.rstrip().split("\n")
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return "\n".join(lines)
