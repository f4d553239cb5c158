"""Speaking to a holder: one message, one answer. See `control` for what it obeys.

A holder that was stopped accepts a connection and never answers: so an ask takes no thread, and
ends in time.
"""

import asyncio
import base64
import json
from collections.abc import Mapping
from typing import Final

from golive_tui.errors import Refused, Unanswered
from golive_tui.holder.plain import Plain
from golive_tui.holder.processes import Process, alive
from golive_tui.holder.record import Record
from golive_tui.text import clean

WITHIN: Final = 5.0
"""Seconds for an answer. A holder answers at once, unless the disk holds it up."""

_LONGEST: Final = 64 * 1024


async def ask(record: Record, message: Mapping[str, object], *, within: float = WITHIN) -> Plain:
    """What the holder answers; raises Refused with its reason, Unanswered when it is silent.

    Whoever is silent may still hear: what a stopped holder was told waits in its socket.
    """
    try:
        async with asyncio.timeout(within):
            heard = await _exchange(record.socket, json.dumps(message).encode() + b"\n")
    except TimeoutError as error:
        late = TimeoutError(f"nothing was heard for {within:g} s")
        raise _unanswered(record, late) from error
    except (OSError, ValueError) as error:  # ValueError: it never ends its line
        raise _unanswered(record, error) from error
    return _understood(record, heard)


def cancelling(*, by: str, grace: float | None = None) -> dict[str, object]:
    """The message that ends the command and all that it has started; answered at once."""
    return {"do": "cancel", "by": by, **({} if grace is None else {"grace": grace})}


def typing(
    data: bytes, *, secret: bool | None = None, until: float | None = None
) -> dict[str, object]:
    """The message that types `data`; the answer's `echo` says whether the terminal shows it.

    `secret` None: the holder takes it for one while the terminal's echo is off. `until`: seconds
    since boot (`clock.real_boottime`) after which the holder drops it unread; None: never.
    """
    text = base64.b64encode(data).decode()
    return {"do": "input", "data": text, "secret": secret, "until": until}


async def _exchange(path: str, message: bytes) -> bytes:
    reader, writer = await asyncio.open_unix_connection(path, limit=_LONGEST)
    try:
        writer.write(message)
        await writer.drain()
        return await reader.readline()
    finally:
        writer.close()


def _understood(record: Record, heard: bytes) -> Plain:
    """The answer in what was heard; raises Refused when it is a no, or none."""
    try:
        answer = Plain.parse(heard)
        if answer.take("ok", bool):
            return answer
        said = clean(answer.take("error", str))
    except ValueError as error:
        raise _unanswered(record, error) from error
    raise Refused(said)


def _unanswered(record: Record, error: Exception) -> Unanswered:
    who, hint = "", "It may just have ended; look at the attempt again."
    if record.holder is not None and _lives(record.holder):
        who = f" (pid {record.holder.pid})"
        hint = f"It may be stopped: kill -CONT {record.holder.pid} lets it go on."
    return Unanswered(
        f"The holder of attempt {record.attempt}{who} does not answer:"
        f" {clean(str(error)) or 'it hung up'}.",
        hint=hint,
    )


def _lives(holder: Process) -> bool:
    try:
        return alive(holder)
    except OSError:  # it cannot be looked at now: that it did not answer is all there is to say
        return False
