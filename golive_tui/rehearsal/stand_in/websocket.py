"""WebSocket on a connection that began as HTTP: the websockets library keeps the protocol.

The server of that library owns its port; here one port carries HTTP, raw WebSocket and Socket.IO,
as at the customer's, so its sans-I/O core is fed from our streams.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

from websockets.datastructures import Headers
from websockets.frames import Frame, Opcode
from websockets.http11 import Request as Handshake
from websockets.protocol import OPEN
from websockets.server import ServerProtocol
from websockets.typing import Origin

from golive_tui.rehearsal.stand_in.http_server import CHUNK, Pipe, Reply, Request

MAX_MESSAGE: Final = 64 * 1024

Message = str | bytes


class WebSocket:
    """One open WebSocket; pings are answered and close frames returned while `receive` waits."""

    def __init__(self, protocol: ServerProtocol, pipe: Pipe) -> None:
        self._protocol = protocol
        self._pipe = pipe
        self._messages: deque[Message] = deque()
        self._parts: list[bytes] = []
        self._as_text = True

    async def begin(self) -> bool:
        """Send the answer to the handshake; False when that answer is a refusal."""
        self._collect()
        await self._flush()
        return self._protocol.state is OPEN

    async def receive(self) -> Message | None:
        """The next message; None once the connection is closed."""
        while not self._messages:
            if self._protocol.state is not OPEN:
                return None
            data = await self._pipe.reader.read(CHUNK)
            if data:
                self._protocol.receive_data(data)
            else:
                self._protocol.receive_eof()
            self._collect()
            await self._flush()
        return self._messages.popleft()

    async def send(self, message: Message) -> None:
        """Send one message; nothing happens once the connection is closing."""
        if self._protocol.state is not OPEN:
            return
        if isinstance(message, str):
            self._protocol.send_text(message.encode())
        else:
            self._protocol.send_binary(message)
        await self._flush()

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Send the close frame."""
        if self._protocol.state is OPEN:
            self._protocol.send_close(code, reason)
            await self._flush()

    def _collect(self) -> None:
        for event in self._protocol.events_received():
            if isinstance(event, Frame):
                self._take(event)

    def _take(self, frame: Frame) -> None:
        if frame.opcode in (Opcode.TEXT, Opcode.BINARY):
            self._parts, self._as_text = [], frame.opcode is Opcode.TEXT
        elif frame.opcode is not Opcode.CONT:
            return
        self._parts.append(bytes(frame.data))
        if frame.fin:
            whole = b"".join(self._parts)
            self._messages.append(whole.decode("utf-8", "replace") if self._as_text else whole)

    async def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            if data:
                self._pipe.writer.write(data)
        await self._pipe.writer.drain()


def websocket_reply(
    request: Request,
    origins: Iterable[str],
    talk: Callable[[WebSocket], Awaitable[None]],
) -> Reply:
    """Take the upgrade over to `talk`; a handshake that is not valid, or comes from an origin
    that is not listed, is refused by the library with the right status.
    """
    allowed = [None, *map(Origin, origins)]

    async def switch(pipe: Pipe) -> None:
        protocol = ServerProtocol(origins=allowed, max_size=MAX_MESSAGE)
        headers = Headers(list(request.headers.items()))
        protocol.receive_data(Handshake(request.target, headers).serialize())
        for event in protocol.events_received():
            if isinstance(event, Handshake):
                protocol.send_response(protocol.accept(event))
        protocol.receive_data(pipe.already)
        socket = WebSocket(protocol, pipe)
        if await socket.begin():
            await talk(socket)

    return Reply(status=101, switch=switch)
