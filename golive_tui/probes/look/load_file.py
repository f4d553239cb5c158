"""A report read from the disk: a regular file, bounded, and whole."""

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from golive_tui.errors import InputError
from golive_tui.units import size

LARGEST: Final = size("16MiB")
"""A k6 summary has some kB, a day of Locust's history with 20 names about 10 MB."""


@dataclass(frozen=True, slots=True)
class Report:
    """A file's text, and when it was written (seconds since the epoch)."""

    text: str
    written: float


def read_report(path: Path) -> Report:
    """The report at that path; raises InputError when there is none that can be read whole."""
    try:
        # Without O_NONBLOCK a pipe of that name would be waited for.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be opened: {_why(error)}") from error
    try:
        before = os.fstat(handle)
        _check(path, before)
        data = _read(path, handle)
        after = os.fstat(handle)
    finally:
        os.close(handle)
    if len(data) != before.st_size or (after.st_size, after.st_mtime_ns) != (
        before.st_size,
        before.st_mtime_ns,
    ):
        raise InputError(f"{path} is being written: look again when the run is over")
    return Report(text=data.decode("utf-8-sig", errors="replace"), written=after.st_mtime)


def _check(path: Path, told: os.stat_result) -> None:
    if not stat.S_ISREG(told.st_mode):
        raise InputError(f"{path} is no regular file")
    if told.st_size > LARGEST:
        raise InputError(f"{path} is larger than a report can be, which is 16 MiB")


def _read(path: Path, handle: int) -> bytes:
    try:
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {_why(error)}") from error


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno)
    return os.strerror(errno.EINVAL)
