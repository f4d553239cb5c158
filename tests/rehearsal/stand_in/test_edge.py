import re
from dataclasses import dataclass

import httpx
import pytest

from golive_tui.rehearsal.stand_in.chance import latency
from golive_tui.rehearsal.stand_in.edge import SECURITY, Edge, fault_reply
from golive_tui.rehearsal.stand_in.http_server import Reply, Request
from golive_tui.rehearsal.stand_in.world import World
from tests.rehearsal.stand_in.serving import served


class Quick:
    async def answer(self, request: Request) -> Reply:
        return Reply(body=b"here")


@dataclass
class Stopped:
    """A clock whose sleeps are only written down."""

    slept: list[float]
    speed: float = 1.0

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def asked(path: str = "/x", **headers: str) -> Request:
    return Request(method="GET", target=path, path=path, query={}, headers=headers)


def world_without_waits(
    monkeypatch: pytest.MonkeyPatch, seed: int = 1
) -> tuple[World, list[float]]:
    world, slept = World(seed=seed), list[float]()
    monkeypatch.setattr(world, "real", Stopped(slept))
    return world, slept


async def statuses(edge: Edge, request: Request, times: int = 200) -> list[int]:
    return [(await edge.answer(request)).status for _ in range(times)]


async def test_every_answer_bears_the_headers_of_the_cdn_and_of_a_hardened_site() -> None:
    async with (
        served(Edge("api", Quick(), World(seed=1))) as port,
        httpx.AsyncClient() as client,
    ):
        replies = [await client.get(f"http://127.0.0.1:{port}/") for _ in range(2)]
    for reply in replies:
        assert re.fullmatch("[0-9a-f]{16}-FRA", reply.headers["cf-ray"])
        assert reply.headers["server"] == "cloudflare"
        assert {name: reply.headers[name] for name, _ in SECURITY} == dict(SECURITY)
        assert reply.headers["date"].endswith("GMT")
    assert replies[0].headers["cf-ray"] != replies[1].headers["cf-ray"]


async def test_answer_n_takes_what_the_seed_says(monkeypatch: pytest.MonkeyPatch) -> None:
    world, slept = world_without_waits(monkeypatch, seed=9)
    edge = Edge("api", Quick(), world)
    await statuses(edge, asked(), 20)
    assert slept == [latency(9, "api", number) for number in range(1, 21)]


async def test_extra_latency_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    world, slept = world_without_waits(monkeypatch)
    world.change({"extra_latency": "2s"})
    await Edge("api", Quick(), world).answer(asked())
    assert slept == [2 + latency(1, "api", 1)]


async def test_an_ordered_status_is_answered_with_json(monkeypatch: pytest.MonkeyPatch) -> None:
    world, _ = world_without_waits(monkeypatch)
    world.change({"status": {"/x": 503, "citypulse:*": 404}})
    reply = await Edge("api", Quick(), world).answer(asked())
    assert (reply.status, reply.body) == (503, b'{"error": "Service Unavailable", "status": 503}')
    assert (await Edge("api", Quick(), world).answer(asked("/y"))).body == b"here"
    assert (await Edge("citypulse", Quick(), world).answer(asked("/"))).status == 404


async def test_a_share_of_errors_spares_metrics_and_frontends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world, _ = world_without_waits(monkeypatch)
    world.change({"error_ratio": "20%"})
    api = Edge("api", Quick(), world)
    assert 20 <= (await statuses(api, asked())).count(500) <= 60
    assert set(await statuses(api, asked("/metrics"))) == {200}
    assert set(await statuses(Edge("quantum", Quick(), world), asked())) == {200}


async def test_the_same_requests_fail_in_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    for _ in range(2):
        world, _ = world_without_waits(monkeypatch)
        world.change({"error_ratio": "20%"})
        runs.append(await statuses(Edge("api", Quick(), world), asked()))
    assert runs[0] == runs[1]


async def test_refused_upgrades_leave_plain_requests_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    world, _ = world_without_waits(monkeypatch)
    world.change({"ws_refused": "100%"})
    edge = Edge("api", Quick(), world)
    assert set(await statuses(edge, asked("/ws", upgrade="websocket"))) == {503}
    assert set(await statuses(edge, asked())) == {200}


async def test_plain_and_tls_requests_are_numbered_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    world, slept = world_without_waits(monkeypatch)
    await Edge("api", Quick(), world).answer(asked())
    await Edge("api", Quick(), world, stream="tls").answer(asked())
    assert slept == [latency(1, "api", 1), latency(1, "tls", 1)]


def test_a_status_without_a_name_is_told_as_unknown() -> None:
    assert b"Unknown" in fault_reply(520).body


async def test_headers_can_be_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    world, _ = world_without_waits(monkeypatch)
    world.change({"drop_headers": ["cf-ray", "x-frame-options"]})
    names = [name for name, _ in (await Edge("api", Quick(), world).answer(asked())).headers]
    assert "server" in names
    assert not {"cf-ray", "x-frame-options"} & set(names)
