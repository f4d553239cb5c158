"""Lines that were written at once are there all, or none counts: half a decision is none.

A line of a batch bears `"batch":"2/3"`, the second of three, behind its link; a line that was
written alone bears nothing. So a batch that a power cut left in part shows, even where the disk
kept its end and lost its beginning.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_PLACE: Final = re.compile(rb'"prev":"[0-9a-f]+","batch":"([0-9]{1,9})/([0-9]{1,9})"')
# Inside a text of JSON each quote has a backslash before it, so no text of a person looks so.
_ALONE: Final = (1, 1)


def place(number: int, size: int) -> str | None:
    """What line `number` (from 1 on) of a batch of `size` bears."""
    return f"{number}/{size}" if size > 1 else None


def batches(lines: Iterable[bytes]) -> Iterator[tuple[list[bytes], bytes]]:
    """The lines of each batch that is whole; at last, with no lines, the bytes behind them, if
    there are any: what was being written when the engine died, and was never acknowledged.

    A line that never was whole has no end, or zeros where a power cut came between the file's
    growth and its content (JSON has no raw zero). Zeros with whole batches behind them are no such
    thing: all that is left is then handed out as it is, and does not read.
    """
    begun: list[bytes] = []
    rest = iter(lines)
    for line in rest:
        begun.append(line)
        if not line.endswith(b"\n") or b"\0" in line:
            behind = list(rest)
            begun += behind
            if _begins_batch(behind):
                yield begun, b""
                return
            break
        number, size = _place_of(line)
        if number >= size:
            yield begun, b""
            begun = []
    if begun:
        yield [], b"".join(begun)


def _place_of(line: bytes) -> tuple[int, int]:
    found = _PLACE.search(line) if b'","batch":"' in line else None
    return (int(found[1]), int(found[2])) if found else _ALONE


def _begins_batch(lines: list[bytes]) -> bool:
    """Whether a batch begins in these lines, so that what is before them was acknowledged."""
    return any(
        line.endswith(b"\n") and b"\0" not in line and _place_of(line)[0] == 1 for line in lines
    )
