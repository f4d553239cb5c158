import asyncio
import socket
import ssl
from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import connect

from golive_tui.rehearsal.stand_in.behaviour import Behaviour
from golive_tui.rehearsal.stand_in.edge import Edge
from golive_tui.rehearsal.stand_in.http_server import HttpServer, listening
from golive_tui.rehearsal.stand_in.ports import HttpPort, Ports
from golive_tui.rehearsal.stand_in.world import World
from tests.rehearsal.stand_in.process import Running, running
from tests.rehearsal.stand_in.serving import edge
from tests.support.waiting import wait_until


@pytest.fixture(scope="module")
def stand_in() -> Iterator[Running]:
    """One process for all: each test leaves it as it was."""
    with running() as started:
        yield started


@pytest.fixture(autouse=True)
def mended(stand_in: Running) -> Iterator[None]:
    yield
    assert stand_in.order({"reset": True}) == {"ok": True}
    wait_until(lambda: answers(stand_in.values["api"]))


def set_(stand_in: Running, **settings: object) -> None:
    assert stand_in.order({"set": settings}) == {"ok": True}


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def refuses(host: str, port: int) -> bool:
    with socket.socket() as end:
        end.settimeout(5)
        return end.connect_ex((host, port)) != 0


def port_of(url: str) -> int:
    port = httpx.URL(url).port
    assert port is not None
    return port


def test_refused_shuts_the_backend_and_nothing_else_and_it_comes_back(stand_in: Running) -> None:
    values = stand_in.values
    set_(stand_in, network="refused")
    wait_until(lambda: refuses("127.0.0.1", port_of(values["api"])))
    assert refuses("127.0.0.1", port_of(values["tls"]))
    assert httpx.get(values["flowmind"]).status_code == 200
    assert not refuses("127.0.0.1", int(values["dns_port"]))
    set_(stand_in, network="open")
    wait_until(lambda: answers(values["api"]))


def test_a_host_that_is_cut_off_reaches_no_port(stand_in: Running) -> None:
    values = stand_in.values
    set_(stand_in, network="cut-off")
    for name in ("api", "tls", "flowmind", "citypulse", "quantum", "velocity"):
        wait_until(lambda name=name: refuses("127.0.0.1", port_of(values[name])))  # type: ignore[misc]
    assert refuses("127.0.0.1", int(values["dns_port"]))
    set_(stand_in, network="open")
    wait_until(lambda: not refuses("127.0.0.1", int(values["dns_port"])))


def test_hang_takes_a_connection_and_says_nothing(stand_in: Running) -> None:
    set_(stand_in, network="hang")
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{stand_in.values['api']}/health", timeout=0.3)
    assert httpx.get(stand_in.values["flowmind"]).status_code == 200


def test_drip_sends_an_answer_byte_by_byte(stand_in: Running) -> None:
    set_(stand_in, drip="50ms")
    with socket.create_connection(("127.0.0.1", port_of(stand_in.values["api"]))) as end:
        end.sendall(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n")
        first = [end.recv(4096) for _ in range(5)]
    assert b"".join(first) == b"HTTP/1.1 200"[: len(b"".join(first))]
    assert all(len(part) <= 2 for part in first)


def test_flap_is_well_and_not_well_in_turn(stand_in: Running) -> None:
    set_(stand_in, flap="300ms")
    seen = set[int]()
    with httpx.Client() as client:
        for wanted in (503, 200, 503):
            wait_until(
                lambda wanted=wanted: (  # type: ignore[misc]
                    client.get(f"{stand_in.values['api']}/health").status_code == wanted
                )
            )
            seen.add(wanted)
    assert seen == {200, 503}


def test_a_websocket_is_dropped_with_the_code_also_one_that_is_held(stand_in: Running) -> None:
    with connect(stand_in.values["ws"], proxy=None) as held:
        set_(stand_in, ws_drop=1011)
        with pytest.raises(ConnectionClosedError) as caught:
            held.recv(timeout=20)
        assert caught.value.rcvd is not None
        assert caught.value.rcvd.code == 1011
    with (
        connect(stand_in.values["ws"], proxy=None) as fresh,
        pytest.raises(ConnectionClosedError, match="1011"),
    ):
        fresh.recv(timeout=20)


def test_a_websocket_is_refused(stand_in: Running) -> None:
    set_(stand_in, ws_refused="100%")
    with pytest.raises(InvalidStatus, match="503"), connect(stand_in.values["ws"], proxy=None):
        pass


def test_an_expired_certificate_is_shown_and_taken_back(stand_in: Running) -> None:
    trusting = ssl.create_default_context(cafile=stand_in.values["ca"])
    set_(stand_in, tls="expired")
    with pytest.raises(httpx.ConnectError, match="expired"):
        httpx.get(f"{stand_in.values['tls']}/health", verify=trusting)
    set_(stand_in, tls="valid")
    assert httpx.get(f"{stand_in.values['tls']}/health", verify=trusting).status_code == 200


def test_a_share_of_errors_and_a_gap_in_the_metrics(stand_in: Running) -> None:
    api = stand_in.values["api"]
    set_(stand_in, error_ratio="100%", status={"/metrics": 503}, database="unhealthy")
    assert httpx.get(f"{api}/health").status_code == 500
    assert httpx.get(f"{api}/metrics").status_code == 503
    set_(
        stand_in, error_ratio="0%", status={}, gauges={"cpu_ratio": "95%"}, memory_used_ratio="97%"
    )
    assert httpx.get(f"{api}/health").json()["status"] == "unhealthy"
    page = httpx.get(f"{api}/metrics").text
    assert "server_cpu_usage_ratio 0.95" in page
    assert "server_memory_usage_ratio 0.97" in page
    assert "database_up 0" in page


async def test_changes_of_the_network_are_made_one_after_the_other() -> None:
    world, sock = World(seed=1), listening()
    port: int = sock.getsockname()[1]
    ports = Ports([HttpPort("backend", HttpServer(edge(world)), sock)])
    await ports.open()
    for network in ("refused", "open", "cut-off", "open"):
        ports.follow(Behaviour(network=network))
    await ports.follow_up()
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"http://127.0.0.1:{port}/health")).status_code == 200
    ports.follow(Behaviour(network="refused"))
    await ports.follow_up()
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)
    await ports.close()


def test_jitter_is_up_to_what_was_said_and_for_the_backend_alone() -> None:
    world = World(seed=1, behaviour=Behaviour(jitter=0.5))
    api = edge(world)
    added = [api._jitter("api", number) for number in range(200)]
    assert all(0 <= each <= 0.5 for each in added)
    assert max(added) > 0.4
    assert Edge("citypulse", api, world)._jitter("citypulse", 1) == 0
