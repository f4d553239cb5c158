"""`holder.json`: who holds an attempt, and the guard that no command is started twice.

It is made once, before anything is spawned, and whoever finds it there starts nothing. The
command waits for a word behind a pipe until its own pid stands in it, durably. So a record
without a child, of a holder that lives no more, proves that the command never ran.
"""

import contextlib
import os
from dataclasses import dataclass
from datetime import datetime

from golive_tui.clock import boot_id
from golive_tui.errors import Refused
from golive_tui.holder.place import Place
from golive_tui.holder.plain import Plain, encode
from golive_tui.holder.processes import Process
from golive_tui.store.files import (
    open_own,
    read_file,
    replace_file,
    sync_folder,
    unwritable,
    write_whole,
)
from golive_tui.units import instant, show_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Who holds the attempt, in which boot, since when (real time), and where it listens.

    `holder` None: an engine closed the attempt for good before any holder came (`sealed` says
    why). `child` None: the command has not been let go yet.
    """

    attempt: str
    boot_id: str
    at: datetime
    holder: Process | None
    child: Process | None = None
    socket: str = ""
    sealed: str = ""

    def encode(self) -> bytes:
        """The content of `holder.json`."""
        return encode(
            {
                "attempt": self.attempt,
                "boot_id": self.boot_id,
                "holder": _plain(self.holder),
                "child": _plain(self.child),
                "started_at": show_instant(self.at),
                "socket": self.socket,
                "sealed": self.sealed,
            }
        )

    def of_this_boot(self) -> bool:
        """Whether its pids can still mean what they meant."""
        return self.boot_id == boot_id()


def read_record(data: bytes) -> Record:
    """The record in a `holder.json`; raises ValueError, VersionMismatch."""
    plain = Plain.of_our_format(data, "The record of a holder")
    return Record(
        attempt=plain.take("attempt", str),
        boot_id=plain.take("boot_id", str),
        at=instant(plain.take("started_at", str)),
        holder=_process(plain.inner("holder")),
        child=_process(plain.inner("child")),
        socket=plain.take("socket", str),
        sealed=plain.take("sealed", str),
    )


def record_of(place: Place) -> Record | None:
    """The record in an attempt's folder, None where there is none; raises as `read_record`,
    and OSError, StoreError where it cannot be read."""
    try:
        return read_record(read_file(place.record))
    except FileNotFoundError:
        return None


def claim(place: Place, record: Record) -> None:
    """Make the record, unless there is one: then raise Refused. Raises StoreUnwritable too.

    The name is given by link(2), which as O_EXCL never gives it twice, and gives it to a file that
    is whole and durable: no one ever reads half a record.
    """
    draft = place.record.with_name(f".{place.record.name}.{os.urandom(8).hex()}")
    try:
        descriptor = open_own(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        try:
            write_whole(descriptor, record.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.link(draft, place.record, follow_symlinks=False)
        sync_folder(place.path)
    except FileExistsError as error:
        raise Refused(
            f"Attempt {record.attempt} has been started or closed before: nothing is run.",
            hint="Every run of a step is an attempt of its own.",
        ) from error
    except OSError as error:
        raise unwritable(error, place.record, outcome="nothing was started") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def write_record(place: Place, record: Record) -> None:
    """Put one that says more in the place of our own; raises StoreUnwritable."""
    replace_file(place.record, record.encode(), point="holder.record")


def _plain(process: Process | None) -> dict[str, int] | None:
    return {"pid": process.pid, "start": process.start} if process else None


def _process(plain: Plain | None) -> Process | None:
    return Process(pid=plain.take("pid", int), start=plain.take("start", int)) if plain else None
