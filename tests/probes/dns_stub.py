"""A name server of the tests: UDP and TCP on one port, with answers and faults to order."""

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

Respond = Callable[[dns.message.Message], "list[bytes]"]
"""The packets to send for a query: none, one, or several."""


def answering(*records: str, rcode: str = "NOERROR", ttl: int = 60) -> Respond:
    """An answer with these records: `A 192.0.2.1`."""

    def respond(query: dns.message.Message) -> list[bytes]:
        reply = dns.message.make_response(query)
        reply.set_rcode(dns.rcode.from_text(rcode))
        for record in records:
            rdtype, _, data = record.partition(" ")
            name = query.question[0].name
            reply.answer.append(dns.rrset.from_text(name, ttl, "IN", rdtype, data))
        return [reply.to_wire()]

    return respond


def silent(query: dns.message.Message) -> list[bytes]:
    return []


def truncated(query: dns.message.Message) -> list[bytes]:
    reply = dns.message.make_response(query)
    reply.flags |= dns.flags.TC
    return [reply.to_wire()]


def forged_first(real: Respond) -> Respond:
    """Rubbish, an answer with another id, an answer to another question; then the real one."""

    def respond(query: dns.message.Message) -> list[bytes]:
        wrong = dns.message.make_response(query)
        wrong.id ^= 1
        other = dns.message.make_response(dns.message.make_query("evil.example", "A"))
        other.id = query.id
        return [b"rubbish", wrong.to_wire(), other.to_wire(), *real(query)]

    return respond


@dataclass
class Stub(asyncio.DatagramProtocol):
    """One server; `respond` and `respond_tcp` may be changed while it runs."""

    respond: Respond
    respond_tcp: Respond | None = None
    lose: int = 0
    queries: int = 0
    port: int = 0
    _transport: asyncio.DatagramTransport | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str | int, ...]) -> None:
        self.queries += 1
        if self.queries <= self.lose or self._transport is None:
            return
        for packet in self.respond(dns.message.from_wire(data)):
            self._transport.sendto(packet, addr)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            (length,) = struct.unpack("!H", await reader.readexactly(2))
            query = dns.message.from_wire(await reader.readexactly(length))
            for packet in (self.respond_tcp or self.respond)(query):
                writer.write(struct.pack("!H", len(packet)) + packet)
            await writer.drain()
        writer.close()


@contextlib.asynccontextmanager
async def name_server(respond: Respond, respond_tcp: Respond | None = None) -> AsyncIterator[Stub]:
    """A stub on a free port of both protocols."""
    stub = Stub(respond, respond_tcp)
    loop = asyncio.get_running_loop()
    listener = await asyncio.start_server(stub.connected, "127.0.0.1", 0)
    stub.port = listener.sockets[0].getsockname()[1]
    transport, _ = await loop.create_datagram_endpoint(
        lambda: stub, local_addr=("127.0.0.1", stub.port)
    )
    try:
        yield stub
    finally:
        transport.close()
        listener.close()
