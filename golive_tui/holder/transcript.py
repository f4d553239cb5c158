"""The transcript on the disk: appended, counted, hashed, and never in the command's way.

What a full or sick disk does not take is dropped and counted, and where the disk takes bytes
again a line says how many are missing there.
"""

import os
from pathlib import Path
from typing import Final, Protocol

from golive_tui.holder.digest import Digest
from golive_tui.store.files import open_own, unwritable

_STRIDE: Final = 8 * 1024 * 1024
"""Bytes after which the system is asked to write out what came before, so that the last fsync
of a long transcript has little left to do."""


class Sink(Protocol):
    """Takes output and never refuses: what it cannot keep it counts as lost."""

    written: int
    lost: int
    trouble: str

    @property
    def sha256(self) -> str:
        """The digest of what is kept."""

    def write(self, data: bytes) -> None:
        """Take `data`."""

    def close(self) -> None:
        """Make it durable, and let it go."""


class Nowhere:
    """A sink that keeps nothing."""

    sha256 = ""

    def __init__(self, trouble: str) -> None:
        self.written = 0
        self.lost = 0
        self.trouble = trouble

    def write(self, data: bytes) -> None:
        """Count `data`."""
        self.lost += len(data)

    def close(self) -> None:
        """Nothing is held."""


class Transcript:
    """One file of output; `limit` is the most that is kept of it."""

    def __init__(self, path: Path, *, limit: int | None = None) -> None:
        """Make the file; raises FileExistsError, StoreUnwritable."""
        self.path = path
        self.written = 0
        self.lost = 0
        self.trouble = ""
        self._limit = limit
        self._missing = 0
        self._digest = Digest()
        self._flushed = 0
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
            self._descriptor = open_own(path, flags)
        except FileExistsError:
            raise
        except OSError as error:
            raise unwritable(error, path, outcome="nothing was started") from error

    @property
    def sha256(self) -> str:
        """The digest of what is on the disk."""
        return self._digest.hexdigest()

    def write(self, data: bytes) -> None:
        """Append `data`, or as much of it as can be."""
        if self._limit is not None and self.written + len(data) > self._limit:
            room = max(self._limit - self.written, 0)
            self.lost += len(data) - room
            self.trouble = f"only the first {self._limit} bytes are kept"
            data = data[:room]
        if self._missing and data and self._append(_gap(self._missing)) == 0:
            self._missing = 0
        lost = len(data) if self._missing else self._append(data)
        self.lost += lost
        self._missing += lost
        if self.written - self._flushed >= 2 * _STRIDE:
            # Starts the writing out of dirty pages and does not wait for it (posix_fadvise(2)).
            os.posix_fadvise(self._descriptor, self._flushed, _STRIDE, os.POSIX_FADV_DONTNEED)
            self._flushed += _STRIDE

    def close(self) -> None:
        """Make it durable, and let it go."""
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            self.trouble = _reason(error)
        os.close(self._descriptor)
        self._digest.close()

    def _append(self, data: bytes) -> int:
        """Append as much as the disk takes; returns how many bytes it did not take."""
        view = memoryview(data)
        while view:
            try:
                wrote = os.write(self._descriptor, view)
            except OSError as error:
                self.trouble = _reason(error)
                break
            self._digest.update(view[:wrote])
            self.written += wrote
            view = view[wrote:]
        return len(view)


def _gap(missing: int) -> bytes:
    return b"\n[golive: %d bytes are missing here: the disk did not take them]\n" % missing


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
