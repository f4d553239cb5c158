"""A server that misbehaves to order: one script a path for HTTP, or one for every connection.

A script is handed the connection and the request's head, and does what it likes with it. What
stands here is what was met in the field: peers that stay silent, drip, lie about their length,
pack a bomb, or send escape sequences where text is due.
"""

import asyncio
import contextlib
import gzip
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass

from tests.support.waiting import dawdle

FOREVER = 3600.0
SECRET = "hunter2-sesame-opens"
HOSTILE = f"\x1b]0;pwned\x07\x1b[31m{SECRET}\u202e\u200b\x9b2J\nsecond line"
"""An escape sequence, a secret, a bidi override, a C1 control and a line break."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One connection, from the server's side."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    head: bytes = b""

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """End with RST instead of FIN."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Script = Callable[[Peer], Awaitable[None]]


def answering(
    body: bytes = b"", *, status: str = "200 OK", headers: Mapping[str, str] | None = None
) -> Script:
    """A well-formed answer; the connection stays open for the next request."""

    async def script(peer: Peer) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        await peer.say("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    return script


def saying(data: bytes) -> Script:
    """These bytes, then FIN."""

    async def script(peer: Peer) -> None:
        await peer.say(data)
        peer.writer.close()

    return script


async def silence(peer: Peer) -> None:
    await dawdle(FOREVER)


async def reset(peer: Peer) -> None:
    peer.reset()


async def hang_up(peer: Peer) -> None:
    peer.writer.close()


async def flood(peer: Peer) -> None:
    while True:
        await peer.say(b"\xff\x00garbage" * 1000)


async def drip(peer: Peer) -> None:
    """A header without end, byte by byte: no time-out of an operation ever strikes."""
    await peer.say(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    while True:
        await peer.say(b"z")
        await dawdle(0.02)


async def drip_body(peer: Peer) -> None:
    await peer.say(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
    while True:
        await peer.say(b"z")
        await dawdle(0.02)


async def endless_body(peer: Peer) -> None:
    await peer.say(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        await peer.say(b"2000\r\n" + b"z" * 0x2000 + b"\r\n")


async def reset_in_body(peer: Peer) -> None:
    await peer.say(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    await dawdle(0.05)
    peer.reset()


def bomb() -> Script:
    """50 MB of zeros in 50 kB of gzip."""
    packed = gzip.compress(bytes(50 * 1024 * 1024))
    return answering(packed, headers={"Content-Encoding": "gzip"})


def redirecting(location: str, status: str = "302 Found") -> Script:
    return answering(status=status, headers={"Location": location})


class FaultServer:
    """Serves scripts on loopback; `heads` are the heads of all requests, in order."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.heads: list[bytes] = []
        self.scripts: dict[str, Script] = {}
        self.connections = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextlib.asynccontextmanager
async def serving(
    scripts: Mapping[str, Script] | Script,
    *,
    context: ssl.SSLContext | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
) -> AsyncIterator[FaultServer]:
    """A server of scripts by path, or of one script for every connection as it comes in."""
    tasks: set[asyncio.Task[None]] = set()
    server: FaultServer | None = None

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        assert server is not None
        tasks.add(task)
        server.connections += 1
        try:
            if callable(scripts):
                await scripts(Peer(reader, writer))
            else:
                await _requests(server, reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        except asyncio.CancelledError:
            # The server is going down. Ending cancelled would be told as an error of the callback.
            pass
        finally:
            writer.transport.abort()
            tasks.discard(task)

    listener = await asyncio.start_server(connected, host, port, ssl=context)
    server = FaultServer(listener.sockets[0].getsockname()[1])
    if not callable(scripts):
        server.scripts.update(scripts)
    try:
        yield server
    finally:
        listener.close()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)


async def _requests(
    server: FaultServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    while not writer.is_closing():
        head = await reader.readuntil(b"\r\n\r\n")
        server.heads.append(head)
        path = head.split(b" ")[1].decode()
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                await reader.readexactly(int(line.split(b":")[1]))
        script = server.scripts.get(path, answering(b"no such path", status="404 Not Found"))
        await script(Peer(reader, writer, head))
