"""Disks that take no more: a small file system that fills up, a limit on a file's size."""

import contextlib
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def small_disk(place: Path, kib: int = 256) -> Iterator[Path]:
    """A file system of that size of its own; skips where we may not mount one."""
    place.mkdir()
    options = f"size={kib}k,mode=700"
    if shutil.which("mount") is None or not _ran(
        "mount", "-t", "tmpfs", "-o", options, "golive-test", place
    ):
        pytest.skip("a small file system cannot be mounted here")
    try:
        yield place
    finally:
        _ran("umount", "-l", place)


def make_read_only(disk: Path) -> None:
    """Nothing can be written to that file system any more."""
    assert _ran("mount", "-o", "remount,ro", disk)


def fill(disk: Path) -> Path:
    """Leave no byte on that file system; the file that does so, to be removed."""
    filler = disk / "filler"
    with contextlib.suppress(OSError), filler.open("ab", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return filler


@contextlib.contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process grows beyond `size` bytes; Python ignores SIGXFSZ, so that a write
    is short or fails with EFBIG, as it does with ENOSPC on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _ran(*command: str | Path) -> bool:
    argv = [os.fspath(word) for word in command]
    return subprocess.run(argv, check=False, capture_output=True).returncode == 0
