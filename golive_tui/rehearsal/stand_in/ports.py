"""The ports of a stand-in, shut and opened again as its network is told to be.

A port that is shut stays ours: a bound socket on which nobody listens refuses every connection.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Final

from golive_tui.rehearsal.stand_in.addresses import pair
from golive_tui.rehearsal.stand_in.behaviour import Behaviour
from golive_tui.rehearsal.stand_in.dns_server import DnsServer
from golive_tui.rehearsal.stand_in.http_server import HttpServer, listening

SHUTS: Final = {"refused": ("backend",), "cut-off": ("backend", "edge")}
"""By the word for the network, the groups of ports that are shut."""


@dataclass(slots=True)
class HttpPort:
    """A site's server on its port."""

    group: str
    server: HttpServer
    sock: socket.socket
    context: ssl.SSLContext | None = None

    async def open(self) -> None:
        """Serve."""
        await self.server.start(self.sock, self.context)

    async def shut(self) -> None:
        """Drop what is open, and refuse."""
        port = self.sock.getsockname()[1]
        await self.server.close()
        self.sock.close()
        self.sock = listening(port)

    async def close(self) -> None:
        """Let go of the port."""
        await self.server.close()
        self.sock.close()


@dataclass(slots=True)
class DnsPort:
    """The DNS server on its port."""

    group: str
    server: DnsServer
    udp: socket.socket
    tcp: socket.socket

    async def open(self) -> None:
        """Serve."""
        await self.server.start(self.udp, self.tcp)

    async def shut(self) -> None:
        """Answer nothing over UDP, and refuse over TCP."""
        port = self.tcp.getsockname()[1]
        await self.server.close()
        self.udp.close()
        self.tcp.close()
        self.udp, self.tcp = pair(port)

    async def close(self) -> None:
        """Let go of the port."""
        await self.server.close()
        self.udp.close()
        self.tcp.close()


@dataclass(slots=True)
class Ports:
    """All ports; `follow` brings them to what a behaviour wants, one change after the other."""

    all: list[HttpPort | DnsPort]
    _shut: set[int] = field(default_factory=set)
    _turning: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Serve on all of them."""
        for port in self.all:
            await port.open()

    def follow(self, behaviour: Behaviour) -> None:
        """Begin to be as this behaviour wants it."""
        before = self._turning
        self._turning = asyncio.create_task(self._turn(behaviour.network, before))

    async def _turn(self, network: str, before: Awaitable[None] | None) -> None:
        if before is not None:
            await before
        for index, port in enumerate(self.all):
            shut = port.group in SHUTS.get(network, ())
            if shut and index not in self._shut:
                await port.shut()
                self._shut.add(index)
            elif not shut and index in self._shut:
                await port.open()
                self._shut.discard(index)

    async def follow_up(self) -> None:
        """Return when all is as the last behaviour wants it."""
        if self._turning is not None:
            await self._turning

    async def close(self) -> None:
        """Let go of everything."""
        await self.follow_up()
        for port in self.all:
            await port.close()
