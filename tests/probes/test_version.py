import json
import socket
from pathlib import Path

import pytest

from golive_tui.probes.look import version
from golive_tui.probes.look.dial import Address
from tests.probes.certificates import Authority
from tests.probes.fault_server import Peer, Script, answering, serving
from tests.probes.looking import look_once


def saying(*versions: str) -> Script:
    """Answers with each of the versions in turn."""
    count = 0

    async def script(peer: Peer) -> None:
        nonlocal count
        body = json.dumps({"version": versions[count % len(versions)]}).encode()
        count += 1
        await answering(body, headers={"X-Release": "r7"})(peer)

    return script


async def test_all_answers_show_the_release() -> None:
    async with serving({"/": saying("1.4.0")}) as server:
        sample = await look_once(
            "version",
            {"url": server.url, "release": "1.4.0", "samples": 12},
            "version == '1.4.0'",
            "samples == 12",
            "mixed == false",
            "versions.1.4.0 == 12",
        )
        assert sample.outcome == "ok", sample.detail
        assert server.connections == 12


async def test_a_deployment_half_rolled_out_is_told_with_its_counts() -> None:
    async with serving({"/": saying("1.4.0", "1.3.9", "1.4.0")}) as server:
        sample = await look_once("version", {"url": server.url, "samples": 9})
        assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
        assert sample.detail == "more than one version answers: 6 of 1.4.0, 3 of 1.3.9"


async def test_another_release_fails_and_a_header_may_tell_it() -> None:
    async with serving({"/": saying("1")}) as server:
        settings: dict[str, object] = {"url": server.url, "fact": "header.x-release", "samples": 2}
        wrong = await look_once("version", {**settings, "release": "r8"})
        assert (wrong.outcome, wrong.detail) == ("fail", "r7 answers, and not r8")
        assert (await look_once("version", {**settings, "release": "r7"})).outcome == "ok"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (answering(b"hello"), "assert.missing_value"),
        (answering(b'{"version": null}'), "assert.missing_value"),
        (answering(b"Oh", status="500 Oh"), "http.status"),
    ],
)
async def test_an_answer_without_a_version_fails(script: Script, reason: str) -> None:
    async with serving({"/": script}) as server:
        sample = await look_once("version", {"url": server.url, "samples": 2})
        assert (sample.outcome, sample.reason) == ("fail", reason)


async def test_a_release_that_answers_with_an_error_does_not_run() -> None:
    ill = answering(b'{"version": "1.4.0"}', status="503 Service Unavailable")
    async with serving({"/": ill}) as server:
        settings: dict[str, object] = {"url": server.url, "samples": 2, "release": "1.4.0"}
        sample = await look_once("version", settings)
        assert (sample.outcome, sample.reason) == ("fail", "http.status")
        assert "503" in sample.detail
        assert sample.detail.endswith("of 1.4.0")


async def test_every_address_of_the_name_is_asked_by_that_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    context = authority.server("shop.example")
    new, old = {"/": saying("2")}, {"/": saying("1")}
    async with (
        serving(new, context=context) as one,
        serving(old, context=context, host="127.0.0.2", port=one.port) as two,
    ):

        async def both(host: str, port: int) -> list[Address]:
            assert host == "shop.example"
            hosts = ("127.0.0.1", "127.0.0.2")
            return [Address(socket.AF_INET, (each, port)) for each in hosts]

        monkeypatch.setattr(version, "resolve", both)
        url = f"https://shop.example:{one.port}/"
        settings: dict[str, object] = {"url": url, "ca": authority.pem, "samples": 1}
        sample = await look_once("version", settings)
        assert sample.detail == "more than one version answers: 1 of 2, 1 of 1", sample
        for server in (one, two):
            assert f"Host: shop.example:{one.port}".encode() in server.heads[0]
