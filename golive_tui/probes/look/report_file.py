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
    """A file's bytes, and when it was written (seconds since the epoch)."""

    data: bytes
    written: float

    @property
    def text(self) -> str:
        """As UTF-8, without its mark; what is none is replaced."""
        return self.data.decode("utf-8-sig", errors="replace")


def place(directory: str, given: str, kind: str) -> Path:
    """Where the file should be, from `directory` on; raises InputError for an unknown home."""
    try:
        return Path(directory) / Path(given).expanduser()
    except RuntimeError as error:
        raise InputError(f"{kind}: there is no such home: {given}") from error


def check_links(path: Path, directory: str) -> None:
    """Raise InputError where links lead a path that is written as within `directory` out of it.

    What lies elsewhere is named by its own path: then everyone who reads the checklist sees it.
    """
    home = os.path.normpath(directory)
    if os.path.commonpath([home, os.path.normpath(path)]) != home:
        return
    real = os.path.realpath(path)
    if os.path.commonpath([os.path.realpath(home), real]) != os.path.realpath(home):
        raise InputError(f"{path} is a link to {real}, outside of the launch's directory")


def read_report(path: Path, directory: str = "") -> Report:
    """The report at that path; raises InputError when there is none that can be read whole.

    With `directory`, no link may lead out of it (`check_links`).
    """
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
        if directory:
            check_links(path, directory)
        data = _read(path, handle)
        after = os.fstat(handle)
    finally:
        os.close(handle)
    if len(data) != before.st_size or (after.st_size, after.st_mtime_ns) != (
        before.st_size,
        before.st_mtime_ns,
    ):
        raise InputError(f"{path} is being written: look again when the run is over")
    return Report(data=data, written=after.st_mtime)


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
