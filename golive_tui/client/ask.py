"""One question to a living engine, for scripts: a plain blocking socket, no event loop."""

import json
import os
from pathlib import Path
from typing import Final

from golive_tui.client.answers import Message, answered
from golive_tui.client.find import socket_of
from golive_tui.errors import EngineUnreachable
from golive_tui.wire.messages import ANSWER_LIMIT, Attach, Request, request_to_json

ANSWER_WITHIN: Final = 15.0
"""Seconds after which an engine that does not answer is given up."""


def ask(directory: Path, request: Request) -> Message:
    """The engine's answer; raises Refused, NotFound or EngineUnreachable."""
    from websockets.exceptions import WebSocketException
    from websockets.sync.client import unix_connect

    try:
        with unix_connect(
            str(socket_of(directory)),
            uri="ws://golive/",
            max_size=ANSWER_LIMIT,
            open_timeout=ANSWER_WITHIN,
            compression=None,
            proxy=None,
            ping_interval=None,
        ) as connection:
            attach = Attach(role="script", tty=_tty())
            connection.send(request_to_json(0, attach))
            connection.send(request_to_json(1, request))
            while True:
                message = json.loads(connection.recv(timeout=ANSWER_WITHIN))
                if message.get("id") == 1:
                    return answered(message)
    except (OSError, TimeoutError, WebSocketException) as error:
        raise EngineUnreachable(
            f"no engine answers for {directory}", hint=f"golive attach {directory} starts one"
        ) from error


def _tty() -> str:
    try:
        return os.ttyname(0)
    except OSError:
        return ""
