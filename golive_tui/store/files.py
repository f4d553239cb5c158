"""Files of a launch: private, never reached through a symbolic link, durable when we say so."""

import contextlib
import errno
import itertools
import os
import stat
from pathlib import Path
from typing import Final

from golive_tui.errors import StoreError, StoreUnwritable
from golive_tui.store.crash_points import reach

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700
OTHERS: Final = 0o077
"""Permission bits that a launch grants to nobody."""

_REASONS: Final = {
    errno.ENOSPC: "there is no space left on this disk",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "this file system is read-only",
    errno.EIO: "the disk reports an input/output error",
    errno.EFBIG: "the file may not grow any more (a limit of the process or the file system)",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
}
_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


def unwritable(error: OSError, path: Path, *, outcome: str = "nothing was recorded") -> StoreError:
    """The sentence for a failed write: why, which path, what it means, what to do next."""
    reason = _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
    remedy = (
        f"Free some space (df -h {path.parent}), then repeat it."
        if error.errno in _SPACE
        else f"See what is wrong with {path.parent}, then repeat it."
    )
    return StoreUnwritable(f"{path}: {reason}; {outcome}.", hint=remedy)


def open_own(path: Path, flags: int) -> int:
    """A descriptor of our own regular file, mode 0600 whatever the umask says.

    Raises StoreError for a symbolic link, a file that is none, or somebody else's; OSError else.
    """
    descriptor = _open(path, flags)
    try:
        seen = os.fstat(descriptor)
        if seen.st_uid != os.geteuid():
            raise StoreError(
                f"{path} belongs to user {seen.st_uid}, not to us: golive does not write there.",
                hint="Move it away, or run as its owner.",
            )
        if stat.S_IMODE(seen.st_mode) != PRIVATE_FILE:
            os.fchmod(descriptor, PRIVATE_FILE)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def open_to_read(path: Path) -> int:
    """A descriptor for reading a regular file; StoreError for a link or the like, OSError else."""
    return _open(path, os.O_RDONLY)


def _open(path: Path, flags: int) -> int:
    # O_NONBLOCK: a named pipe planted under one of our names must not hold us up.
    flags |= os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags, PRIVATE_FILE)
    except OSError as error:
        # ELOOP: Linux's answer to O_NOFOLLOW on a link (open(2)); ENXIO: a pipe without a reader.
        if error.errno in {errno.ELOOP, errno.ENXIO, errno.EISDIR}:
            raise _not_a_file(path) from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _not_a_file(path)
    return descriptor


def _not_a_file(path: Path) -> StoreError:
    what = "a symbolic link" if path.is_symlink() else "no regular file"
    return StoreError(
        f"{path} is {what}: golive neither reads nor writes through it.",
        hint="Look at who put it there; then remove it.",
    )


def read_file(path: Path) -> bytes:
    """All bytes of a file; StoreError for a link or the like, OSError else."""
    with os.fdopen(open_to_read(path), "rb") as file:
        return file.read()


def write_whole(descriptor: int, data: bytes) -> None:
    """Write all of `data`; a short write is tried on, so that the system says why it was short."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def sync_folder(path: Path) -> None:
    """Make the folder's entries durable: a rename or a new file is not, before this."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folders(path: Path) -> None:
    """Make the folder and those above it that are missing, each durable and private, as the XDG
    base directory specification has it, whatever the umask says; raises OSError."""
    missing = list(itertools.takewhile(lambda each: not each.is_dir(), (path, *path.parents)))
    for folder in reversed(missing):
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        sync_folder(folder.parent)


def make_own_folder(path: Path) -> None:
    """Make the folder, private and ours, where it is missing; raises as `own_folder`."""
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=PRIVATE_FOLDER)
    own_folder(path)


def own_folder(path: Path) -> int:
    """The mode that the folder had; now it is 0700, and a real folder of ours.

    Raises StoreError for a link, for what is no folder, and for somebody else's; OSError else.
    """
    seen = path.lstat()
    if not stat.S_ISDIR(seen.st_mode):
        what = "a symbolic link" if stat.S_ISLNK(seen.st_mode) else "no folder"
        raise StoreError(
            f"{path} is {what}: golive writes nothing there.",
            hint="Look at who put it there; then remove it.",
        )
    if seen.st_uid != os.geteuid():
        raise StoreError(
            f"{path} belongs to user {seen.st_uid}, not to us: golive does not write there.",
            hint="Move it away, or run as its owner.",
        )
    mode = stat.S_IMODE(seen.st_mode)
    if mode != PRIVATE_FOLDER:
        path.chmod(PRIVATE_FOLDER)
    return mode


def replace_file(path: Path, data: bytes, *, point: str = "file") -> None:
    """Put `data` in the place of the file's content at once: the old or the new, never a part.

    Raises StoreUnwritable; then the old content stands. `point` names its crash points.
    """
    temporary = path.with_name(f".{path.name}.new")
    try:
        descriptor = open_own(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            write_whole(descriptor, data)
            reach(f"{point}.after_write")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        reach(f"{point}.after_fsync")
        temporary.replace(path)
        reach(f"{point}.after_rename")
        sync_folder(path.parent)
    except OSError as error:
        # A disk that turned read-only refuses this too: the first failure is what is told.
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise unwritable(error, path, outcome="what it held before still stands") from error
    reach(f"{point}.after_directory_fsync")
