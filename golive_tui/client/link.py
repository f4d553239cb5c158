"""The dashboard's living connection: attach, hear, ask, and attach again when it breaks.

`run()` goes on for ever: it connects, hands every message to `hear`, and after a loss waits a
little longer each time. When no engine answers it calls `revive`, which may start one. A reply is
awaited by the one who asked; a question that is under way when the link breaks fails with
EngineUnreachable, and it is not known whether it was carried out (the next hello tells).
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from golive_tui.client.answers import Message, answered
from golive_tui.client.find import socket_of
from golive_tui.errors import EngineUnreachable
from golive_tui.wire.messages import ANSWER_LIMIT, Attach, Request, loads, request_to_json

FIRST_WAIT: Final = 0.1
LONGEST_WAIT: Final = 2.0
"""Seconds from one try to the next: they double, from the first to the longest."""
ANSWER_WITHIN: Final = 15.0
"""Seconds after which a question without answer is given up."""
OPEN_WITHIN: Final = 5.0
"""Seconds in which an engine must take a connection."""


class Link:
    """A connection that heals. `hear(message)` gets every unasked message in order (hello first
    after each attach); `lost(reason)` is called when the connection ends."""

    def __init__(
        self,
        directory: Path,
        attach: Attach,
        *,
        hear: Callable[[Message], None],
        lost: Callable[[str], None],
        revive: Callable[[], Awaitable[None]],
    ) -> None:
        self._directory = directory
        self._attach = attach
        self._hear = hear
        self._lost = lost
        self._revive = revive
        self._connection: ClientConnection | None = None
        self._waiting: dict[int, asyncio.Future[Message]] = {}
        self._number = 0

    @property
    def up(self) -> bool:
        """Whether an engine is attached now."""
        return self._connection is not None

    async def run(self) -> None:
        """Keep attached until cancelled."""
        wait = FIRST_WAIT
        while True:
            try:
                await self._attached()
                wait = FIRST_WAIT
            except EngineUnreachable as error:
                self._lost(error.message)
                await self._revive()
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _attached(self) -> None:
        """One connection, from attach to its end."""
        try:
            connection = await unix_connect(
                str(socket_of(self._directory)),
                uri="ws://golive/",
                max_size=ANSWER_LIMIT,
                open_timeout=OPEN_WITHIN,
                compression=None,
                ping_interval=None,
                proxy=None,
            )
        except (OSError, InvalidHandshake, TimeoutError) as error:
            raise EngineUnreachable("no engine answers") from error
        try:
            await connection.send(request_to_json(0, self._attach))
            self._connection = connection
            async for text in connection:
                self._take(loads(text))
        except ConnectionClosed:
            pass
        finally:
            self._connection = None
            await connection.close()
            self._fail_waiting()
        self._lost(connection.close_reason or "the engine went away")

    def _take(self, message: Message) -> None:
        if "id" not in message:
            self._hear(message)
            return
        future = self._waiting.pop(message["id"], None)
        if future is not None and not future.done():
            future.set_result(message)

    def _fail_waiting(self) -> None:
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(
                    EngineUnreachable(
                        "the engine went away before it answered",
                        hint="see whether it was carried out, then ask again",
                    )
                )
        self._waiting.clear()

    async def ask(self, request: Request) -> Message:
        """Send a request and return the answer; raises what the engine refused it with."""
        connection = self._connection
        if connection is None:
            raise EngineUnreachable(
                "not attached to an engine now", hint="wait for it to come back"
            )
        self._number += 1
        number = self._number
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        try:
            await connection.send(request_to_json(number, request))
            async with asyncio.timeout(ANSWER_WITHIN):
                answer = await future
        except (ConnectionClosed, TimeoutError) as error:
            raise EngineUnreachable("the engine does not answer") from error
        finally:
            self._waiting.pop(number, None)
        return answered(answer)
