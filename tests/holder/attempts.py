"""Attempts for the holder's tests: made, started, watched, and cleared away."""

import contextlib
import os
import signal
import sys
import uuid
from pathlib import Path

from golive_tui.errors import StoreError
from golive_tui.holder.adopt import Finished, Outlook, Running, look
from golive_tui.holder.place import Place
from golive_tui.holder.processes import alive, marked, table
from golive_tui.holder.record import Record, record_of
from golive_tui.holder.request import Request, Secrets, inherited, mark
from golive_tui.holder.result import Result
from golive_tui.holder.start import start
from tests.support.waiting import wait_until

PYTHON = sys.executable


def request(
    *argv: str,
    name: str = "",
    env: dict[str, str] | None = None,
    pty: bool = True,
    timeout: float | None = None,
    grace: float = 5.0,
    columns: int = 120,
    rows: int = 40,
    cwd: str = "/",
    outputs: str = "",
) -> Request:
    """A request with a name of its own, in the environment that a command usually gets."""
    return Request(
        attempt=name or uuid.uuid4().hex[:12],
        argv=argv,
        cwd=cwd,
        env={**inherited(os.environ), **(env or {})},
        pty=pty,
        timeout=timeout,
        grace=grace,
        columns=columns,
        rows=rows,
        outputs=outputs,
        version="1.2.3",
    )


def sh(
    line: str,
    *,
    pty: bool = True,
    timeout: float | None = None,
    grace: float = 5.0,
    outputs: str = "",
) -> Request:
    """A request for a line of shell."""
    return request("/bin/sh", "-c", line, pty=pty, timeout=timeout, grace=grace, outputs=outputs)


def begun(steps: Path, wanted: Request, secrets: Secrets | None = None) -> Place:
    """Start it in its folder; the command runs, or has ended, when this returns."""
    place = Place(steps / wanted.attempt)
    outlook = start(place.path, wanted, secrets or Secrets())
    assert isinstance(outlook, Running | Finished)
    return place


def ended(place: Place) -> Result:
    """Its result, waited for."""
    wait_until(lambda: isinstance(look(place.path), Finished))
    outlook = look(place.path)
    assert isinstance(outlook, Finished)
    return outlook.result


def ran(steps: Path, wanted: Request, secrets: Secrets | None = None) -> tuple[Result, bytes]:
    """Run it to its end: the result, and the transcript."""
    place = begun(steps, wanted, secrets)
    return ended(place), place.transcript.read_bytes()


def running(place: Place) -> Record:
    """Who holds it; fails when nobody does."""
    outlook: Outlook = look(place.path)
    if isinstance(outlook, Finished) and outlook.late is not None:
        return outlook.late
    assert isinstance(outlook, Running)
    return outlook.record


def wrote(place: Place, text: bytes) -> None:
    """Wait until the transcript holds `text`."""
    wait_until(lambda: place.transcript.exists() and text in place.transcript.read_bytes())


def holder_pid(place: Place) -> int:
    """The process that holds it."""
    record = record_of(place)
    assert record is not None
    assert record.holder is not None
    return record.holder.pid


def holder_gone(place: Place) -> bool:
    """Whether its holder runs no more."""
    record = record_of(place)
    return record is None or record.holder is None or not alive(record.holder)


def clear(steps: Path) -> None:
    """End every holder and every process of the attempts below `steps`."""
    for path in steps.iterdir():
        with contextlib.suppress(OSError, ValueError, StoreError):
            record = record_of(Place(path))
            holder = record.holder if record and record.of_this_boot() else None
            # A test may say that it is a holder itself.
            if holder and holder.pid != os.getpid() and alive(holder):
                os.kill(holder.pid, signal.SIGKILL)
        for each in marked(table().values(), mark(path)):
            with contextlib.suppress(OSError):
                os.kill(each.process.pid, signal.SIGKILL)
