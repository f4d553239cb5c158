"""`kind = "tls_policy"`, against a real nginx, and against peers that are none."""

import ssl
from pathlib import Path

import pytest
import trustme

from golive_tui.errors import InputError
from golive_tui.probes.look import tls_policy
from golive_tui.probes.look.contexts import offering
from tests.probes import fault_server as faults
from tests.probes.certificates import Authority
from tests.probes.fault_server import serving
from tests.probes.looking import look_once, opened
from tests.probes.nginx import needed, nginx

OLD = 'ssl_ciphers "ALL:@SECLEVEL=0";'


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("pem") / "server.pem"
    trustme.CA().issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(str(path))
    return str(path)


@needed
@pytest.mark.parametrize(
    ("protocols", "settings", "outcome", "why"),
    [
        ("TLSv1.2 TLSv1.3", {"alpn": "h2"}, "ok", "it speaks TLSv1.3, refuses 1.0, 1.1"),
        ("TLSv1 TLSv1.1 TLSv1.2", {}, "fail", "it accepts TLS 1.0, 1.1"),
        ("TLSv1.1 TLSv1.2", {}, "fail", "it accepts TLS 1.1"),
        ("TLSv1.1 TLSv1.2", {"reject": "1.0"}, "ok", "refuses 1.0"),
        ("TLSv1.2", {"min": "1.3"}, "fail", "the peer refuses"),
        ("TLSv1.2 TLSv1.3", {"min": "1.3"}, "fail", "it accepts TLS 1.2"),
        ("TLSv1.3", {"min": "1.3"}, "ok", "refuses 1.0, 1.1, 1.2"),
    ],
)
async def test_nginx_is_seen_as_it_is_set(
    protocols: str,
    settings: dict[str, object],
    outcome: str,
    why: str,
    pem: str,
    tmp_path: Path,
) -> None:
    server = f"ssl_certificate {pem}; ssl_certificate_key {pem}; ssl_protocols {protocols}; {OLD}"
    async with nginx(tmp_path, server, tls=True, http2=True) as port:
        sample = await look_once("tls_policy", {"host": "127.0.0.1", "port": port, **settings})
    assert sample.outcome == outcome, sample.detail
    assert why in sample.detail


async def test_what_this_host_cannot_offer_is_never_a_pass(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = offering

    def weak(
        least: ssl.TLSVersion, most: ssl.TLSVersion, alpn: tuple[str, ...] = ()
    ) -> ssl.SSLContext:
        context = real(least, most, alpn)
        if most != ssl.TLSVersion.TLSv1_3:
            context.set_ciphers("ECDHE+AESGCM")  # none of these is of TLS 1.0 or 1.1
        return context

    def none(
        least: ssl.TLSVersion, most: ssl.TLSVersion, alpn: tuple[str, ...] = ()
    ) -> ssl.SSLContext:
        if most == ssl.TLSVersion.TLSv1_3:
            return real(least, most, alpn)
        raise ValueError("unsupported protocol")

    for unable in (weak, none):
        monkeypatch.setattr(tls_policy, "offering", unable)
        async with serving(faults.silence, context=authority.server()) as server:
            sample = await look_once(
                "tls_policy", {"host": "127.0.0.1", "port": server.port}, values={}
            )
        assert (sample.outcome, sample.reason) == ("error", "inconclusive")
        assert "TLS 1.0: cannot be offered by this host" in sample.detail


async def test_a_protocol_that_is_not_chosen_fails(authority: Authority) -> None:
    async with serving(faults.silence, context=authority.server()) as server:
        sample = await look_once(
            "tls_policy", {"host": "127.0.0.1", "port": server.port, "alpn": "h2"}
        )
        facts = ("offer.1.0 == 'refused'", "version == 'TLSv1.3'", "said.1.1 exists", "ip exists")
        plain = await look_once("tls_policy", {"host": "127.0.0.1", "port": server.port}, *facts)
    assert (sample.outcome, sample.reason) == ("fail", "tls.protocol")
    assert sample.detail == "offered h2, it chooses nothing"
    assert plain.outcome == "ok", plain.detail


async def test_a_peer_without_tls_refuses_nothing() -> None:
    async with serving(faults.hang_up) as server:
        sample = await look_once("tls_policy", {"host": "127.0.0.1", "port": server.port})
    assert sample.outcome == "fail"
    assert sample.reason in {"tls.protocol", "tcp.reset"}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"host": "x", "min": "1.4"},
        {"host": "x", "reject": ["0.9"]},
        {"host": "x", "min": "1.2", "reject": ["1.2"]},
    ],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("tls_policy", settings)
