"""DNS over UDP and TCP: the customer's names at 127.0.0.1, NXDOMAIN for all others.

`reply_to` is the whole of the answers; the two servers below it only carry the bytes.
"""

import asyncio
import socket
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, cast

import dns.exception
import dns.flags
import dns.message
import dns.opcode
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from golive_tui.rehearsal.stand_in.http_server import drop

ADDRESS: Final = "127.0.0.1"
TTL: Final = 300
ZONE: Final = "flowmind.app."
NAMES: Final = frozenset(
    {ZONE, *(f"{label}.{ZONE}" for label in ("api", "citypulse", "quantum", "velocity"))}
)

MAX_UDP: Final = 1232
"""Bytes of an answer over UDP, as the DNS flag day of 2020 has it; no answer here comes near."""
MAX_CONNECTIONS: Final = 16
IDLE: Final = 10.0
"""Seconds that a connection may say nothing."""

_HEADER: Final = 12
_QR: Final = 0x80
_SERVERS: Final = (f"ns1.{ZONE}", f"ns2.{ZONE}")
_NOTHING: Final[Mapping[str, str]] = {}
_SOA: Final = f"ns.{ZONE} hostmaster.{ZONE} 2026010101 3600 600 86400 300"


Told = Mapping[str, str]
"""Other answers by name without a dot at its end: an address, or `NXDOMAIN`."""
MISSING: Final = "NXDOMAIN"


def reply_to(wire: bytes, told: Told = _NOTHING) -> bytes | None:
    """The answer to one query; None for what must not be answered (no query, or not even DNS)."""
    if len(wire) < _HEADER or wire[2] & _QR:
        return None
    try:
        query = dns.message.from_wire(wire)
        reply = dns.message.make_response(query)
    except dns.exception.DNSException:
        return _format_error(wire)
    if query.opcode() != dns.opcode.QUERY or len(query.question) != 1:
        reply.set_rcode(dns.rcode.NOTIMP)
        return reply.to_wire()
    _fill(reply, told)
    return reply.to_wire(max_size=MAX_UDP)


def _fill(reply: dns.message.Message, told: Told) -> None:
    asked = reply.question[0]
    reply.flags |= dns.flags.AA
    name = asked.name.to_text().lower()
    here = told.get(name.rstrip("."), ADDRESS)
    if name not in NAMES or here == MISSING:
        reply.set_rcode(dns.rcode.NXDOMAIN)
    elif asked.rdclass == dns.rdataclass.IN and (answers := _answers(name, asked.rdtype, here)):
        kind = dns.rdatatype.to_text(asked.rdtype)
        reply.answer.append(dns.rrset.from_text(asked.name, TTL, "IN", kind, *answers))
        return
    reply.authority.append(dns.rrset.from_text(ZONE, TTL, "IN", "SOA", _SOA))


def _answers(name: str, kind: dns.rdatatype.RdataType, here: str) -> tuple[str, ...]:
    if kind == dns.rdatatype.A:
        return (here,)
    return _SERVERS if name == ZONE and kind == dns.rdatatype.NS else ()


def _format_error(wire: bytes) -> bytes:
    return wire[:2] + bytes([_QR, dns.rcode.FORMERR]) + bytes(_HEADER - 4)


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, told: Callable[[], Told]) -> None:
        self._told = told

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str | int, int]) -> None:
        reply = reply_to(data, self._told())
        if reply is not None:
            self._transport.sendto(reply, addr)


@dataclass(slots=True)
class DnsServer:
    """Answers on a UDP and a TCP socket until closed; `told` says what to answer otherwise."""

    told: Callable[[], Told] = dict
    _connections: set[asyncio.Task[None]] = field(default_factory=set)
    _datagrams: asyncio.BaseTransport | None = None
    _streams: asyncio.Server | None = None

    async def start(self, udp: socket.socket, tcp: socket.socket) -> None:
        """Begin to answer."""
        loop = asyncio.get_running_loop()
        udp.settimeout(0)
        self._datagrams, _ = await loop.create_datagram_endpoint(
            lambda: _Datagrams(self.told), sock=udp
        )
        self._streams = await asyncio.start_server(self._accepted, sock=tcp)

    async def close(self) -> None:
        """Answer no more."""
        if self._datagrams is not None:
            self._datagrams.close()
        if self._streams is not None:
            self._streams.close()
        await drop(self._connections)

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._connections) >= MAX_CONNECTIONS:
            writer.transport.abort()
            return
        task = asyncio.create_task(_converse(reader, writer, self.told))
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)


async def _converse(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, told: Callable[[], Told]
) -> None:
    """Query after query, each with its length in two bytes before it (RFC 1035, 4.2.2)."""
    try:
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                async with asyncio.timeout(IDLE):
                    (length,) = struct.unpack("!H", await reader.readexactly(2))
                    wire = await reader.readexactly(length)
                reply = reply_to(wire, told())
                if reply is None:
                    return
                writer.write(struct.pack("!H", len(reply)) + reply)
                async with asyncio.timeout(IDLE):
                    await writer.drain()
    finally:
        writer.transport.abort()
