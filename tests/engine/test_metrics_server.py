"""Metrics over real sockets, of a real engine and of one that is stuck."""

import asyncio
import contextlib
import socket
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from golive_tui.clock import stopwatch
from golive_tui.engine.metrics_server import AT_ONCE, MetricsServer
from golive_tui.engine.vitals import Vitals
from tests.engine.living import Engine, make_launch, talking
from tests.support.waiting import wait_until_async


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@asynccontextmanager
async def serving(vitals: Vitals, text: bytes = b"up 1\n") -> AsyncIterator[str]:
    server = MetricsServer(0, vitals, lambda: text)
    await server.start()
    try:
        yield server.address
    finally:
        await server.stop()


async def asked(url: str) -> tuple[int, str]:
    return await asyncio.to_thread(get, url)


async def test_a_living_engine_is_healthy_and_ready() -> None:
    async with serving(Vitals()) as address:
        assert await asked(f"{address}/metrics?x=1") == (200, "up 1\n")
        assert (await asked(f"{address}/-/healthy"))[0] == 200
        assert (await asked(f"{address}/-/ready"))[0] == 200
        assert (await asked(f"{address}/"))[0] == 404


async def test_one_that_cannot_write_is_not_ready_and_one_that_is_stuck_is_not_healthy() -> None:
    vitals = Vitals(unwritable="the disk is full")
    async with serving(vitals) as address:
        assert (await asked(f"{address}/-/healthy"))[0] == 200
        assert await asked(f"{address}/-/ready") == (503, "the disk is full\n")
        vitals.consumer_at = stopwatch() - 60
        status, said = await asked(f"{address}/-/healthy")
    assert status == 503
    assert "consumer has not turned for 60 s" in said


async def test_a_port_in_use_is_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = MetricsServer(port, Vitals(), bytes)
        await server.start()
        assert server.address == ""
        assert server.problem == f"metrics are not served: port {port}: Address already in use"
        await server.stop()


async def test_a_flood_and_those_who_say_nothing_keep_nobody_out_for_good() -> None:
    async with serving(Vitals()) as address:
        port = int(address.rpartition(":")[2])
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(AT_ONCE * 3)]
        for each in idle:
            with contextlib.suppress(OSError):
                each.sendall(b"GET /metrics")
        for each in idle:
            each.close()

        async def served() -> bool:
            with contextlib.suppress(OSError):
                return (await asked(f"{address}/metrics"))[0] == 200
            return False

        await wait_until_async(served)


@pytest.mark.parametrize("said", [b"\x16\x03\x01\r\n\r\n", b"POST /metrics HTTP/1.1\r\n\r\n"])
async def test_what_is_no_question_is_answered_as_such(said: bytes) -> None:
    async with serving(Vitals()) as address:
        port = int(address.rpartition(":")[2])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(said)
        answer = await reader.read()
        writer.close()
    assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 405 "))


async def test_a_real_engine_serves_what_it_knows_on_loopback(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLIVE_METRICS_PORT", "0")
    launch = make_launch(own_home)
    with Engine(launch):
        async with talking(launch) as (_, hello):
            address = hello["engine"]["metrics"]
            assert address.startswith("http://127.0.0.1:")
            status, text = await asked(f"{address}/metrics")
            assert (await asked(f"{address}/-/ready"))[0] == 200
    assert status == 200
    names = {family.name for family in text_string_to_metric_families(text)}
    assert {"golive_launch_info", "golive_items", "golive_engine_loop_lag_seconds"} <= names


async def test_a_launch_goes_on_where_the_port_is_taken(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("GOLIVE_METRICS_PORT", str(taken.getsockname()[1]))
        launch = make_launch(own_home)
        with Engine(launch):
            async with talking(launch) as (_, hello):
                assert "Address already in use" in hello["engine"]["metrics_problem"]
