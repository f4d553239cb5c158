import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from golive_tui.rehearsal.stand_in.backend import PUBLIC_ORIGINS
from golive_tui.rehearsal.stand_in.http_server import Request
from golive_tui.rehearsal.stand_in.world import World
from tests.rehearsal.stand_in.serving import ORIGIN, backend, edge, served


@asynccontextmanager
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with (
        served(backend(World(seed=1))) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as opened,
    ):
        yield opened


@pytest.mark.parametrize("path", ["/health", "/api/health"])
async def test_health_is_json(path: str) -> None:
    async with client() as http:
        assert (await http.get(path)).json()["status"] == "healthy"


async def test_ready_and_live_and_info_answer() -> None:
    async with client() as http:
        assert (await http.get("/health/ready")).json() == {"status": "ready"}
        assert (await http.get("/health/live")).json()["status"] == "alive"
        assert "FlowMind" in (await http.get("/api/v1/info")).text


async def test_metrics_say_their_format() -> None:
    async with client() as http:
        reply = await http.get("/metrics")
    assert reply.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert list(text_string_to_metric_families(reply.text))


async def test_an_unknown_path_is_a_json_404_and_a_wrong_method_a_405() -> None:
    async with client() as http:
        missing = await http.get("/nowhere?x=1")
        assert (missing.status_code, missing.json()["path"]) == (404, "/nowhere")
        wrong = await http.post("/health")
        assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("origin", [*PUBLIC_ORIGINS, ORIGIN])
async def test_a_known_origin_may_read_and_ask(origin: str) -> None:
    async with client() as http:
        asked = await http.options("/api/v1/info", headers={"origin": origin})
        read = await http.get("/api/v1/info", headers={"origin": origin})
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == origin
    assert "Authorization" in asked.headers["access-control-allow-headers"]
    assert read.headers["access-control-allow-origin"] == origin
    assert read.headers["vary"] == "Origin"


async def test_an_evil_origin_is_not_reflected() -> None:
    async with client() as http:
        for reply in (
            await http.options("/api/v1/info", headers={"origin": "https://evil.example"}),
            await http.get("/api/v1/info", headers={"origin": "https://evil.example"}),
        ):
            assert not any(name.startswith("access-control") for name in reply.headers)


async def test_a_subscription_is_confirmed_and_anything_else_comes_back() -> None:
    async with (
        served(backend(World(seed=1))) as port,
        connect(f"ws://127.0.0.1:{port}/ws", proxy=None) as ws,
    ):
        await ws.send(json.dumps({"type": "subscribe", "channel": "energy"}))
        confirmed = {"type": "subscription-confirmed", "channel": "energy"}
        assert json.loads(await ws.recv()) == confirmed
        for message in ("hello", '{"type": "x"}', "[" * 60_000, b"\x00\xff"):
            await ws.send(message)
            assert await ws.recv() == message


async def test_an_upgrade_elsewhere_is_a_404_and_from_an_evil_origin_a_403() -> None:
    async with served(backend(World(seed=1))) as port:
        url = f"ws://127.0.0.1:{port}"
        with pytest.raises(InvalidStatus) as caught:
            await connect(f"{url}/nowhere", proxy=None)
        assert caught.value.response.status_code == 404
        with pytest.raises(InvalidStatus) as caught:
            await connect(
                f"{url}/ws", proxy=None, additional_headers={"Origin": "https://evil.example"}
            )
        assert caught.value.response.status_code == 403


async def test_refused_upgrades_tell_their_status() -> None:
    world = World(seed=1)
    world.change({"ws_refused": "100%"})
    async with served(edge(world)) as port:
        with pytest.raises(InvalidStatus) as caught:
            await connect(f"ws://127.0.0.1:{port}/ws", proxy=None)
    assert caught.value.response.status_code == 503


@pytest.mark.parametrize(
    ("cors", "allowed"), [("reflect", "https://evil.example"), ("any", "*"), ("closed", None)]
)
async def test_cors_can_be_told_to_be_bad(cors: str, allowed: str | None) -> None:
    world = World(seed=1)
    world.change({"cors": cors, "exposed": ["/.env"]})
    headers = {"origin": "https://evil.example"}
    site = backend(world)
    for path, status in (("/api/v1/info", 200), ("/.env", 200), ("/.git/HEAD", 404)):
        request = Request(method="GET", target=path, path=path, query={}, headers=headers)
        reply = await site.answer(request)
        assert reply.status == status
        assert dict(reply.headers).get("access-control-allow-origin") == allowed
