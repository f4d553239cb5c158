"""Speaking to a holder: one message, one answer. See `control` for what it obeys."""

import base64
import json
import socket
from collections.abc import Mapping
from typing import Final

from golive_tui.errors import Refused
from golive_tui.holder.plain import Plain
from golive_tui.holder.record import Record
from golive_tui.text import clean

WITHIN: Final = 5.0
"""Seconds for an answer. A holder answers at once, unless the disk holds it up."""

LONGEST: Final = 64 * 1024


def ask(record: Record, message: Mapping[str, object], *, within: float = WITHIN) -> Plain:
    """What the holder answers, blocking; raises Refused with its reason, or when none listens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as end:
        end.settimeout(within)
        try:
            end.connect(record.socket)
            end.sendall(spelled(message))
            heard = bytearray()
            while not heard.endswith(b"\n") and len(heard) < LONGEST:
                part = end.recv(LONGEST)
                if not part:
                    break
                heard += part
        except OSError as error:
            raise unanswered(record, error) from error
    return understood(record, bytes(heard))


def spelled(message: Mapping[str, object]) -> bytes:
    """A message as it travels."""
    return json.dumps(message).encode() + b"\n"


def understood(record: Record, heard: bytes) -> Plain:
    """The answer in what was heard; raises Refused when it is a no, or none."""
    try:
        answer = Plain.parse(heard)
        if answer.take("ok", bool):
            return answer
        said = clean(answer.take("error", str))
    except ValueError as error:
        raise unanswered(record, error) from error
    raise Refused(said)


def unanswered(record: Record, error: Exception) -> Refused:
    """What to say of a holder that does not answer."""
    return Refused(
        f"The holder of attempt {record.attempt} does not answer:"
        f" {clean(str(error)) or 'it hung up'}.",
        hint="It may just have ended; look at the attempt again.",
    )


def cancelling(*, by: str, grace: float | None = None) -> dict[str, object]:
    """The message that ends the command and all that it has started."""
    return {"do": "cancel", "by": by, **({} if grace is None else {"grace": grace})}


def cancel(record: Record, *, by: str, grace: float | None = None) -> None:
    """Have it ended; returns at once. Raises Refused."""
    ask(record, cancelling(by=by, grace=grace))


def typing(data: bytes, *, secret: bool | None = None) -> dict[str, object]:
    """The message that types `data`.

    `secret` None: the holder takes it for one while the terminal's echo is off.
    """
    return {"do": "input", "data": base64.b64encode(data).decode(), "secret": secret}


def type_in(record: Record, data: bytes, *, secret: bool | None = None) -> bool:
    """Type `data`; returns whether the terminal shows what is typed. Raises Refused."""
    return ask(record, typing(data, secret=secret)).take("echo", bool)


def resize(record: Record, *, columns: int, rows: int) -> None:
    """Give the terminal another size. Raises Refused."""
    ask(record, {"do": "resize", "columns": columns, "rows": rows})
