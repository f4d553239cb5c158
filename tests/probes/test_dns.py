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


async def test_an_address_is_asked_for_in_reverse() -> None:
    async with name_server(answering("PTR api.example.")) as stub:
        sample = await ask(
            [stub.address], "answers contains 'api.example'", name="192.0.2.1", type="PTR"
        )
    assert sample.outcome == "ok", sample.detail


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
        for expect in (
            "not answers contains '192.0.2.1'",
            "rcode == 'NOERROR'",
            "agree == true",
            "count > 0",
        ):
            sample = await ask([stub.address], expect)
            assert (sample.outcome, sample.reason) == ("fail", "dns.no_address")
        assert (await ask([stub.address], "count == 0")).outcome == "ok"


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


async def test_one_silent_server_of_several_leaves_it_open_and_is_named() -> None:
    async with (
        name_server(answering("A 192.0.2.1")) as one,
        name_server(dns_stub.silent) as two,
    ):
        settings: dict[str, object] = {
            "name": "api.example",
            "servers": [one.address, two.address],
        }
        sample = await look_once("dns", settings, within=reach(0.5))
        wrong = await look_once("dns", {**settings, "records": "192.0.2.9"}, within=reach(0.5))
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert two.address in sample.detail
    assert one.address not in sample.detail
    # What one of them says is wrong, whatever the silent one may think.
    assert (wrong.outcome, wrong.reason) == ("fail", "dns.mismatch")


async def test_a_server_that_is_silent_alone_fails() -> None:
    async with name_server(dns_stub.silent) as stub:
        settings: dict[str, object] = {"name": "api.example", "servers": [stub.address]}
        sample = await look_once("dns", settings, within=reach(0.3))
    assert (sample.outcome, sample.reason) == ("fail", "dns.timeout")


@pytest.mark.parametrize(
    ("records", "match", "outcome"),
    [
        (["192.0.2.1", "192.0.2.2"], "exact", "ok"),
        (["192.0.2.1"], "exact", "fail"),
        (["192.0.2.1"], "superset", "ok"),
        (["192.0.2.3"], "superset", "fail"),
    ],
)
async def test_every_server_must_give_the_records(
    records: list[str], match: str, outcome: str
) -> None:
    async with (
        name_server(answering("A 192.0.2.1", "A 192.0.2.2")) as one,
        name_server(answering("A 192.0.2.2", "A 192.0.2.1")) as two,
    ):
        servers = [one.address, two.address]
        sample = await ask(servers, records=records, match=match)
        assert sample.outcome == outcome, sample.detail
        two.respond = answering("A 192.0.2.99")
        sample = await ask(servers, records=["192.0.2.1"], match="superset")
        assert (sample.outcome, sample.reason) == ("fail", "dns.mismatch")
        assert sample.detail == f"{two.address}: 192.0.2.99 (wanted: 192.0.2.1)"


async def test_a_cached_ttl_proves_nothing_of_the_zone() -> None:
    async with name_server(answering("A 192.0.2.1", ttl=30)) as stub:
        sample = await ask([stub.address], "cached_ttl == 30", max_ttl=300.0)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert "only cached TTLs" in sample.detail


async def test_a_zone_whose_name_servers_nobody_knows_proves_nothing() -> None:
    async with name_server(answering()) as stub:
        sample = await ask([stub.address, "authoritative"], "count == 0")
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert "no name server that the resolver knows" in sample.detail


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
