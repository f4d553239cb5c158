"""What became of an attempt, read from its folder: for an engine that comes back.

A pid is believed only with its start time and this boot's id: neither a pid that another process
has by now nor a reboot is taken for a running command.
"""

import contextlib
import errno
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from golive_tui.clock import boot_id, real_now
from golive_tui.errors import Refused, StoreError
from golive_tui.holder.place import Place
from golive_tui.holder.processes import Left, alive, left, marked, table
from golive_tui.holder.record import Record, claim, record_of
from golive_tui.holder.request import mark
from golive_tui.holder.result import Result, read_result
from golive_tui.store.files import read_file
from golive_tui.text import clean

_NOT_NOW: Final = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO, errno.ESTALE})
"""What the system answers when it cannot look: it says nothing about what stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverStarted:
    """The command never ran. `closed`: and never will, since no holder can start here any more;
    while it is not closed, a holder may just be on its way (`seal` decides)."""

    why: str
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A holder holds it; `record.child` is None while the command has not been let go yet."""

    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """It ended, and the result is whole. `late`: its holder still drains what was left behind,
    and can be told to end that."""

    result: Result
    late: Record | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """It was let go, and no one saw its end. `left` are processes of it that run even now."""

    why: str
    record: Record | None = None
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaid:
    """It cannot be looked at now, so nothing is known of it: look again."""

    why: str


Settled = NeverStarted | Running | Finished | Unknown
Outlook = Settled | Unsaid


def look(path: Path) -> Outlook:
    """What became of the attempt in this folder. Changes nothing, and raises nothing: what cannot
    be read is Unknown, and what cannot be looked at now is Unsaid."""
    try:
        return _look(Place(path))
    except StoreError as error:
        return Unknown(why=error.message)
    except OSError as error:
        why = f"{path} cannot be read: {error.strerror or error}."
        return Unsaid(why=why) if error.errno in _NOT_NOW else Unknown(why=why)
    except ValueError as error:
        return Unknown(why=f"A file of {path} says what it should not: {clean(str(error))}.")


def seal(path: Path, why: str) -> Outlook:
    """As `look`, but for an attempt that was never started see that it never will be.

    A holder that an engine sent on its way before it died finds the attempt closed; or it was
    faster, and then this says so. Raises StoreUnwritable when nothing can be written there.
    """
    outlook = look(path)
    if not isinstance(outlook, NeverStarted) or outlook.closed:
        return outlook
    try:
        claim(
            Place(path),
            Record(attempt=path.name, boot_id=boot_id(), at=real_now(), holder=None, sealed=why),
        )
    except Refused:
        return look(path)
    except OSError as error:
        return Unsaid(why=f"This host's boot id cannot be read: {error.strerror or error}.")
    return NeverStarted(why=why, closed=True)


def clear(path: Path) -> None:
    """Take away the socket that a holder left when it was killed; one that lives keeps its own."""
    place = Place(path)
    with contextlib.suppress(OSError, ValueError, StoreError):
        record = record_of(place)
        if record is None or _holds(record):
            return
        for left_behind in {place.path / "control.sock", Path(record.socket or place.path)}:
            if left_behind.is_socket():
                left_behind.unlink()


def _look(place: Place) -> Outlook:
    record = record_of(place)
    holds = _holds(record)
    # In this order: a holder that is found dead changes nothing any more.
    if (result := _result(place.result)) is not None:
        return Finished(result=result, late=record if holds and result.output_held else None)
    if record is not None and holds:
        return Running(record=record)
    return _without_holder(place)


def _holds(record: Record | None) -> bool:
    return (
        record is not None
        and record.holder is not None
        and record.of_this_boot()
        and alive(record.holder)
    )


def _without_holder(place: Place) -> Outlook:
    record = record_of(place)
    if record is None:
        if not place.path.is_dir():
            return NeverStarted(why="It has no folder: nothing was prepared.", closed=True)
        return NeverStarted(why="No holder has come for it.", closed=False)
    if record.sealed:
        return NeverStarted(why=record.sealed, closed=True)
    if _holds(record):
        return Running(record=record)
    for path in (place.result, place.unpublished):
        if (result := _result(path)) is not None:
            return Finished(result=result)
    if record.child is None:
        return NeverStarted(why="Its holder ended before it let the command go.", closed=True)
    if not record.of_this_boot():
        why = "The host was started anew while the command ran; how far it came is not known."
        return Unknown(why=why, record=record)
    every = table()
    family = marked(every.values(), mark(place.path))
    why = (
        "Its holder was killed; the command was cut off from its output, and some of it still runs."
        if family
        else "Its holder was killed; how the command ended is not known."
    )
    return Unknown(why=why, record=record, left=tuple(left(each) for each in family))


def _result(path: Path) -> Result | None:
    """The result in a file; None where there is none, or only the room for one."""
    try:
        data = read_file(path)
    except FileNotFoundError:
        return None
    if path.name.startswith(".") and not data.endswith(b"}\n"):
        return None
    return read_result(data)
