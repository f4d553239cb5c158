import socket

import dns.exception
import dns.message
import pytest

from golive_tui.probes.look.dial import Address
from golive_tui.probes.look.dns_query import Answer, ask
from tests.probes import dns_stub
from tests.probes.dns_stub import Stub, answering, name_server


def at(stub: Stub) -> Address:
    return Address(socket.AF_INET, ("127.0.0.1", stub.port))


async def put(stub: Stub, type: str = "A", *, tcp: bool = False) -> Answer:
    return await ask(dns.message.make_query("api.example", type), at(stub), tcp=tcp)


async def test_an_answer_with_all_it_says() -> None:
    async with name_server(answering("A 192.0.2.2", "A 192.0.2.1", ttl=300)) as stub:
        answer = await put(stub)
    assert (answer.records, answer.ttl) == (("192.0.2.1", "192.0.2.2"), 300)
    assert answer.rcode == "NOERROR"
    assert answer.seconds > 0


@pytest.mark.parametrize(
    ("type", "record", "text"),
    [
        ("AAAA", "AAAA 2001:db8::1", "2001:db8::1"),
        ("MX", "MX 10 mail.example.", "10 mail.example"),
        ("CNAME", "CNAME app.example.", "app.example"),
        ("TXT", 'TXT "v=spf1 " "-all"', "v=spf1 -all"),
        ("CAA", 'CAA 0 issue "letsencrypt.org"', '0 issue "letsencrypt.org"'),
    ],
)
async def test_records_are_told_as_people_write_them(type: str, record: str, text: str) -> None:
    async with name_server(answering(record)) as stub:
        assert (await put(stub, type)).records == (text,)


async def test_a_cname_on_the_way_is_no_answer_of_the_type() -> None:
    async with name_server(answering("CNAME cdn.example.", "A 192.0.2.9")) as stub:
        assert (await put(stub)).records == ("192.0.2.9",)


async def test_no_answer_has_no_ttl() -> None:
    async with name_server(answering(rcode="NXDOMAIN")) as stub:
        answer = await put(stub)
    assert (answer.records, answer.ttl, answer.rcode) == ((), None, "NXDOMAIN")


async def test_a_lost_packet_is_asked_for_again() -> None:
    async with name_server(answering("A 192.0.2.1")) as stub:
        stub.lose = 1
        assert (await put(stub)).records == ("192.0.2.1",)
        assert stub.queries == 2


async def test_forged_packets_are_passed_over() -> None:
    async with name_server(dns_stub.forged_first(answering("A 192.0.2.1"))) as stub:
        assert (await put(stub)).records == ("192.0.2.1",)


async def test_a_truncated_answer_is_asked_for_over_tcp() -> None:
    async with name_server(dns_stub.truncated, answering("A 192.0.2.1")) as stub:
        assert (await put(stub)).records == ("192.0.2.1",)


async def test_tcp_from_the_start() -> None:
    async with name_server(dns_stub.silent, answering("A 192.0.2.1")) as stub:
        assert (await put(stub, tcp=True)).records == ("192.0.2.1",)
        assert stub.queries == 0


async def test_a_forgery_over_tcp_is_refused() -> None:
    async with name_server(dns_stub.silent, dns_stub.forged_first(dns_stub.silent)) as stub:
        with pytest.raises(dns.exception.DNSException):
            await put(stub, tcp=True)


async def test_a_server_that_hangs_up_over_tcp_is_at_its_end() -> None:
    async with name_server(dns_stub.truncated, dns_stub.silent) as stub:
        with pytest.raises(EOFError):
            await put(stub)


async def test_a_closed_port_is_told_from_silence() -> None:
    async with name_server(dns_stub.silent) as stub:
        pass
    with pytest.raises(ConnectionRefusedError):
        await put(stub)
