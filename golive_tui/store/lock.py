"""One engine a launch: a lock by `flock`, which the system lets go when its holder dies.

The file says who holds it, so that others can name and reach that engine; its modification time
is the engine's heartbeat. Whether an engine lives is told by the lock alone, never by a pid.
"""

import errno
import fcntl
import os
import socket
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

import msgspec

from golive_tui.errors import EngineBusy, StoreError
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.files import open_own, open_to_read, unwritable, write_whole

PATIENCE: Final = 2.0
"""Seconds for which an engine tries to get the lock while others look whether it is held."""

_NAP: Final = 0.05
_LONGEST: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """What the lock file says of the engine that holds it: its process, since when (RFC 3339),
    in which boot of which host, where it listens, its epoch (0: not known yet) and version."""

    pid: int
    started: str
    boot_id: str
    host: str
    version: str
    socket: str = ""
    epoch: int = 0


class EngineLock:
    """The lock of one launch, held until `release` or the end of this process."""

    def __init__(self, path: Path, descriptor: int, holder: Holder, before: float | None) -> None:
        self._path = path
        self._descriptor = descriptor
        self.holder = holder
        self.last_alive_before = before
        """When the engine before this one last gave a sign of life (seconds since the epoch)."""

    @classmethod
    def acquire(
        cls, directory: LaunchDirectory, *, version: str, patience: float = PATIENCE
    ) -> Self:
        """Take the lock, and write down who holds it.

        Raises EngineBusy when another engine has it for longer than `patience` seconds, and
        StoreUnwritable when the file cannot be written.
        """
        from golive_tui.clock import boot_id, real_now  # brings asyncio: `golive status` pays none
        from golive_tui.units import show_instant

        path = directory.lock
        try:
            descriptor = open_own(path, os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise unwritable(error, path, outcome="the engine cannot start") from error
        try:
            _wait_for(descriptor, path, patience)
            seen = os.fstat(descriptor)
            before = seen.st_mtime if seen.st_size else None
            holder = Holder(
                pid=os.getpid(),
                started=show_instant(real_now()),
                boot_id=boot_id(),
                host=socket.gethostname(),
                version=version,
            )
            lock = cls(path, descriptor, holder, before)
            lock._write()
        except BaseException:
            os.close(descriptor)
            raise
        return lock

    def announce(self, *, socket_path: Path, epoch: int) -> None:
        """Write down where this engine listens, and under which epoch it writes."""
        self.holder = replace(self.holder, socket=str(socket_path), epoch=epoch)
        self._write()

    def touch(self) -> None:
        """Give a sign of life; raises StoreUnwritable."""
        try:
            os.utime(self._descriptor)
        except OSError as error:
            raise unwritable(error, self._path, outcome="no sign of life was given") from error

    def release(self) -> None:
        """Let the next engine have it; what the file says stays, and nobody holds it."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _write(self) -> None:
        data = msgspec.json.encode(self.holder) + b"\n"
        try:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            write_whole(self._descriptor, data)
            os.ftruncate(self._descriptor, len(data))
        except OSError as error:
            raise unwritable(error, self._path, outcome="the engine cannot start") from error


def holder(directory: LaunchDirectory) -> Holder | None:
    """The engine that holds the launch's lock, or None when none does.

    A holder with pid 0 lives, but has not yet written down who it is. Raises StoreError when the
    lock cannot be read.
    """
    try:
        descriptor = open_to_read(directory.lock)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{directory.lock} cannot be read: {error.strerror}.") from error
    try:
        # A shared lock, let go at once by the close: it is refused only while an engine lives.
        if _locked(descriptor, fcntl.LOCK_SH):
            return None
        return _read(descriptor)
    finally:
        os.close(descriptor)


def last_alive(directory: LaunchDirectory) -> float | None:
    """When the launch's engine last gave a sign of life (seconds since the epoch); None: never."""
    try:
        seen = directory.lock.lstat()
    except OSError:
        return None
    return seen.st_mtime if seen.st_size else None


def _locked(descriptor: int, operation: int) -> bool:
    try:
        fcntl.flock(descriptor, operation | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
            return False
        raise
    return True


def _wait_for(descriptor: int, path: Path, patience: float) -> None:
    from golive_tui.clock import pause

    naps = max(round(patience / _NAP), 0)
    try:
        while not _locked(descriptor, fcntl.LOCK_EX):
            # Who only looks holds it shared: that is waited for. An engine is not: whoever waited
            # for it would take over from one that was stopped on purpose.
            if naps <= 0 or _is_held_alone(descriptor):
                raise _busy(path, _read(descriptor))
            naps -= 1
            pause(_NAP)
    except OSError as error:
        raise unwritable(error, path, outcome="this file system cannot lock it") from error


def _is_held_alone(descriptor: int) -> bool:
    """Whether an engine holds the lock; a shared one that we get is let go at once."""
    if not _locked(descriptor, fcntl.LOCK_SH):
        return True
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    return False


def _busy(path: Path, who: Holder) -> EngineBusy:
    if not who.pid:
        return EngineBusy(f"Another engine holds this launch ({path}).")
    return EngineBusy(
        f"Another engine holds this launch: process {who.pid} on {who.host}, since {who.started}.",
        hint=f"golive attach {path.parent} opens the dashboard on it;"
        f" golive stop {path.parent} ends it.",
    )


_UNKNOWN: Final = Holder(pid=0, started="", boot_id="", host="", version="")


def _read(descriptor: int) -> Holder:
    """What the file says, or `_UNKNOWN` while it is being written."""
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        return msgspec.json.decode(os.read(descriptor, _LONGEST), type=Holder)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return _UNKNOWN
