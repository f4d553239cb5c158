"""A connected socket, plain or under TLS, with nothing in between.

Reading and writing go through the loop's socket calls, not through a transport: a cancelled
look closes its socket at once, and a kept connection shows that its peer has hung up.
"""

import asyncio
import contextlib
import select
import socket
import ssl
from collections.abc import Callable
from typing import TypeVar

from golive_tui.probes.look.stages import Stages

CHUNK = 65536

T = TypeVar("T")


class Line:
    """A connected, non-blocking socket; who holds it closes it."""

    def __init__(self, sock: socket.socket, ip: str) -> None:
        self.sock = sock
        self.ip = ip

    @property
    def tls(self) -> ssl.SSLObject | None:
        """The TLS session, where there is one."""
        return None

    async def read(self, most: int = CHUNK) -> bytes:
        """Some bytes; none at the end."""
        return await asyncio.get_running_loop().sock_recv(self.sock, most)

    async def write(self, data: bytes) -> None:
        """All of the bytes."""
        await asyncio.get_running_loop().sock_sendall(self.sock, data)

    def stirs(self) -> bool:
        """Whether an idle line has something to read: bytes that nobody asked for, or its end."""
        if self.sock.fileno() < 0:
            return True
        poll = select.poll()
        poll.register(self.sock, select.POLLIN)
        return bool(poll.poll(0))

    def close(self) -> None:
        """Hang up."""
        self.sock.close()


class TlsLine(Line):
    """A line under TLS."""

    def __init__(self, line: Line, context: ssl.SSLContext, server_name: str) -> None:
        super().__init__(line.sock, line.ip)
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._session = context.wrap_bio(
            self._incoming, self._outgoing, server_hostname=server_name
        )

    @property
    def tls(self) -> ssl.SSLObject | None:
        """The TLS session."""
        return self._session

    async def shake_hands(self) -> None:
        """The handshake; raises ssl.SSLError or OSError."""
        await self._driven(self._session.do_handshake)

    async def read(self, most: int = CHUNK) -> bytes:
        """Some bytes; none at the end, whether the peer said good-bye or just went."""
        try:
            return await self._driven(lambda: self._session.read(most))
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return b""

    async def write(self, data: bytes) -> None:
        """All of the bytes."""
        await self._driven(lambda: self._session.write(data))

    async def _driven(self, act: Callable[[], T]) -> T:
        while True:
            try:
                result = act()
            except ssl.SSLWantReadError:
                pass
            except ssl.SSLError:
                self._send_now()  # the alert that tells the peer why
                raise
            else:
                await self._flush()
                return result
            await self._flush()
            received = await super().read()
            if received:
                self._incoming.write(received)
            else:
                self._incoming.write_eof()

    async def _flush(self) -> None:
        if pending := self._outgoing.read():
            await super().write(pending)

    def _send_now(self) -> None:
        with contextlib.suppress(OSError):
            self.sock.send(self._outgoing.read())

    def close(self) -> None:
        """Say good-bye as far as that needs no waiting, and hang up."""
        with contextlib.suppress(ssl.SSLError, ValueError):
            self._session.unwrap()
        self._send_now()
        super().close()


async def secure(line: Line, context: ssl.SSLContext, server_name: str, stages: Stages) -> TlsLine:
    """The line under TLS; hangs it up where the handshake fails."""
    secured = TlsLine(line, context, server_name)
    shaken = False
    try:
        with stages.stage("tls"):
            await secured.shake_hands()
        shaken = True
    finally:
        if not shaken:
            line.close()
    return secured
