"""Where an engine listens: `engine.sock` in its launch directory, or a short stand-in for it.

The address of a unix socket holds 108 bytes with its final zero on Linux and 104 on macOS
(unix(7), sys/un.h). A launch directory may be deeper than that; then the socket stands in a
private folder under a name made of the directory's path. The lock file says which one it is.
"""

import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import Final

from golive_tui.errors import StoreError
from golive_tui.store.files import OTHERS, PRIVATE_FOLDER, unwritable

LONGEST: Final = 103 if sys.platform == "darwin" else 107
"""Bytes of the longest path that a unix socket can have here."""


def socket_address(wanted: Path) -> Path:
    """`wanted`, or a short path for it when it is too long; makes and checks the folder then.

    Raises StoreError when the folder for short paths is not ours alone.
    """
    if len(os.fsencode(wanted)) <= LONGEST:
        return wanted
    name = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:16] + ".sock"
    for folder in _folders():
        short = folder / name
        if len(os.fsencode(short)) <= LONGEST:
            _private(folder)
            return short
    raise StoreError(
        f"The socket of this launch would have a path of more than {LONGEST} bytes: {wanted}.",
        hint="Start the launch with --launch DIR in a folder with a shorter path.",
    )


def _folders() -> list[Path]:
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    # XDG base directory specification: a relative path is to be ignored.
    here = [runtime / "golive"] if runtime.is_absolute() and runtime.is_dir() else []
    shared = {Path(tempfile.gettempdir()), Path("/tmp")}  # noqa: S108 - owner and mode are checked
    return [*here, *(folder / f"golive-{os.geteuid()}" for folder in sorted(shared, key=str))]


def _private(folder: Path) -> None:
    """Make the folder, or see that it is a real one, ours, and closed to everybody else."""
    try:
        try:
            folder.mkdir(mode=PRIVATE_FOLDER)
            folder.chmod(PRIVATE_FOLDER)
        except FileExistsError:
            pass
        seen = folder.lstat()
        if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != os.geteuid():
            raise StoreError(
                f"{folder} is not a folder of ours (owner {seen.st_uid}): no socket is put there.",
                hint="Somebody else made it: look at it, remove it, or set XDG_RUNTIME_DIR.",
            )
        if seen.st_mode & OTHERS:
            folder.chmod(PRIVATE_FOLDER)
    except OSError as error:
        raise unwritable(error, folder, outcome="the engine cannot listen there") from error
