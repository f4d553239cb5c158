"""The unix socket: clients in, news out. Every client has a bounded outbox and a writer of its
own, so a slow one is dropped with a reason and never slows the engine."""

import asyncio
import errno
import logging
import os
import socket
from collections import deque
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from websockets.asyncio.server import Server, ServerConnection, unix_serve
from websockets.exceptions import ConnectionClosed

from golive_tui.errors import StoreError
from golive_tui.store.files import unwritable
from golive_tui.wire.messages import (
    PROTOCOL,
    REQUEST_LIMIT,
    Attach,
    Request,
    dumps,
    request_from_json,
)
from golive_tui.wire.peer import Peer, peer_of

log = logging.getLogger(__name__)

OUTBOX_LIMIT: Final = 4 * 1024 * 1024
"""Bytes waiting for a client beyond which it is dropped; it may attach again and catch up."""
ATTACH_WITHIN: Final = 5.0
"""Seconds in which a client must say who it is."""
CLOSE_WITHIN: Final = 1.0
"""Seconds that a connection has to end in order."""
LONGEST_REASON: Final = 123
"""Bytes of a close frame that are left for its reason (RFC 6455, 5.5)."""
GOING_AWAY: Final = 1001
TRY_AGAIN_LATER: Final = 1013
"""Close codes (RFC 6455, 7.4.1, and the IANA registry for 1013)."""
TOO_SLOW: Final = "too slow: the terminal did not read; attach again"


class Client:
    """One attached client: who it is, and its outbox."""

    def __init__(
        self, number: int, connection: ServerConnection, peer: Peer, attach: Attach
    ) -> None:
        self.number = number
        self.peer = peer
        self.attach = attach
        self._connection = connection
        self._outbox: deque[str] = deque()
        self._waiting = 0
        self._more = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self.ended = ""
        self._closing: asyncio.Task[None] | None = None

    def send(self, text: str, *, bounded: bool = True) -> None:
        """Queue a message; a client whose outbox is full is ended instead."""
        if self.ended:
            return
        if bounded and self._waiting + len(text) > OUTBOX_LIMIT:
            self.end(TOO_SLOW)
            return
        self._outbox.append(text)
        self._waiting += len(text)
        self._empty.clear()
        self._more.set()

    def end(self, reason: str, *, code: int = TRY_AGAIN_LATER) -> None:
        """Close the connection with a reason once what is queued was sent, or a second later."""
        if self.ended:
            return
        self.ended = reason
        self._closing = asyncio.create_task(self._close(reason, code), name=f"end {self.number}")

    async def closed(self) -> None:
        """Return when an end that was begun is done, however it went."""
        if self._closing is not None:
            await self._closing

    async def write(self) -> None:
        """Send what is queued, in order, until cancelled."""
        while True:
            await self._more.wait()
            self._more.clear()
            while self._outbox:
                text = self._outbox[0]
                await self._connection.send(text)
                self._outbox.popleft()
                self._waiting -= len(text)
            self._empty.set()

    async def _close(self, reason: str, code: int) -> None:
        # A reader that stalls never takes the close frame: the socket is then cut.
        try:
            async with asyncio.timeout(CLOSE_WITHIN):
                await self._empty.wait()
                await self._connection.close(code, _fitting(reason))
        except TimeoutError:
            self._connection.transport.abort()
        except Exception:
            # A border: however a closing fails, the client is gone and the others are told.
            log.exception("closing=%s", self.number)
            self._connection.transport.abort()


def _fitting(reason: str) -> str:
    """As much of it as a close frame holds, cut at a whole character."""
    return reason.encode("utf-8", "replace")[:LONGEST_REASON].decode("utf-8", "ignore")


def _deaf(error: OSError, path: Path) -> StoreError:
    if error.errno == errno.EADDRINUSE:
        return StoreError(
            f"{path} is no socket of an engine: this one cannot listen there.",
            hint="Look at who put it there; then remove it.",
        )
    return unwritable(error, path, outcome="the engine cannot listen there")


Attached = Callable[[Client], Awaitable[None]]
Asked = Callable[[Client, int, Request], Awaitable[None]]
Left = Callable[[Client], Awaitable[None]]


class Doorman:
    """Accepts clients on the socket and hands what they say to the engine's three callbacks."""

    def __init__(self, path: Path, *, attached: Attached, asked: Asked, left: Left) -> None:
        self.path = path
        self._attached = attached
        self._asked = asked
        self._left = left
        self._numbers = 0
        self._server: Server | None = None

    async def open(self) -> None:
        """Listen. The lock is ours, so a socket file that is there is a dead engine's.

        Raises StoreError when something else stands in its place, StoreUnwritable."""
        if self.path.is_socket():
            self.path.unlink()
        before = os.umask(0o177)
        try:
            self._server = await unix_serve(
                self._serve,
                str(self.path),
                max_size=REQUEST_LIMIT,
                compression=None,
                ping_interval=None,
                close_timeout=CLOSE_WITHIN,
                open_timeout=ATTACH_WITHIN,
            )
        except OSError as error:
            raise _deaf(error, self.path) from error
        finally:
            os.umask(before)

    async def close(self) -> None:
        """Stop listening and end every connection."""
        if self._server is None:
            return
        self._server.close()
        await self._server.wait_closed()
        self.path.unlink(missing_ok=True)

    async def _serve(self, connection: ServerConnection) -> None:
        # A border: whatever a client sends or does ends that client only.
        try:
            client = await self._greet(connection)
            if client is None:
                return
            writer = asyncio.create_task(client.write(), name=f"client {client.number}")
            try:
                await self._attached(client)
                await self._listen(client, connection)
            finally:
                await self._left(client)
                writer.cancel()
                await asyncio.gather(writer, return_exceptions=True)
        except ConnectionClosed:
            return

    async def _greet(self, connection: ServerConnection) -> Client | None:
        end: socket.socket = connection.transport.get_extra_info("socket")
        peer = peer_of(end)
        if peer.uid not in (os.getuid(), 0):
            await connection.close(1008, "this launch belongs to another user")
            return None
        try:
            async with asyncio.timeout(ATTACH_WITHIN):
                _, request = request_from_json(await connection.recv())
        except (TimeoutError, ValueError) as error:
            await connection.close(1002, _fitting(f"expected `attach`: {error}"))
            return None
        if not isinstance(request, Attach):
            await connection.close(1002, "expected `attach` first")
            return None
        if request.protocol != PROTOCOL:
            await connection.close(1002, f"the engine speaks protocol {PROTOCOL}: restart golive")
            return None
        self._numbers += 1
        return Client(self._numbers, connection, peer, request)

    async def _listen(self, client: Client, connection: ServerConnection) -> None:
        async for text in connection:
            try:
                number, request = request_from_json(text)
            except (ValueError, RecursionError) as error:
                client.send(
                    dumps({"id": -1, "ok": False, "why": "input", "error": str(error)[:200]})
                )
                continue
            await self._asked(client, number, request)
