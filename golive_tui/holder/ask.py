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

_LONGEST: Final = 64 * 1024


def ask(record: Record, message: Mapping[str, object], *, within: float = WITHIN) -> Plain:
    """What the holder answers, blocking; raises Refused with its reason, or when none listens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as end:
        end.settimeout(within)
        try:
            end.connect(record.socket)
            end.sendall(json.dumps(message).encode() + b"\n")
            heard = bytearray()
            while not heard.endswith(b"\n") and len(heard) < _LONGEST:
                part = end.recv(_LONGEST)
                if not part:
                    break
                heard += part
            answer = Plain.parse(bytes(heard))
            if answer.take("ok", bool):
                return answer
            said = clean(answer.take("error", str))
        except (OSError, ValueError) as error:
            raise Refused(
                f"The holder of attempt {record.attempt} does not answer:"
                f" {clean(str(error)) or 'it hung up'}.",
                hint="It may just have ended; look at the attempt again.",
            ) from error
    raise Refused(said)


def cancel(record: Record, *, by: str, grace: float | None = None) -> None:
    """End the command and all that it has started; returns at once. Raises Refused."""
    ask(record, {"do": "cancel", "by": by, **({} if grace is None else {"grace": grace})})


def type_in(record: Record, data: bytes, *, secret: bool | None = None) -> bool:
    """Type `data`; returns whether the terminal shows what is typed. Raises Refused.

    `secret` None: the holder takes it for one while the terminal's echo is off.
    """
    message = {"do": "input", "data": base64.b64encode(data).decode(), "secret": secret}
    return ask(record, message).take("echo", bool)


def resize(record: Record, *, columns: int, rows: int) -> None:
    """Give the terminal another size. Raises Refused."""
    ask(record, {"do": "resize", "columns": columns, "rows": rows})
