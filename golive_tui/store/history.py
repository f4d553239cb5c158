"""The journal read for people: the newest events, an item's, a round's, those after a number.

Every answer is bounded and in order of time. The file is read from its end in blocks, and a line
is looked at as bytes before it is read as JSON: 100,000 lines cost tens of milliseconds. Beside a
living engine, a line that is being written is not read yet.
"""

import os
from collections.abc import Callable, Iterator
from typing import Final, Self

import msgspec

from golive_tui.errors import JournalDamaged, StoreError, VersionMismatch
from golive_tui.launch.events import ChecklistAccepted, Event
from golive_tui.store.codec import decode, seq_of
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.files import open_to_read

MOST: Final = 1000
"""Events that an answer has at most unless the caller says otherwise."""

_BLOCK: Final = 262_144
"""Bytes read at once from the end."""

_NEAR: Final = 65_536
"""Bytes within which looking for a number line by line is as quick as halving on."""

_OF_ITEMS: Final = ("item.", "step.", "check.", "evidence.")
"""How the kinds of what happens to an item begin."""


def tail(directory: LaunchDirectory, n: int) -> tuple[Event, ...]:
    """The newest `n` events."""
    return _newest(directory, n, b"", lambda _: True)


def of_item(directory: LaunchDirectory, item: str, n: int = MOST) -> tuple[Event, ...]:
    """The newest `n` events of an item, and the changes of the checklist that touched it."""
    return _newest(directory, n, _quoted(item), lambda event: _names_item(event, item))


def of_round(directory: LaunchDirectory, round_id: str, n: int = MOST) -> tuple[Event, ...]:
    """The newest `n` events of a round of the watch."""
    needle = b'"round":' + _quoted(round_id)
    return _newest(directory, n, needle, lambda event: _field(event, "round") == round_id)


def since(directory: LaunchDirectory, seq: int, n: int = MOST) -> tuple[Event, ...]:
    """The first `n` events after event `seq`: ask again after the last one for more."""
    found: list[Event] = []
    with _Reader(directory) as reader:
        for offset, line in reader.lines_from(reader.offset_after(seq)):
            if len(found) >= n:
                break
            event = reader.event(offset, line)
            if event.seq > seq:
                found.append(event)
    return tuple(found)


def _newest(
    directory: LaunchDirectory, n: int, needle: bytes, wanted: Callable[[Event], bool]
) -> tuple[Event, ...]:
    found: list[Event] = []
    with _Reader(directory) as reader:
        for offset, line in reader.lines_backwards(needle):
            if len(found) >= n:
                break
            event = reader.event(offset, line)
            if wanted(event):
                found.append(event)
    return tuple(reversed(found))


def _quoted(text: str) -> bytes:
    return msgspec.json.encode(text)


def _field(event: Event, name: str) -> object:
    return getattr(event.fact, name, None)


def _names_item(event: Event, item: str) -> bool:
    if isinstance(event.fact, ChecklistAccepted):
        return item in (*event.fact.changed, *event.fact.removed, *event.fact.added)
    # A question of a round is an item of its phase, not of the checklist's tree.
    return _field(event, "item") == item and event.fact.kind.startswith(_OF_ITEMS)


class _Reader:
    """The journal as it was when it was opened: `size` bytes, whole lines only."""

    def __init__(self, directory: LaunchDirectory) -> None:
        self._directory = directory
        try:
            self._descriptor = open_to_read(directory.journal)
        except FileNotFoundError:
            self._descriptor = -1
        except OSError as error:
            raise _unreadable(directory, error) from error
        self._size = os.fstat(self._descriptor).st_size if self._descriptor >= 0 else 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)

    def event(self, offset: int, line: bytes) -> Event:
        """The event of the line at that offset; raises JournalDamaged with the line's number."""
        try:
            return decode(line)[0]
        except VersionMismatch:
            raise
        except StoreError as error:
            raise self._damaged(offset, error) from error

    def lines_backwards(self, needle: bytes) -> Iterator[tuple[int, bytes]]:
        """Each whole line that holds `needle`, the last one first, with its offset."""
        end, pending, ended = self._size, b"", False
        while end > 0:
            start = max(end - _BLOCK, 0)
            block = self._read(start, end) + pending
            if not ended:
                # Behind the last newline stands nothing, or a line that is not whole.
                block = block[: block.rfind(b"\n") + 1]
                ended = bool(block)
            # The first line of a block began in the one before it, unless there is none.
            whole = block.find(b"\n") + 1 if start > 0 else 0
            if needle in block[whole:]:
                yield from _held_lines(block[whole:], start + whole, needle)
            pending, end = block[:whole], start

    def lines_from(self, offset: int) -> Iterator[tuple[int, bytes]]:
        """Each whole line from the offset on, which is the beginning of one."""
        pending = b""
        while offset + len(pending) < self._size:
            begin = offset + len(pending)
            block = pending + self._read(begin, min(begin + _BLOCK, self._size))
            *lines, pending = block.split(b"\n")
            for line in lines:
                yield offset, line
                offset += len(line) + 1

    def offset_after(self, seq: int) -> int:
        """The beginning of a line, at or before that of event `seq + 1` and near it."""
        low, high = 0, self._size
        while high - low > _NEAR:
            middle = (low + high) // 2
            begin, line = self._line_behind(middle)
            if line and begin < high and self._seq(begin, line) <= seq:
                low = begin
            else:
                high = middle
        return low

    def _line_behind(self, offset: int) -> tuple[int, bytes]:
        """The first whole line that begins behind the offset; empty when there is none."""
        block = b""
        while True:
            more = self._read(offset + len(block), min(offset + len(block) + _NEAR, self._size))
            block += more
            begin = block.find(b"\n") + 1
            end = block.find(b"\n", begin) if begin else -1
            if end >= 0 or not more:
                return offset + begin, block[begin:end] if end >= 0 else b""

    def _seq(self, offset: int, line: bytes) -> int:
        try:
            return seq_of(line)
        except StoreError as error:
            raise self._damaged(offset, error) from error

    def _damaged(self, offset: int, error: StoreError) -> JournalDamaged:
        line = self._read(0, offset).count(b"\n") + 1
        return JournalDamaged(
            f"{self._directory.journal}:{line}: the journal is damaged here: {error.message}.",
            line=line,
            hint="The next start of the engine says what can be done.",
        )

    def _read(self, start: int, end: int) -> bytes:
        try:
            return os.pread(self._descriptor, end - start, start)
        except OSError as error:
            raise _unreadable(self._directory, error) from error


def _unreadable(directory: LaunchDirectory, error: OSError) -> StoreError:
    return StoreError(f"{directory.journal} cannot be read: {error.strerror}.")


def _held_lines(block: bytes, offset: int, needle: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines of a block that hold `needle`, the last one first; `offset` is the block's."""
    end = offset + len(block)
    for line in reversed(block.split(b"\n")[:-1]):
        end -= len(line) + 1
        if needle in line:
            yield end, line
