import io

import dns.resolver
import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from tests.probes import dns_stub
from tests.probes.dns_stub import answering, name_server
from tests.probes.looking import look_once, opened, reach


async def ask(
    servers: list[str], *expect: str, name: str = "api.example", **settings: object
) -> Sample:
    return await look_once("dns", {"name": name, "servers": servers, **settings}, *expect)


async def test_the_facts_of_an_answer() -> None:
    async with name_server(answering("A 192.0.2.2", "A 192.0.2.1", ttl=300)) as stub:
        sample = await look_once(
            "dns",
            {"name": "api.example", "servers": [stub.address]},
            "answers contains '192.0.2.1'",
            "answers.0 == '192.0.2.1'",
            "ttl <= 300",
            "rcode == 'NOERROR'",
            "agree == true",
            "time < 20s",
            values={"ttl": "ttl"},
        )
    assert sample.outcome == "ok", sample.detail
    assert sample.values == {"ttl": 300}
    assert sample.latency is not None


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
        sample = await ask([stub.address], f"answers contains '{text}'", type=type)
    assert sample.outcome == "ok", sample.detail


async def test_an_address_is_asked_for_in_reverse() -> None:
    async with name_server(answering("PTR api.example.")) as stub:
        sample = await ask(
            [stub.address], "answers contains 'api.example'", name="192.0.2.1", type="PTR"
        )
    assert sample.outcome == "ok", sample.detail


async def test_a_cname_on_the_way_is_no_answer_of_the_type() -> None:
    async with name_server(answering("CNAME cdn.example.", "A 192.0.2.9")) as stub:
        sample = await ask([stub.address], "answers.0 == '192.0.2.9'", "not answers.1 exists")
    assert sample.outcome == "ok", sample.detail


async def test_a_lost_packet_is_asked_for_again() -> None:
    async with name_server(answering("A 192.0.2.1")) as stub:
        stub.lose = 1
        sample = await ask([stub.address])
        assert sample.outcome == "ok", sample.detail
        assert stub.queries == 2


async def test_forged_packets_are_passed_over() -> None:
    async with name_server(dns_stub.forged_first(answering("A 192.0.2.1"))) as stub:
        sample = await ask([stub.address], "answers contains '192.0.2.1'")
    assert sample.outcome == "ok", sample.detail


async def test_a_truncated_answer_is_asked_for_over_tcp() -> None:
    async with name_server(dns_stub.truncated, answering("A 192.0.2.1")) as stub:
        sample = await ask([stub.address], "answers contains '192.0.2.1'")
    assert sample.outcome == "ok", sample.detail


async def test_tcp_from_the_start() -> None:
    async with name_server(dns_stub.silent, answering("A 192.0.2.1")) as stub:
        sample = await ask([stub.address], "answers contains '192.0.2.1'", tcp=True)
        assert sample.outcome == "ok", sample.detail
        assert stub.queries == 0


async def test_a_tcp_server_that_hangs_up_has_its_reason() -> None:
    async with name_server(dns_stub.truncated, dns_stub.silent) as stub:
        sample = await ask([stub.address])
    assert (sample.outcome, sample.reason) == ("fail", "tcp.reset")


@pytest.mark.parametrize(
    ("rcode", "reason"),
    [("NXDOMAIN", "dns.nxdomain"), ("SERVFAIL", "dns.servfail"), ("REFUSED", "dns.refused")],
)
async def test_a_response_code_fails_unless_it_is_asked_for(rcode: str, reason: str) -> None:
    async with name_server(answering(rcode=rcode)) as stub:
        sample = await ask([stub.address])
        assert (sample.outcome, sample.reason) == ("fail", reason)
        assert (await ask([stub.address], f"rcode == '{rcode}'")).outcome == "ok"


async def test_a_name_without_such_a_record_fails() -> None:
    async with name_server(answering()) as stub:
        sample = await ask([stub.address], "not answers contains '192.0.2.1'")
    assert (sample.outcome, sample.reason) == ("fail", "dns.no_address")


async def test_servers_that_differ_fail_and_each_is_named() -> None:
    async with (
        name_server(answering("A 192.0.2.1")) as one,
        name_server(answering("A 192.0.2.2")) as two,
    ):
        servers = [one.address, two.address]
        sample = await ask(servers, "answers contains '192.0.2.1'")
        assert (sample.outcome, sample.reason) == ("fail", "dns.mismatch")
        assert f"{two.address}: 192.0.2.2" in sample.detail
        assert (await ask(servers, "agree == false")).outcome == "ok"
        two.respond = answering("A 192.0.2.1", ttl=5)
        assert (await ask(servers, "agree == true", "ttl == 5")).outcome == "ok"


async def test_one_silent_server_fails_and_is_named() -> None:
    async with (
        name_server(answering("A 192.0.2.1")) as one,
        name_server(dns_stub.silent) as two,
    ):
        sample = await look_once(
            "dns",
            {"name": "api.example", "servers": [one.address, two.address]},
            within=reach(0.5),
        )
    assert (sample.outcome, sample.reason) == ("fail", "dns.timeout")
    assert two.address in sample.detail
    assert one.address not in sample.detail


async def test_a_closed_port_is_told_from_silence() -> None:
    async with name_server(dns_stub.silent) as stub:
        gone = stub.address
    sample = await ask([gone])
    assert (sample.outcome, sample.reason) == ("fail", "tcp.refused"), sample.detail


@pytest.mark.parametrize("lines", ["nameserver 192.0.2.255\nnameserver 127.0.0.1\n", ""])
async def test_a_resolver_of_this_host_that_fails_is_no_fault_of_the_name(
    monkeypatch: pytest.MonkeyPatch, lines: str
) -> None:
    real = dns.resolver.Resolver
    monkeypatch.setattr(dns.resolver, "Resolver", lambda: real(filename=io.StringIO(lines)))
    sample = await look_once("dns", {"name": "api.example"}, within=reach(0.6))
    assert sample.outcome == "error"
    assert sample.reason != "probe.bug", sample.detail


@pytest.mark.parametrize(
    "settings",
    [
        {"name": "api.example", "type": "NOSUCH"},
        {"name": "a..b"},
        {"name": "x" * 64 + ".example"},
        {"name": "api.example", "servers": ["127.0.0.1:0"]},
        {"name": "api.example", "servers": ["127.0.0.1:http"]},
        {"name": ""},
    ],
)
def test_settings_that_make_no_question_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("dns", settings)
