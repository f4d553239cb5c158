"""Who plays a rehearsal. Its engine is in a session of its own, as every engine is; this one is
nobody's launch, and must not outlive whoever plays it, however that ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

NAME: Final = "rehearsed.lock"
"""Within the launch directory: locked for as long as somebody plays it."""


@contextmanager
def owned(directory: Path) -> Iterator[None]:
    """Own the rehearsal in this launch directory. The system gives the lock back for a process that
    is killed."""
    path = directory / NAME
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        with suppress(FileNotFoundError):
            path.unlink()
        os.close(lock)


def is_owned(directory: Path) -> bool:
    """Whether somebody plays it now."""
    try:
        lock = os.open(directory / NAME, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(lock)
    return False
