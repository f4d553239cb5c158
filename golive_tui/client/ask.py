"""One question to a living engine, for scripts: a plain blocking socket, no event loop."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from golive_tui import clock
from golive_tui.client.answers import Message, answered
from golive_tui.client.find import socket_of
from golive_tui.errors import EngineUnreachable
from golive_tui.text import clean
from golive_tui.wire.messages import ANSWER_LIMIT, Attach, Request, loads, request_to_json

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

ANSWER_WITHIN: Final = 15.0
"""Seconds after which an engine that does not answer is given up."""

_NUMBER: Final = 1
_UNREADABLE: Final = -1
"""The number under which an engine answers what it could not read."""
_LOOK_FIRST: Final = "whether it was carried out is not known: golive status and golive journal say"


def ask(directory: Path, request: Request, *, within: float = ANSWER_WITHIN) -> Message:
    """The engine's answer; raises what it refused with, NotFound or EngineUnreachable.

    An answer that does not come says nothing of the act: it may be on disk.
    """
    from websockets.exceptions import ConnectionClosed, WebSocketException
    from websockets.sync.client import unix_connect

    try:
        with unix_connect(
            str(socket_of(directory)),
            uri="ws://golive/",
            max_size=ANSWER_LIMIT,
            open_timeout=within,
            close_timeout=1.0,
            compression=None,
            proxy=None,
            ping_interval=None,
        ) as connection:
            connection.send(request_to_json(0, Attach(role="script", tty=_tty())))
            connection.send(request_to_json(_NUMBER, request))
            return answered(_answer(connection, within))
    except ConnectionClosed as error:
        reason = clean(error.rcvd.reason) if error.rcvd is not None else ""
        raise EngineUnreachable(
            f"the engine of {directory} ended the talk{': ' if reason else ''}{reason}",
            hint=_LOOK_FIRST,
        ) from error
    except TimeoutError as error:
        raise EngineUnreachable(
            f"the engine of {directory} does not answer within {within:g} s", hint=_LOOK_FIRST
        ) from error
    except (OSError, WebSocketException) as error:
        raise EngineUnreachable(
            f"no engine answers for {directory}", hint=f"golive attach {directory} starts one"
        ) from error
    except ValueError as error:
        raise EngineUnreachable(
            f"what listens for {directory} is no engine: {clean(str(error), 200)}"
        ) from error


def _answer(connection: "ClientConnection", within: float) -> Message:
    """The message that answers ours, whatever else is told meanwhile, in `within` seconds."""
    end = clock.stopwatch() + within
    while True:
        message = loads(connection.recv(timeout=max(end - clock.stopwatch(), 0.001)))
        if message.get("id") in (_NUMBER, _UNREADABLE):
            return message


def _tty() -> str:
    with suppress(OSError):
        return os.ttyname(0)
    return ""
