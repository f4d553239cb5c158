import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import dns.asyncquery
import dns.flags
import dns.message
import dns.opcode
import dns.rcode
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from golive_tui.rehearsal.stand_in import dns_server
from golive_tui.rehearsal.stand_in.addresses import pair
from golive_tui.rehearsal.stand_in.dns_server import NAMES, TTL, DnsServer, reply_to
from tests.rehearsal.stand_in.serving import connection


@asynccontextmanager
async def answering() -> AsyncIterator[int]:
    udp, tcp = pair()
    server = DnsServer()
    await server.start(udp, tcp)
    try:
        yield udp.getsockname()[1]
    finally:
        await server.close()


def answer(query: dns.message.Message) -> dns.message.Message:
    wire = reply_to(query.to_wire())
    assert wire is not None
    return dns.message.from_wire(wire)


@pytest.mark.parametrize("name", sorted(NAMES))
async def test_every_name_of_the_customer_is_here_over_udp_and_tcp(name: str) -> None:
    query = dns.message.make_query(name, "A")
    async with answering() as port:
        over_udp = await dns.asyncquery.udp(query, "127.0.0.1", port=port, timeout=20)
        over_tcp = await dns.asyncquery.tcp(query, "127.0.0.1", port=port, timeout=20)
    for reply in (over_udp, over_tcp):
        (answered,) = reply.answer
        assert [item.to_text() for item in answered] == ["127.0.0.1"]
        assert answered.ttl == TTL
        assert reply.flags & dns.flags.AA


def test_names_are_the_same_in_capitals() -> None:
    reply = answer(dns.message.make_query("API.FlowMind.app", "A"))
    assert reply.answer[0].name.to_text() == "API.FlowMind.app."


def test_any_other_name_does_not_exist() -> None:
    for name in ("old.flowmind.app", "example.com", "."):
        reply = answer(dns.message.make_query(name, "A"))
        assert reply.rcode() == dns.rcode.NXDOMAIN
        assert reply.answer == []
        assert reply.authority


def test_a_name_without_such_a_record_has_an_empty_answer() -> None:
    reply = answer(dns.message.make_query("api.flowmind.app", "AAAA"))
    assert reply.rcode() == dns.rcode.NOERROR
    assert reply.answer == []
    assert reply.authority


def test_what_is_no_plain_query_is_not_implemented() -> None:
    query = dns.message.make_query("api.flowmind.app", "A")
    query.set_opcode(dns.opcode.NOTIFY)
    assert answer(query).rcode() == dns.rcode.NOTIMP
    empty = dns.message.QueryMessage()
    empty.flags = dns.flags.RD
    assert answer(empty).rcode() == dns.rcode.NOTIMP


def test_an_answer_is_not_answered() -> None:
    reply = answer(dns.message.make_query("api.flowmind.app", "A"))
    assert reply_to(reply.to_wire()) is None


def test_a_query_with_rubbish_behind_it_is_a_format_error_with_its_id() -> None:
    wire = dns.message.make_query("api.flowmind.app", "A").to_wire()
    refused = reply_to(wire + b"rubbish")
    assert refused is not None
    assert refused[:2] == wire[:2]
    assert dns.message.from_wire(refused).rcode() == dns.rcode.FORMERR


@given(st.binary(max_size=80))
@example(b"")
@example(b"\x00" * 12)
@example(b"\x00" * 4 + b"\xff" * 8)
def test_no_bytes_break_it(wire: bytes) -> None:
    reply = reply_to(wire)
    assert reply is None or reply[:2] == wire[:2]


async def test_a_tcp_client_that_stops_halfway_or_says_nothing_is_dropped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dns_server, "IDLE", 0.05)
    async with answering() as port, connection(port) as (reader, writer):
        writer.write(struct.pack("!H", 40) + b"half")
        assert await reader.read() == b""


async def test_tcp_connections_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns_server, "MAX_CONNECTIONS", 0)
    async with answering() as port, connection(port) as (reader, _):
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)


def test_the_zone_has_name_servers_and_a_name_has_none() -> None:
    reply = answer(dns.message.make_query("flowmind.app", "NS"))
    assert len(reply.answer[0]) == 2
    assert answer(dns.message.make_query("api.flowmind.app", "NS")).answer == []


def test_a_name_can_be_told_to_lie_elsewhere_or_nowhere() -> None:
    told = {"api.flowmind.app": "192.0.2.66", "flowmind.app": "NXDOMAIN"}
    wires = {}
    for name in told:
        wire = reply_to(dns.message.make_query(name, "A").to_wire(), told)
        assert wire is not None
        wires[name] = dns.message.from_wire(wire)
    (record,) = wires["api.flowmind.app"].answer[0]
    assert record.to_text() == "192.0.2.66"
    assert wires["flowmind.app"].rcode() == dns.rcode.NXDOMAIN
