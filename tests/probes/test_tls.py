import datetime as dt
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from golive_tui.probes.look import tls as look
from golive_tui.probes.look.dial import Address
from tests.probes import fault_server as faults
from tests.probes.certificates import DAY, Authority, self_signed
from tests.probes.fault_server import serving
from tests.probes.looking import look_once, reach


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls"))


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


async def test_the_facts_of_a_good_certificate(authority: Authority) -> None:
    context = authority.server(not_after=now() + 90 * DAY)
    context.set_alpn_protocols(["h2"])
    async with serving(faults.silence, context=context) as server:
        sample = await look_once(
            "tls",
            {
                "host": "localhost",
                "port": str(server.port),
                "ca": authority.pem,
                "alpn": ["h2", "http/1.1"],
            },
            "days_left > 89",
            "days_left < 91",
            "names contains 'localhost'",
            "issuer contains 'trustme'",
            "version == 'TLSv1.3'",
            "alpn == 'h2'",
            "cipher exists",
            "fingerprint matches '^[0-9a-f]{64}$'",
            "ip exists",
            values={"days": "days_left"},
        )
    assert sample.outcome == "ok", sample.detail
    assert 89 < sample.values["days"] < 91
    assert set(sample.phases) == {"dns", "connect", "tls"}
    assert sample.latency == sample.phases["tls"]


async def test_a_relative_ca_stands_in_the_launch_directory(authority: Authority) -> None:
    async with serving(faults.silence, context=authority.server()) as server:
        sample = await look_once(
            "tls",
            {"host": "localhost", "port": server.port, "ca": "ca.pem"},
            within=reach(directory=str(Path(authority.pem).parent)),
        )
    assert sample.outcome == "ok", sample.detail


BAD: dict[str, tuple[Callable[[Authority], ssl.SSLContext], str]] = {
    "expired": (
        lambda a: a.server(not_before=now() - 9 * DAY, not_after=now() - DAY),
        "tls.expired",
    ),
    "too early": (lambda a: a.server(not_before=now() + DAY), "tls.not_yet_valid"),
    "of another name": (lambda a: a.server("elsewhere.example"), "tls.hostname"),
    "self-signed": (lambda a: self_signed(), "tls.self_signed"),
    "chain cut short": (
        lambda a: a.server_by_intermediate(complete=False),
        "tls.chain_incomplete",
    ),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_certificate_has_its_reason_and_is_described(
    authority: Authority, name: str
) -> None:
    make, reason = BAD[name]
    async with serving(faults.silence, context=make(authority)) as server:
        sample = await look_once(
            "tls",
            {"host": "localhost", "port": server.port, "ca": authority.pem},
            values={"days": "days_left"},
        )
    assert (sample.outcome, sample.reason) == ("fail", reason), sample.detail
    assert "; valid 20" in sample.detail
    assert "issuer O=trustme" in sample.detail or name == "self-signed"
    assert (sample.values["days"] < 0) == (name == "expired")


async def test_a_complete_chain_is_good(authority: Authority) -> None:
    context = authority.server_by_intermediate(complete=True)
    async with serving(faults.silence, context=context) as server:
        sample = await look_once(
            "tls", {"host": "localhost", "port": server.port, "ca": authority.pem}
        )
    assert sample.outcome == "ok", sample.detail


async def test_an_authority_that_nobody_knows_is_not_trusted(authority: Authority) -> None:
    async with serving(faults.silence, context=authority.server()) as server:
        sample = await look_once("tls", {"host": "localhost", "port": server.port})
    assert sample.outcome == "fail"
    assert sample.reason in {"tls.chain_incomplete", "tls.untrusted"}


async def test_without_verifying_an_expired_certificate_is_only_looked_at(
    authority: Authority,
) -> None:
    context = authority.server(not_before=now() - 9 * DAY, not_after=now() - DAY)
    async with serving(faults.silence, context=context) as server:
        sample = await look_once(
            "tls", {"host": "localhost", "port": server.port, "verify": False}, "days_left < 0"
        )
    assert sample.outcome == "ok", sample.detail


async def test_the_name_to_verify_may_be_another_than_the_host(authority: Authority) -> None:
    async with serving(faults.silence, context=authority.server("api.example")) as server:
        sample = await look_once(
            "tls",
            {
                "host": "127.0.0.1",
                "port": server.port,
                "ca": authority.pem,
                "server_name": "api.example",
            },
        )
    assert sample.outcome == "ok", sample.detail


@pytest.mark.parametrize(
    ("script", "reasons"),
    [
        (faults.silence, {"tls.timeout"}),
        (faults.hang_up, {"tls.protocol", "tcp.reset"}),
        (faults.reset, {"tcp.reset"}),
        (faults.saying(b"HTTP/1.1 400 Bad Request\r\n\r\n"), {"tls.protocol"}),
        (faults.flood, {"tls.protocol"}),
        (faults.saying(b"\x15\x03\x03\x00\x02\x02\x28"), {"tls.alert"}),
    ],
)
async def test_a_peer_without_tls_has_its_reason(script: faults.Script, reasons: set[str]) -> None:
    async with serving(script) as server:
        sample = await look_once(
            "tls", {"host": "127.0.0.1", "port": server.port}, within=reach(1.0)
        )
    assert sample.outcome == "fail"
    assert sample.reason in reasons, sample.detail


async def test_names_that_are_wanted_must_be_in_the_certificate(authority: Authority) -> None:
    async with serving(faults.silence, context=authority.server("*.flowmind.app")) as server:
        settings: dict[str, object] = {
            "host": "127.0.0.1",
            "port": server.port,
            "ca": authority.pem,
            "server_name": "api.flowmind.app",
        }
        good = await look_once("tls", {**settings, "names": ["quantum.flowmind.app"]})
        bad = await look_once("tls", {**settings, "names": ["flowmind.app"]})
    assert good.outcome == "ok", good.detail
    assert (bad.outcome, bad.reason) == ("fail", "tls.hostname")
    assert "the certificate is not for flowmind.app" in bad.detail


def _resolving(monkeypatch: pytest.MonkeyPatch, *where: str) -> None:
    async def resolve_all(host: str, port: int) -> list[Address]:
        return [Address(socket.AF_INET, (ip, port)) for ip in where]

    monkeypatch.setattr(look, "resolve_all", resolve_all)


async def test_every_address_is_looked_at(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    _resolving(monkeypatch, "127.0.0.1", "127.0.0.2")
    async with serving(faults.silence, context=authority.server()) as server:
        settings: dict[str, object] = {
            "host": "localhost",
            "port": server.port,
            "ca": authority.pem,
            "ip": "all",
        }
        alone = await look_once("tls", settings)
        assert (alone.outcome, alone.reason) == ("fail", "tcp.refused")
        assert "1 of 2 addresses: 127.0.0.2" in alone.detail
        _resolving(monkeypatch, "127.0.0.1")
        good = await look_once("tls", settings, "same_leaf == true", "days_left > 0")
    assert good.outcome == "ok", good.detail


async def test_an_address_that_is_silent_is_named(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    _resolving(monkeypatch, "127.0.0.1")
    async with serving(faults.silence) as server:
        sample = await look_once(
            "tls",
            {"host": "localhost", "port": server.port, "ca": authority.pem, "ip": "all"},
            within=reach(0.3),
        )
    assert (sample.outcome, sample.reason) == ("fail", "tls.timeout")
    assert "1 of 1 addresses: 127.0.0.1" in sample.detail
