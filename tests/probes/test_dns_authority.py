"""`kind = "dns"` with the authoritative name servers of a zone, which are real ones (unbound)."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import dns.flags
import dns.message
import dns.name
import dns.rdatatype

from golive_tui.launch.samples import Sample
from golive_tui.probes.look.dial import Address
from golive_tui.probes.look.dns_authority import authorities, to_authority
from tests.probes.looking import look_once, reach
from tests.probes.services import free_port
from tests.probes.unbound import ZONE, unbound

GOOD = ZONE.format(ttl=120, address="192.0.2.1")


@contextlib.contextmanager
def both(folder: Path, first: str = GOOD, second: str = GOOD) -> Iterator[int]:
    """ns1 and ns2 at one port of two addresses; the port."""
    port = free_port()
    with (
        unbound(folder / "ns1", "127.0.0.1", port, first),
        unbound(folder / "ns2", "127.0.0.2", port, second),
    ):
        yield port


async def looked(port: int, *expect: str, name: str = "api.flow.test", **more: object) -> Sample:
    servers = [f"127.0.0.1:{port}", "authoritative"]
    settings = {"name": name, "servers": servers, "authority_port": port, **more}
    return await look_once("dns", settings, *expect)


async def test_every_name_server_of_the_zone_is_asked(tmp_path: Path) -> None:
    with both(tmp_path) as port:
        facts = (
            "authoritative contains 'ns1.flow.test'",
            "authoritative contains 'ns2.flow.test'",
            "authoritative_ttl == 120",
            "servers.ns2.flow.test contains '192.0.2.1'",
            "agree == true",
        )
        good = await looked(port, *facts, records="192.0.2.1", max_ttl=300.0)
        long = await looked(port, max_ttl=60.0)
        alias = await looked(port, name="www.flow.test", records="192.0.2.1")
        none = await looked(port, name="none.flow.test")
        question = dns.message.make_query("www.flow.test", "A")
        where = Address(socket.AF_INET, ("127.0.0.1", port))
        found = await authorities(question, where, port, tcp=False)
    assert good.outcome == "ok", good.detail
    assert (long.outcome, long.reason) == ("fail", "assert.failed")
    assert "ns2.flow.test: 2:00" in long.detail
    assert alias.outcome == "ok", alias.detail
    assert (none.outcome, none.reason) == ("fail", "dns.nxdomain")
    assert found.name.to_text() == "api.flow.test."
    assert found.zone.to_text() == "flow.test."
    assert [each.name for each in found.servers] == ["ns1.flow.test", "ns2.flow.test"]


async def test_a_name_server_that_lags_behind_is_named(tmp_path: Path) -> None:
    with both(tmp_path, second=ZONE.format(ttl=120, address="192.0.2.99")) as port:
        sample = await looked(port, records="192.0.2.1")
        plain = await looked(port)
    assert (sample.outcome, sample.reason) == ("fail", "dns.mismatch")
    assert sample.detail == "ns2.flow.test: 192.0.2.99 (wanted: 192.0.2.1)"
    assert (plain.outcome, plain.reason) == ("fail", "dns.mismatch")


async def test_a_name_server_without_an_address_leaves_it_open(tmp_path: Path) -> None:
    zone = GOOD.replace("ns2 3600 IN A 127.0.0.2\n", "")
    port = free_port()
    with unbound(tmp_path / "ns1", "127.0.0.1", port, zone):
        sample = await looked(port)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert "ns2.flow.test: this name server of flow.test. has no address" in sample.detail


async def test_a_name_server_that_does_not_listen_fails(tmp_path: Path) -> None:
    port = free_port()
    with unbound(tmp_path / "ns1", "127.0.0.1", port, GOOD):
        servers = [f"127.0.0.1:{port}", "authoritative"]
        settings: dict[str, object] = {
            "name": "api.flow.test",
            "servers": servers,
            "authority_port": port,
        }
        sample = await look_once("dns", settings, within=reach(5))
    assert (sample.outcome, sample.reason) == ("fail", "tcp.refused")
    assert "ns2.flow.test" in sample.detail


def test_no_recursion_is_desired_of_an_authority() -> None:
    query = to_authority(dns.name.from_text("api.flow.test"), dns.rdatatype.A)
    assert not query.flags & dns.flags.RD
