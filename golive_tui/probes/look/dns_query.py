"""One question to one name server, over UDP with repeats, over TCP when the answer is cut.

The packets are dnspython's; the sockets are ours, so that the deadline of the look is the only
one, a closed port is told from silence, and a cancelled look leaves nothing open.
"""

import asyncio
import socket
import struct
from dataclasses import dataclass
from typing import Final

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from golive_tui.clock import stopwatch
from golive_tui.probes.look.dial import Address, dial
from golive_tui.probes.look.stages import Stages

REPEAT: Final = 1.0
"""Seconds of silence after which a question is sent again: UDP loses packets, and one lost
packet is no fault of the server's."""

LARGEST: Final = 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said: records as texts, least TTL in seconds, response code, seconds.

    `authoritative`: it answers for the zone itself, so that its TTL does not count down.
    """

    records: tuple[str, ...]
    ttl: int | None
    rcode: str
    seconds: float
    authoritative: bool = False


async def ask(question: dns.message.QueryMessage, server: Address, *, tcp: bool) -> Answer:
    """The server's answer; raises OSError where none can come, dns.exception.DNSException where
    it is no DNS. Waits for ever: the look has the deadline."""
    began = stopwatch()
    reply = await exchange(question, server, tcp=tcp)
    return _read(question, reply, stopwatch() - began)


async def exchange(
    question: dns.message.QueryMessage, server: Address, *, tcp: bool
) -> dns.message.Message:
    """The server's whole reply; raises as `ask` does."""
    reply = None if tcp else await _over_udp(question, server)
    if reply is None or reply.flags & dns.flags.TC:
        reply = await _over_tcp(question, server)
    return reply


async def _over_udp(question: dns.message.QueryMessage, server: Address) -> dns.message.Message:
    wire = question.to_wire()
    loop = asyncio.get_running_loop()
    with socket.socket(server.family, socket.SOCK_DGRAM) as sock:
        sock.settimeout(0)
        # Connected: only this server's packets come in, and a closed port says so at once.
        sock.connect(server.where)
        while True:
            await loop.sock_sendall(sock, wire)
            try:
                async with asyncio.timeout(REPEAT):
                    return await _matching(question, sock)
            except TimeoutError:
                continue


async def _matching(question: dns.message.QueryMessage, sock: socket.socket) -> dns.message.Message:
    """The first packet that answers this very question; forgeries and rubbish are passed over."""
    loop = asyncio.get_running_loop()
    while True:
        wire = await loop.sock_recv(sock, LARGEST)
        try:
            reply = dns.message.from_wire(wire, ignore_trailing=True, raise_on_truncation=False)
        except dns.exception.DNSException:
            continue
        if question.is_response(reply):
            return reply


async def _over_tcp(question: dns.message.QueryMessage, server: Address) -> dns.message.Message:
    line = await dial(server.ip, server.where[1], Stages())
    try:
        wire = question.to_wire()
        await line.write(struct.pack("!H", len(wire)) + wire)
        received = b""
        while len(received) < 2 or len(received) < 2 + struct.unpack("!H", received[:2])[0]:
            chunk = await line.read()
            if not chunk:
                raise EOFError("hung up")
            received += chunk
    finally:
        line.close()
    reply = dns.message.from_wire(received[2:], ignore_trailing=True)
    if not question.is_response(reply):
        raise dns.exception.FormError
    return reply


def _read(question: dns.message.QueryMessage, reply: dns.message.Message, seconds: float) -> Answer:
    asked = question.question[0]
    records: list[str] = []
    ttls: list[int] = []
    for rrset in reply.answer:
        ttls.append(rrset.ttl)
        if rrset.rdtype == asked.rdtype:
            records.extend(_texts(rrset))
    return Answer(
        records=tuple(sorted(set(records))),
        ttl=min(ttls, default=None),
        rcode=dns.rcode.to_text(reply.rcode()),
        seconds=seconds,
        authoritative=bool(reply.flags & dns.flags.AA),
    )


def _texts(rrset: dns.rrset.RRset) -> list[str]:
    """`10 mail.example.com`, and the strings of a TXT record put together as their reader does."""
    if rrset.rdtype == dns.rdatatype.TXT:
        return [b"".join(rdata.strings).decode("utf-8", "replace") for rdata in rrset]
    return [rdata.to_text().removesuffix(".") for rdata in rrset]
