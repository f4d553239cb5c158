"""Named places at which a test may kill the process, as a power cut or `kill -9` would.

`GOLIVE_CRASH_POINT=journal.after_write` kills at the first pass, `journal.after_write:3` at the
third. `journal.after_write:3:stop` stops it there instead, so that others can be killed meanwhile;
`journal.after_write:3:EIO` fails there as a sick disk does, by the name of an errno(3).
Unset, which is always so outside the tests, a point costs one comparison.
"""

import errno
import os
import signal
from typing import Final

VARIABLE: Final = "GOLIVE_CRASH_POINT"

POINTS: Final = (
    "journal.before_append",
    "journal.after_write",
    "journal.after_fsync",
    "snapshot.after_write",
    "snapshot.after_fsync",
    "snapshot.after_rename",
    "snapshot.after_directory_fsync",
    "samples.before_commit",
    "samples.after_commit",
    "recover.after_aside",
    "recover.after_cut",
)
"""Every point of this room, in the order in which its file is written."""


def _armed() -> tuple[str, int, str]:
    name, _, rest = os.environ.get(VARIABLE, "").partition(":")
    passes, _, deed = rest.partition(":")
    return name, int(passes) if passes.isdecimal() else 1, deed


_name, _passes_left, _deed = _armed()


def arm() -> None:
    """Read the environment anew: for a test whose processes are forked."""
    global _name, _passes_left, _deed
    _name, _passes_left, _deed = _armed()


def reach(point: str) -> None:
    """Say that `point` is reached; does nothing unless the environment named it. Raises the
    OSError that it names, if any."""
    global _passes_left  # noqa: PLW0603 - one countdown a process, as there is one death
    if point != _name:
        return
    _passes_left -= 1
    if _passes_left == 0:
        _do(_deed)


def _do(deed: str) -> None:
    number = getattr(errno, deed, None)
    if number is not None:
        raise OSError(number, os.strerror(number))
    os.kill(os.getpid(), signal.SIGSTOP if deed == "stop" else signal.SIGKILL)
