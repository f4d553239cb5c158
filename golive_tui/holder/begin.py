"""From a request to a running command, with each word on the disk before the deed.

The record is made (or the start refused), the child is forked behind its gate, its pid is made
durable, and only then is the gate opened.
"""

import contextlib
import os
from dataclasses import replace
from typing import Final

from golive_tui.clock import boot_id, real_now
from golive_tui.errors import GoliveError, StoreError
from golive_tui.holder import spawn
from golive_tui.holder.fate import Fate
from golive_tui.holder.output import Output
from golive_tui.holder.place import Place
from golive_tui.holder.processes import adopt_orphans, process_of
from golive_tui.holder.record import Record, claim, write_record
from golive_tui.holder.redact import StreamRedactor
from golive_tui.holder.request import Request, Secrets, final_argv, final_env
from golive_tui.holder.result import set_room_aside
from golive_tui.holder.run import Hold
from golive_tui.holder.signals import Signals
from golive_tui.holder.transcript import Transcript
from golive_tui.store.crash_points import reach
from golive_tui.store.files import open_own, unwritable

POINTS: Final = (
    "holder.request_read",
    "holder.record_written",
    "holder.child_recorded",
    "holder.spawned",
    "holder.ended",
    "holder.result_temp",
    "holder.result_renamed",
)
"""Where a test may kill a holder (`store.crash_points`), in the order in which it comes by."""


def begin(place: Place, request: Request, secrets: Secrets) -> Hold:
    """Start the command, and give what holds it, to be `run`.

    Raises Refused when the attempt was started or closed before, StoreError when its files cannot
    be made: then nothing was started.
    """
    record = Record(
        attempt=request.attempt, boot_id=boot_id(), at=real_now(), holder=process_of(os.getpid())
    )
    claim(place, record)
    reach("holder.record_written")
    try:
        return _begun(place, request, secrets, record)
    except GoliveError as error:
        with contextlib.suppress(StoreError):  # then the dead holder and no child say the same
            write_record(place, replace(record, holder=None, sealed=error.message))
        raise


def _begun(place: Place, request: Request, secrets: Secrets, record: Record) -> Hold:
    signals = Signals()
    transcript = _files(place, request)
    address = place.socket_address()
    adopted = adopt_orphans()
    child = _fork(place, request, secrets)
    session = None if adopted else child.process.pid
    fate = Fate(request, child.process, child.terminal, session)
    output = Output(child.output, StreamRedactor(secrets.values), transcript)
    held = Hold(place, request, fate, output=output, terminal=child.terminal, signals=signals)
    try:
        held.listen_at(address)
        write_record(place, replace(record, child=child.process, socket=str(address)))
    except GoliveError:
        child.turn_away()
        held.close()
        raise
    reach("holder.child_recorded")
    fate.not_started = child.let_go()
    reach("holder.spawned")
    return held


def _files(place: Place, request: Request) -> Transcript:
    """What must be there before the command may start; raises StoreError."""
    set_room_aside(place)
    if request.outputs:
        try:
            os.close(open_own(place.outputs, os.O_WRONLY | os.O_CREAT))
        except OSError as error:
            raise unwritable(error, place.outputs, outcome="nothing was started") from error
    try:
        return Transcript(place.transcript)
    except FileExistsError as error:
        raise StoreError(
            f"{place.transcript} is there before its command: nothing was started.",
            hint="Every run of a step is an attempt of its own, in a folder of its own.",
        ) from error


def _fork(place: Place, request: Request, secrets: Secrets) -> spawn.Child:
    command = spawn.Command(
        argv=final_argv(request, secrets),
        cwd=request.cwd,
        env=final_env(request, secrets, place.outputs),
        pty=request.pty,
        columns=request.columns,
        rows=request.rows,
    )
    try:
        return spawn.fork(command)
    except OSError as error:
        raise StoreError(
            f"No process can be started: {error.strerror}; nothing was started.",
            hint="See the limits of this user (ulimit -u, ulimit -n) and the host's memory.",
        ) from error
