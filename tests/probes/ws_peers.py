"""WebSocket servers of the tests: a real one, and ones that stop being one after the upgrade."""

import contextlib
import struct
from collections.abc import AsyncIterator, Awaitable, Callable

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.utils import accept_key

from tests.probes import fault_server as faults
from tests.probes.fault_server import Peer
from tests.support.waiting import wait_until_async

Handler = Callable[[ServerConnection], Awaitable[None]]


class Peers:
    """A WebSocket server and the sessions that it has."""

    def __init__(self, url: str, sessions: list[ServerConnection]) -> None:
        self.url = url
        self.sessions = sessions

    async def newest(self) -> ServerConnection:
        await wait_until_async(lambda: self.sessions)
        return self.sessions[-1]


async def stay(session: ServerConnection) -> None:
    await session.wait_closed()


@contextlib.asynccontextmanager
async def listening(handler: Handler = stay, **options: object) -> AsyncIterator[Peers]:
    sessions: list[ServerConnection] = []

    async def met(session: ServerConnection) -> None:
        sessions.append(session)
        with contextlib.suppress(ConnectionClosed):
            await handler(session)

    server = await serve(met, "127.0.0.1", 0, ping_interval=None, **options)  # type: ignore[arg-type]
    port = next(iter(server.sockets)).getsockname()[1]
    try:
        yield Peers(f"ws://127.0.0.1:{port}/ws", sessions)
    finally:
        server.close()
        await server.wait_closed()


async def upgrade(peer: Peer) -> None:
    """Accept the upgrade, and do nothing of what a WebSocket server does from there on."""
    key = next(
        line.split(b": ")[1].decode()
        for line in peer.head.split(b"\r\n")
        if line.lower().startswith(b"sec-websocket-key")
    )
    await peer.say(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept_key(key).encode() + b"\r\n\r\n"
    )


async def upgrade_and_be_silent(peer: Peer) -> None:
    await upgrade(peer)
    await faults.silence(peer)


def closing_at_the_ping(code: int) -> faults.Script:
    """Answer the first frame with a close frame, and keep the connection."""

    async def script(peer: Peer) -> None:
        await upgrade(peer)
        await peer.reader.read(100)
        await peer.say(b"\x88\x02" + struct.pack("!H", code))
        await faults.silence(peer)

    return script
