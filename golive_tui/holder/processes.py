"""Processes of this host: which one a pid means, who descends from whom, and signals to them.

A pid alone means nothing after its process has ended: with the start time of proc(5) (clock ticks
since boot) and the boot's id it names one process for ever.
"""

import contextlib
import errno
import os
import signal
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from golive_tui.text import clean

_PROC: Final = Path("/proc")
_ENDED: Final = "ZXx"
"""States of proc(5) in which a process runs no more: zombie, dead."""
_STOPPED: Final = "Tt"
"""States of proc(5) in which it waits for SIGCONT, or for who traces it."""
_HIDDEN: Final = frozenset({errno.ENOENT, errno.ESRCH, errno.ENOTDIR, errno.EACCES, errno.EPERM})
"""It is not there; or somebody else's under `hidepid` (proc(5)), and then none of ours."""
_SHOWN: Final = 200
_SET_CHILD_SUBREAPER: Final = 36
"""PR_SET_CHILD_SUBREAPER of prctl(2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One process of one boot: its pid and when it started, as `start` of the system says."""

    pid: int
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A process as it was seen: whose child it is, in which session."""

    process: Process
    parent: int
    session: int
    name: str
    ended: bool
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A process that is still there, and its command line, for people."""

    process: Process
    command: str
    why: str = ""


def seen(pid: int) -> Seen | None:
    """The process that has this pid now, or None; raises OSError where it cannot be looked at now
    (no descriptor is free): that says nothing about the process."""
    try:
        stat = _PROC.joinpath(str(pid), "stat").read_bytes()
    except OSError as error:
        if error.errno not in _HIDDEN:
            raise
        return None if _has_proc() else _elsewhere().get(pid)
    return _parsed(pid, stat)


def process_of(pid: int) -> Process:
    """The identity of a process that is there; raises ProcessLookupError, and as `seen`."""
    found = seen(pid)
    if found is None:
        raise ProcessLookupError(errno.ESRCH, f"there is no process {pid}")
    return found.process


def alive(process: Process) -> bool:
    """Whether this very process still runs: a pid that another has by now, or a zombie, is none.
    Raises as `seen`."""
    found = _still(process)
    return found is not None and not found.ended


def stopped(process: Process) -> bool:
    """Whether this very process was stopped (SIGSTOP, a debugger) and has not gone on since.
    Raises as `seen`."""
    found = _still(process)
    return found is not None and found.stopped


def _still(process: Process) -> Seen | None:
    found = seen(process.pid)
    return found if found is not None and found.process == process else None


def table() -> dict[int, Seen]:
    """Every process that can be seen, by pid."""
    if not _has_proc():
        return _elsewhere()
    found: dict[int, Seen] = {}
    for name in (entry.name for entry in os.scandir(_PROC)):
        with contextlib.suppress(OSError):
            if name.isdecimal() and (each := seen(int(name))) is not None:
                found[each.process.pid] = each
    return found


def family(every: Mapping[int, Seen], holder: int, session: int | None = None) -> list[Seen]:
    """Who descends from the holder or stands in that session, and runs; oldest first.

    The holder itself is not in it. The session is for systems on which orphans leave the tree
    (`adopt_orphans`). Oldest first: a shell whose child ends before it is told to end would go on
    with its next line.
    """
    children: dict[int, list[int]] = {}
    for each in every.values():
        children.setdefault(each.parent, []).append(each.process.pid)
    found = {pid for pid, each in every.items() if each.session == session}
    ahead = [*children.get(holder, []), *found]
    while ahead:
        pid = ahead.pop()
        found.add(pid)
        ahead += [child for child in children.get(pid, []) if child not in found]
    found.discard(holder)
    members = [every[pid] for pid in found if pid in every and not every[pid].ended]
    return sorted(members, key=lambda each: (each.process.start, each.process.pid))


def marked(every: Iterable[Seen], mark: str) -> list[Seen]:
    """Those of our own whose environment holds `mark` (`NAME=value`), and which run."""
    wanted = os.fsencode(mark)
    return [
        each
        for each in every
        if not each.ended and wanted in _environment(each.process.pid).split(b"\0")
    ]


def send(process: Process, number: int) -> int:
    """Send a signal to this very process, never to another that has its pid by now.

    Returns 0, or the errno of the refusal: ESRCH where it has ended, EPERM where it is not ours.
    """
    try:
        if not hasattr(os, "pidfd_open"):
            if alive(process):
                os.kill(process.pid, number)
            return 0
        handle = os.pidfd_open(process.pid)
        try:
            if not alive(process):
                return errno.ESRCH
            signal.pidfd_send_signal(handle, number)
        finally:
            os.close(handle)
    except OSError as error:
        return error.errno or errno.ESRCH
    return 0


def left(each: Seen, why: str = "") -> Left:
    """A process for people: its command line, or its name in brackets as ps(1) shows it."""
    with contextlib.suppress(OSError):
        line = _PROC.joinpath(str(each.process.pid), "cmdline").read_bytes()[:4096]
        if words := line.rstrip(b"\0").replace(b"\0", b" ").decode("utf-8", "replace"):
            return Left(process=each.process, command=clean(words, _SHOWN), why=why)
    return Left(process=each.process, command=clean(f"[{each.name}]", _SHOWN), why=why)


def adopt_orphans() -> bool:
    """Become the parent of every descendant whose own parent ends, so that none leaves the tree
    by a double fork (prctl(2)); False where the system has no such thing."""
    try:
        import ctypes

        return bool(ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)
    except (ImportError, OSError, AttributeError):
        return False


def _has_proc() -> bool:
    return _PROC.joinpath("self", "stat").exists()


def _environment(pid: int) -> bytes:
    try:
        return _PROC.joinpath(str(pid), "environ").read_bytes()
    except OSError:
        return b""


def _parsed(pid: int, stat: bytes) -> Seen | None:
    """A line of /proc/PID/stat; the name stands in brackets and may hold brackets itself."""
    head, _, tail = stat.rpartition(b")")
    words = tail.split()
    if len(words) < 20:
        return None
    state = words[0].decode("ascii", "replace")
    return Seen(
        process=Process(pid=pid, start=int(words[19])),
        parent=int(words[1]),
        session=int(words[3]),
        name=head.partition(b"(")[2].decode("utf-8", "replace"),
        ended=state in _ENDED,
        stopped=state in _STOPPED,
    )


def _elsewhere() -> dict[int, Seen]:
    """The same where there is no /proc, by a library that knows other systems."""
    import psutil

    found: dict[int, Seen] = {}
    for each in psutil.process_iter():
        gone = (psutil.Error, ProcessLookupError, PermissionError)
        with contextlib.suppress(*gone), each.oneshot():
            found[each.pid] = Seen(
                process=Process(pid=each.pid, start=round(each.create_time() * 100)),
                parent=each.ppid(),
                session=os.getsid(each.pid),
                name=each.name(),
                ended=each.status() == psutil.STATUS_ZOMBIE,
                stopped=each.status() == psutil.STATUS_STOPPED,
            )
    return found
