import pytest

from tests.probes import fault_server as faults
from tests.probes.certificates import Authority
from tests.probes.fault_server import serving
from tests.probes.looking import look_once


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls"))


async def test_https_has_the_facts_of_its_certificate(authority: Authority) -> None:
    hello = faults.answering(b"hello")
    async with serving({"/": hello}, context=authority.server()) as server:
        url = f"https://localhost:{server.port}"
        settings: dict[str, object] = {"url": url, "ca": authority.pem}
        sample = await look_once(
            "http", settings, "tls.days_left > 1", "tls.names contains 'localhost'", "status == 200"
        )
        assert sample.outcome == "ok", sample.detail
        assert "tls" in sample.phases
        assert (await look_once("http", {"url": url})).reason == "tls.chain_incomplete"
        assert (await look_once("http", {"url": url, "verify": False})).outcome == "ok"


async def test_https_never_goes_down_to_http(authority: Authority) -> None:
    scripts = {"/": faults.redirecting("http://localhost/")}
    async with serving(scripts, context=authority.server()) as server:
        sample = await look_once(
            "http", {"url": f"https://localhost:{server.port}", "ca": authority.pem}
        )
    assert (sample.outcome, sample.reason) == ("fail", "http.downgrade")


async def test_the_server_name_is_verified_and_sent_as_host(authority: Authority) -> None:
    hello = faults.answering(b"hello")
    async with serving({"/": hello}, context=authority.server("api.example")) as server:
        settings: dict[str, object] = {
            "url": f"https://127.0.0.1:{server.port}",
            "ca": authority.pem,
            "server_name": "api.example",
        }
        assert (await look_once("http", settings)).outcome == "ok"
        assert b"\r\nHost: api.example\r\n" in server.heads[0]
        settings["server_name"] = "other.example"
        assert (await look_once("http", settings)).reason == "tls.hostname"
