"""What somebody may put in the place of a file that golive makes or opens."""

import os
from pathlib import Path


def plant(path: Path, kind: str, outside: Path) -> Path:
    """Put it there; `outside` is a folder that must stay as it is: one file, the one returned."""
    outside.mkdir(mode=0o755)
    precious = outside / "precious"
    precious.write_bytes(b"precious")
    if kind == "dangling link":
        path.symlink_to(outside / "new")
    elif kind == "folder link":
        path.symlink_to(outside)
    elif kind == "link":
        path.symlink_to(precious)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        os.mknod(path, 0o020600, os.makedev(1, 7))  # /dev/full: whoever writes to it hears so
    else:
        path.write_bytes(b"precious")
    return precious


def untouched(outside: Path) -> bool:
    """Whether nothing was made, written or closed through a link."""
    return (
        [path.name for path in outside.iterdir()] == ["precious"]
        and (outside / "precious").read_bytes() == b"precious"
        and outside.stat().st_mode & 0o777 == 0o755
    )
