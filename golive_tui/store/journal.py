"""The journal: the commit point. An act is acknowledged only after its line is on the disk.

One writer a launch holds it open. `append` writes a batch at once and forces it to the disk; when
that fails, the file is cut back to where it stood, so that what was refused is not there later.
"""

import os
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from golive_tui.errors import StoreError
from golive_tui.launch.events import Event
from golive_tui.store.batches import place
from golive_tui.store.chain import Position
from golive_tui.store.codec import encode
from golive_tui.store.crash_points import reach
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.files import open_own, sync_folder, unwritable, write_whole


class Journal:
    """The journal of one launch, open for appending at `position`."""

    def __init__(self, directory: LaunchDirectory, descriptor: int, position: Position) -> None:
        self._path = directory.journal
        self._descriptor = descriptor
        self._position = position
        self._name = str(directory.journal)
        seen = os.fstat(descriptor)
        self._identity = (seen.st_dev, seen.st_ino)
        # True while bytes beyond the position may be in the file: a write that did not succeed.
        self._unsettled = False

    @classmethod
    def open(cls, directory: LaunchDirectory, position: Position) -> Self:
        """Open it where `recover` left it, and make it when the launch begins.

        Raises StoreUnwritable when it cannot be opened for writing, StoreError when it is not as
        `recover` left it.
        """
        path = directory.journal
        flags = os.O_WRONLY | os.O_APPEND
        try:
            try:
                descriptor = open_own(path, flags)
            except FileNotFoundError:
                descriptor = open_own(path, flags | os.O_CREAT | os.O_EXCL)
                sync_folder(directory.path)
        except OSError as error:
            raise unwritable(error, path) from error
        journal = cls(directory, descriptor, position)
        try:
            journal._check_untouched()
        except BaseException:
            journal.close()
            raise
        return journal

    @property
    def position(self) -> Position:
        """Where it stands: behind the last event that was acknowledged."""
        return self._position

    def append(self, events: Sequence[Event]) -> None:
        """Make all of them durable, or none.

        Raises StoreUnwritable when the disk does not take them: nothing was recorded, and the
        next append goes on as soon as there is room. Raises EventUnfit when one of them cannot be
        recorded as it is, and StoreError when they do not follow the last event, the file is gone
        or somebody else wrote to it.
        """
        if not events:
            return
        lines, after = self._lines(events)
        self._settle()
        self._check_untouched()
        reach("journal.before_append")
        self._unsettled = True
        try:
            write_whole(self._descriptor, b"".join(lines))
            reach("journal.after_write")
            os.fsync(self._descriptor)
        except OSError as error:
            raise unwritable(error, self._path, outcome=self._take_back()) from error
        reach("journal.after_fsync")
        self._unsettled = False
        self._position = after

    def close(self) -> None:
        """Let go of the file; what was acknowledged is on the disk already."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _lines(self, events: Sequence[Event]) -> tuple[list[bytes], Position]:
        lines: list[bytes] = []
        after = self._position
        for number, event in enumerate(events, 1):
            if event.seq != after.seq + 1:
                raise StoreError(f"Event {event.seq} cannot follow event {after.seq}.")
            lines.append(encode(event, after.prev, place(number, len(events))))
            after = after.after(lines[-1])
        return lines, after

    def _take_back(self) -> str:
        """Cut what a failed append left; what became of it, for the message."""
        try:
            self._settle()
        except StoreError:
            return (
                "it could not be taken back either: whether it was recorded will show at the"
                " next start"
            )
        return "nothing was recorded"

    def _settle(self) -> None:
        if not self._unsettled:
            return
        try:
            os.ftruncate(self._descriptor, self._position.offset)
            os.fsync(self._descriptor)
        except OSError as error:
            raise unwritable(error, self._path) from error
        self._unsettled = False

    def _check_untouched(self) -> None:
        """One writer only: the name still leads to our file, and it ends where we left it."""
        path = self._name
        try:
            there = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - each append pays for it
        except FileNotFoundError as error:
            raise StoreError(
                f"{path} is gone: nothing was recorded.",
                hint="Stop this engine; put the journal back, or go on from state.toml.",
            ) from error
        except OSError as error:
            raise unwritable(error, self._path) from error
        if (there.st_dev, there.st_ino) != self._identity:
            raise StoreError(
                f"{path} is another file than the one we opened: nothing was recorded.",
                hint="Somebody replaced it while the engine ran. Stop this engine and look.",
            )
        if there.st_size != self._position.offset:
            raise StoreError(
                f"{path} has {there.st_size} bytes where we left {self._position.offset}: another"
                " program writes to it. Nothing was recorded.",
                hint="Stop this engine, and whatever else writes there; then start it again.",
            )
