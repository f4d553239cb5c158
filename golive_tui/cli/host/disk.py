"""Whether launches can be kept where they would be: a file system of this host, with room, that
keeps what it was told to keep, and whose locks lock."""

import fcntl
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from golive_tui import clock
from golive_tui.cli.host.finding import Finding, note, ok, unknown, wrong
from golive_tui.store.address import socket_address

LEAST: Final = 500_000_000
"""Bytes that a week of samples of twenty probes takes, with some to spare."""
SLOW: Final = 0.5
"""Seconds from which waiting for the disk is felt at every key."""

_REMOTE: Final = frozenset(
    {
        "9p", "afs", "beegfs", "ceph", "cifs", "coda", "fuse.ceph", "fuse.curlftpfs",
        "fuse.gcsfuse", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "gfs2",
        "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "smb3", "smbfs",
        "virtiofs",
    }
)  # fmt: skip
_MEMORY: Final = frozenset({"ramfs", "tmpfs"})
_ELSEWHERE: Final = "export XDG_STATE_HOME=DIR, on a disk of this host"


def look(folder: Path, mounts: Path = Path("/proc/self/mountinfo")) -> Iterator[Finding]:
    """All findings on the folder in which launches are kept; it need not be there yet."""
    here = _nearest(folder)
    yield _file_system(folder, here, mounts)
    yield room(folder, shutil.disk_usage(here).free)
    yield _trial(folder, here)


def _nearest(folder: Path) -> Path:
    """The folder, or the part of its path that exists."""
    return next(each for each in (folder, *folder.parents) if each.is_dir())


def room(folder: Path, free: int) -> Finding:
    """Whether `free` bytes are enough."""
    says = f"{free / 1e9:.1f} GB free for {folder}"
    if free < LEAST:
        return wrong("disk", says, f"a week of samples can take {LEAST / 1e9:.1f} GB: make room")
    return ok("disk", says)


def _file_system(folder: Path, here: Path, mounts: Path) -> Finding:
    kind = file_system_of(here.resolve(), mounts)
    if kind is None:
        return unknown("file system", f"the system does not tell what {folder} lies on")
    if kind in _REMOTE:
        return wrong(
            "file system",
            f"{folder} lies on {kind}, on another host: the launch would hang with the network",
            _ELSEWHERE,
        )
    if kind in _MEMORY:
        return wrong(
            "file system", f"{folder} lies in memory ({kind}): a reboot loses it", _ELSEWHERE
        )
    if kind == "overlay":
        return note(
            "file system", f"{folder} lies in a container's own layer and goes with it", _ELSEWHERE
        )
    return ok("file system", f"{folder} lies on {kind}")


def file_system_of(path: Path, mounts: Path) -> str | None:
    """The type of the file system of an absolute path (proc(5), mountinfo); None: not told."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    found: tuple[int, str] | None = None
    for line in lines:
        fields, _, rest = line.partition(" - ")
        parts = fields.split()
        if len(parts) < 5 or not rest:
            continue
        point = Path(_unescaped(parts[4]))
        # A later mount on the same point covers the earlier one.
        if path.is_relative_to(point) and (found is None or len(point.parts) >= found[0]):
            found = len(point.parts), rest.split()[0]
    return found[1] if found else None


def _unescaped(text: str) -> str:
    for code in ("040", "011", "012", "134"):
        text = text.replace(f"\\{code}", chr(int(code, 8)))
    return text


def _trial(folder: Path, here: Path) -> Finding:
    """Write, sync, lock and listen there, as a launch does; all of it is taken away again."""
    try:
        with tempfile.TemporaryDirectory(prefix=".golive-doctor-", dir=here) as scratch:
            seconds = _written(Path(scratch))
            if not _locks(Path(scratch) / "lock"):
                return wrong(
                    "write", f"locks do not lock in {folder}: two engines could run", _ELSEWHERE
                )
            _listen(Path(scratch) / "sock")
    except OSError as error:
        return wrong("write", f"{folder} cannot carry a launch: {error.strerror}", _ELSEWHERE)
    says = f"written, synced, locked and listened to in {folder}; a sync takes {seconds:.3f} s"
    if seconds > SLOW:
        return note("write", says, "every act waits for it: a quicker disk would be felt")
    return ok("write", says)


def _written(scratch: Path) -> float:
    """Write and sync a file and its folder; the seconds that the sync took."""
    with (scratch / "file").open("wb") as file:
        file.write(b"golive\n" * 100)
        file.flush()
        began = clock.stopwatch()
        os.fsync(file.fileno())
        took = clock.stopwatch() - began
    descriptor = os.open(scratch, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return took


def _locks(path: Path) -> bool:
    """Whether a second lock on a locked file is refused."""
    with path.open("wb") as first, path.open("wb") as second:
        fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _listen(path: Path) -> None:
    """Bind a socket there, or where a path too long for it would have its socket."""
    place = socket_address(path)
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(place))
    place.unlink()
