"""Writes down what a program asks of the disk below a folder, by standing before `os`.

The store and the holder write through `os` alone, and `pathlib` goes through it too.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.whole.disk import (
    FOLDER,
    NOWHERE,
    Entry,
    Mark,
    Op,
    Resize,
    Sync,
    SyncFolder,
    Write,
)


class Recorder:
    """The operations below `root` so far, in order."""

    def __init__(self, root: Path) -> None:
        self.ops: list[Op] = []
        self._root = root.absolute()
        self._inodes: dict[str, int] = {}
        self._open: dict[int, tuple[str, int]] = {}
        self._next = 1

    def mark(self, key: str, value: int = 1) -> None:
        """The program has said something to the world."""
        self.ops.append(Mark(key, value))

    def _name(self, path: Any) -> str | None:
        text = str(Path(path).absolute())
        if text == str(self._root):
            return ""
        return os.path.relpath(text, self._root) if text.startswith(f"{self._root}/") else None

    def _enter(self, name: str, inode: int, gone: str = "") -> None:
        folder, _, own = name.rpartition("/")
        self.ops.append(Entry(folder, own, inode, gone.rpartition("/")[2]))

    def opened(self, path: Any, flags: int, descriptor: int, was_there: bool) -> None:
        name = self._name(path)
        if name is None:
            return
        if not was_there:
            self._inodes[name] = self._next
            self._next += 1
            self._enter(name, self._inodes[name])
        inode = self._inodes.get(name, FOLDER)
        self._open[descriptor] = (name, inode)
        if flags & os.O_TRUNC and was_there:
            self.ops.append(Resize(inode, 0))

    def offset(self, descriptor: int) -> int:
        """Where the next write goes; 0 where that is no affair of ours."""
        if descriptor not in self._open:
            return 0
        if fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_APPEND:
            return os.fstat(descriptor).st_size
        return os.lseek(descriptor, 0, os.SEEK_CUR)

    def wrote(self, descriptor: int, offset: int, data: bytes) -> None:
        if descriptor in self._open:
            self.ops.append(Write(self._open[descriptor][1], offset, data))

    def resized(self, descriptor: int, size: int, *, grow_only: bool) -> None:
        if descriptor in self._open:
            self.ops.append(Resize(self._open[descriptor][1], size, grow_only))

    def synced(self, descriptor: int) -> None:
        if descriptor in self._open:
            name, inode = self._open[descriptor]
            self.ops.append(SyncFolder(name) if inode == FOLDER else Sync(inode))

    def closed(self, descriptor: int) -> None:
        self._open.pop(descriptor, None)

    def moved(self, source: Any, target: Any, *, stays: bool) -> None:
        old, new = self._name(source), self._name(target)
        if old is None or new is None:
            return
        assert old.rpartition("/")[0] == new.rpartition("/")[0], "golive renames within a folder"
        self._inodes[new] = self._inodes[old]
        self._enter(new, self._inodes[new], "" if stays else old)
        if not stays:
            del self._inodes[old]

    def removed(self, path: Any) -> None:
        if (name := self._name(path)) is not None:
            self._inodes.pop(name, None)
            self._enter(name, NOWHERE)

    def made(self, path: Any) -> None:
        if name := self._name(path):
            self._enter(name, FOLDER)


@contextmanager
def recorded(root: Path) -> Iterator[Recorder]:
    """Everything below `root`, which is empty now, until the end."""
    recorder = Recorder(root)
    with pytest.MonkeyPatch.context() as patch:
        for name, stand_in in _stand_ins(recorder).items():
            patch.setattr(os, name, stand_in)
        yield recorder


def _stand_ins(recorder: Recorder) -> dict[str, Callable[..., Any]]:
    real = {name: getattr(os, name) for name in ("open", "write", "replace", "rename", "link")}

    def open_(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        was_there = os.path.lexists(path)
        descriptor: int = real["open"](path, flags, mode, **more)
        recorder.opened(path, flags, descriptor, was_there)
        return descriptor

    def write(descriptor: int, data: Any) -> int:
        offset = recorder.offset(descriptor)
        done: int = real["write"](descriptor, data)
        recorder.wrote(descriptor, offset, bytes(data[:done]))
        return done

    def moving(name: str, *, stays: bool) -> Callable[..., None]:
        def move(source: Any, target: Any, **more: Any) -> None:
            real[name](source, target, **more)
            recorder.moved(source, target, stays=stays)

        return move

    return {
        "open": open_,
        "write": write,
        "replace": moving("replace", stays=False),
        "rename": moving("rename", stays=False),
        "link": moving("link", stays=True),
        **_plain_stand_ins(recorder),
    }


def _plain_stand_ins(recorder: Recorder) -> dict[str, Callable[..., Any]]:
    """Stand-ins for what is done first and written down then."""

    def noting(name: str, note: Callable[..., None]) -> Callable[..., Any]:
        real = getattr(os, name)

        def do(*args: Any, **more: Any) -> Any:
            result = real(*args, **more)
            note(*args)
            return result

        return do

    return {
        "fsync": noting("fsync", recorder.synced),
        "close": noting("close", recorder.closed),
        "unlink": noting("unlink", recorder.removed),
        "mkdir": noting("mkdir", lambda path, *_: recorder.made(path)),
        "ftruncate": noting(
            "ftruncate", lambda at, size: recorder.resized(at, size, grow_only=False)
        ),
        "posix_fallocate": noting(
            "posix_fallocate", lambda at, start, n: recorder.resized(at, start + n, grow_only=True)
        ),
    }
