"""What a disk may hold after a power cut: a pessimist's model of POSIX.

Data written to a file is sure only after fsync of that file; an entry of a folder (a new name, a
renaming, a removal) only after fsync of that folder. Until then each write may be there as a
whole, in part, as zeros (the file grew, its content did not come) or not at all, each entry may or
may not be there, and no order holds among them. An entry alone is never there in part.
"""

import itertools
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes put into a file at an offset."""

    inode: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """A file cut, or grown by zeros; `grow_only`: it is not cut when it is longer."""

    inode: int
    size: int
    grow_only: bool = False


@dataclass(frozen=True, slots=True)
class Sync:
    """fsync of a file."""

    inode: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A folder's name leads to a file, to a folder (0) or nowhere (-1); a renaming also takes the
    name `gone` away, in the same breath."""

    folder: str
    name: str
    inode: int
    gone: str = ""


@dataclass(frozen=True, slots=True)
class SyncFolder:
    """fsync of a folder."""

    folder: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The program said something to the world: from now on it must be true."""

    key: str
    value: int


Op = Write | Resize | Sync | Entry | SyncFolder | Mark
Outcome = dict[str, bytes | None]
"""What a cut leaves: every path below the root with its content, None for a folder."""

FOLDER, NOWHERE = 0, -1


@dataclass(slots=True)
class _File:
    sure: bytes = b""
    loose: list[Write | Resize] = field(default_factory=list)


@dataclass(slots=True)
class _Folder:
    sure: dict[str, int] = field(default_factory=dict)
    loose: list[Entry] = field(default_factory=list)


Kept = bytes | dict[str, int]
"""What a cut leaves of one file, or of one folder."""

T = TypeVar("T")


class Disk:
    """The disk while operations come in; `outcomes` says what a cut now may leave."""

    def __init__(self) -> None:
        self.marks: dict[str, int] = {}
        self._files: dict[int, _File] = {}
        self._folders: dict[str, _Folder] = {"": _Folder()}

    def take(self, op: Op) -> None:
        """One more operation has returned."""
        match op:
            case Write() | Resize():
                self._files.setdefault(op.inode, _File()).loose.append(op)
            case Sync(inode=inode):
                file = self._files.setdefault(inode, _File())
                file.sure, file.loose = _applied(file.sure, file.loose), []
            case Entry():
                self._folder(op.folder).loose.append(op)
                if op.inode == FOLDER:
                    self._folder(f"{op.folder}/{op.name}".lstrip("/"))
            case SyncFolder(folder=path):
                folder = self._folder(path)
                folder.sure, folder.loose = _entered(folder.sure, folder.loose), []
            case Mark(key=key, value=value):
                self.marks[key] = value

    def outcomes(self, most: int, dice: random.Random) -> Iterator[Outcome]:
        """Every legal outcome of a cut now; `most` of them by the dice where there are more.

        The one in which nothing loose arrived and the one in which everything did always come.
        """
        may_be: dict[str | int, Sequence[Kept]] = {
            **{inode: list(_contents(file, most, dice)) for inode, file in self._files.items()},
            **{path: list(_entries(folder)) for path, folder in self._folders.items()},
        }
        for pick in _picked(list(may_be.values()), most, dice):
            yield _tree(dict(zip(may_be, pick, strict=True)))

    def _folder(self, path: str) -> _Folder:
        return self._folders.setdefault(path, _Folder())


def _applied(content: bytes, ops: Sequence[Write | Resize]) -> bytes:
    for op in ops:
        if isinstance(op, Write):
            content = content.ljust(op.offset, b"\0")
            content = content[: op.offset] + op.data + content[op.offset + len(op.data) :]
        elif op.grow_only:
            content = content.ljust(op.size, b"\0")
        else:
            content = content[: op.size].ljust(op.size, b"\0")
    return content


def _entered(entries: dict[str, int], ops: Sequence[Entry]) -> dict[str, int]:
    after = dict(entries)
    for op in ops:
        after.pop(op.gone, None)
        if op.inode == NOWHERE:
            after.pop(op.name, None)
        else:
            after[op.name] = op.inode
    return after


def _picked(
    choices: Sequence[Sequence[T]], most: int, dice: random.Random
) -> Iterator[Sequence[T]]:
    """One of each: in every way, or, where those are more than `most`, the two ends and others by
    the dice."""
    if math.prod(map(len, choices)) <= most:
        yield from itertools.product(*choices)
        return
    yield [each[0] for each in choices]
    for _ in range(most - 2):
        yield [dice.choice(each) for each in choices]
    yield [each[-1] for each in choices]


def _contents(file: _File, most: int, dice: random.Random) -> Iterator[bytes]:
    """What the file may hold: first what is sure, last what was asked for."""
    fates = [_fates(op) for op in file.loose]
    seen: dict[bytes, None] = {file.sure: None}
    for chosen in _picked(fates, most, dice):
        seen.setdefault(_applied(file.sure, [op for each in chosen for op in each]))
    whole = _applied(file.sure, file.loose)
    seen.pop(whole)
    yield from seen
    yield whole


def _fates(op: Write | Resize) -> list[tuple[Write | Resize, ...]]:
    """What may become of one write: nothing, a part, zeros for a part or for all, all."""
    if isinstance(op, Resize):
        return [(), (op,)]
    size = len(op.data)
    zeros = Write(op.inode, op.offset, bytes(size))
    ends = sorted({1, size // 2, size - 1, *_line_ends(op.data)} - {0, size})
    found: list[tuple[Write | Resize, ...]] = [(), (zeros,)]
    for end in ends:
        head = Write(op.inode, op.offset, op.data[:end])
        found += [(head,), (zeros, head), (zeros, Write(op.inode, op.offset + end, op.data[end:]))]
    return [*found, (op,)]


def _line_ends(data: bytes) -> list[int]:
    """Just behind the first two newlines: where a part looks whole."""
    first = data.find(b"\n") + 1
    return [first, data.find(b"\n", first) + 1] if first else []


def _entries(folder: _Folder) -> Iterator[dict[str, int]]:
    """The entries that the folder may have: any of the loose ones, in their order."""
    seen: list[dict[str, int]] = []
    for kept in itertools.product([False, True], repeat=len(folder.loose)):
        found = _entered(folder.sure, list(itertools.compress(folder.loose, kept)))
        if found not in seen:
            seen.append(found)
    yield from seen


def _tree(pick: Mapping[str | int, Kept]) -> Outcome:
    found: Outcome = {}
    waiting = [""]
    while waiting:
        path = waiting.pop()
        entries = pick.get(path)
        assert isinstance(entries, dict)
        for name, inode in entries.items():
            below = f"{path}/{name}".lstrip("/")
            if inode == FOLDER:
                found[below] = None
                waiting.append(below)
            else:
                content = pick.get(inode, b"")
                assert isinstance(content, bytes)
                found[below] = content
    return found


def lay_out(outcome: Outcome, root: Path) -> None:
    """Put an outcome on a real disk, below `root`."""
    root.mkdir(mode=0o700)
    for name in sorted(outcome):
        content = outcome[name]
        path = root / name
        if content is None:
            path.mkdir(mode=0o700)
        else:
            path.write_bytes(content)
            path.chmod(0o600)
