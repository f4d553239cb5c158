import contextlib
import json
from collections.abc import AsyncIterator

import pytest
import socketio
from websockets.asyncio.server import ServerConnection, serve

from golive_tui.errors import InputError
from golive_tui.probes.look.socketio import address
from tests.probes import fault_server as faults
from tests.probes.fault_server import serving
from tests.probes.looking import look_once, opened, reach
from tests.probes.socketio_peer import on_loopback

OPEN = '0{"sid":"s1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}'


@contextlib.asynccontextmanager
async def real_server() -> AsyncIterator[tuple[str, list[object]]]:
    """With a namespace that wants a token; the second value is what clients gave for one."""
    server = socketio.AsyncServer(async_mode="asgi", ping_interval=25, ping_timeout=20)
    auths: list[object] = []

    async def connect(sid: str, environ: object, auth: object) -> None:
        auths.append(auth)
        if not isinstance(auth, dict) or auth.get("token") != "open-sesame":
            raise socketio.exceptions.ConnectionRefusedError("invalid token")

    server.on("connect", connect, namespace="/citypulse")
    server.on("connect", lambda sid, environ, auth: None, namespace="/")
    async with on_loopback(server) as url:
        yield url, auths


async def test_a_real_server_lets_a_client_in() -> None:
    async with real_server() as (url, auths):
        sample = await look_once(
            "socketio",
            {"url": url},
            "sid exists",
            "transport == 'websocket'",
            "ping_interval == 25s",
            "ping_timeout == 20s",
            "namespace == '/'",
            "ip == '127.0.0.1'",
            values={"opening": "open_seconds"},
        )
        assert sample.outcome == "ok", sample.detail
        assert sample.latency == sample.values["opening"]
        assert {"connect", "upgrade", "open", "join"} == set(sample.phases)

        settings: dict[str, object] = {"url": url, "namespace": "/citypulse"}
        refused = await look_once("socketio", settings)
        assert (refused.outcome, refused.reason) == ("fail", "ws.rejected")
        assert refused.detail == "/citypulse: invalid token"

        settings["auth"] = {"token": "open-sesame"}
        assert (await look_once("socketio", settings)).outcome == "ok"
        assert auths == [None, {"token": "open-sesame"}]

        nowhere = await look_once("socketio", {"url": url, "namespace": "/nowhere"})
        assert nowhere.reason == "ws.rejected"
        wrong_path = await look_once("socketio", {"url": url, "path": "/elsewhere/"})
        assert wrong_path.outcome == "fail"

        raw = await look_once("websocket", {"url": url.replace("http", "ws") + "/ws"})
        assert (raw.outcome, raw.reason) == ("fail", "ws.rejected")


@contextlib.asynccontextmanager
async def speaking(*script: str | None) -> AsyncIterator[str]:
    """A WebSocket server that says these messages; None waits for one of the client's."""

    async def handler(session: ServerConnection) -> None:
        for line in script:
            if line is None:
                await session.recv()
            else:
                await session.send(line)
        await session.wait_closed()

    async with serve(handler, "127.0.0.1", 0) as server:
        yield f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"


async def test_events_and_pings_before_the_answer_are_none() -> None:
    answer = '40/chat,{"sid":"s2"}'
    async with speaking(OPEN, None, "2", None, '42["news",1]', "\x1b", answer) as url:
        sample = await look_once("socketio", {"url": url, "namespace": "chat"})
    assert sample.outcome == "ok", sample.detail


@pytest.mark.parametrize(
    ("script", "reason", "words"),
    [
        ((), "ws.no_reply", "a raw WebSocket server?"),
        (("welcome to the echo server",), "ws.no_reply", "welcome to the echo server"),
        (("0no json",), "ws.no_reply", "no open packet"),
        (("0[1]",), "ws.no_reply", "no open packet"),
        ((OPEN,), "ws.no_reply", "the namespace did not answer"),
        ((OPEN, '44{"message":"not\x1b[2J today"}'), "ws.rejected", "not\u241b[2J today"),
        ((OPEN, "44"), "ws.rejected", ""),
    ],
)
async def test_each_breach_of_the_protocol_has_its_reason(
    script: tuple[str, ...], reason: str, words: str
) -> None:
    async with speaking(*script) as url:
        sample = await look_once("socketio", {"url": url}, within=reach(0.5))
    assert (sample.outcome, sample.reason) == ("fail", reason), sample.detail
    assert words in sample.detail


async def test_a_rejected_upgrade_tells_what_the_server_says() -> None:
    body = json.dumps({"code": 5, "message": "Unsupported protocol version"}).encode()
    script = faults.answering(body, status="400 Bad Request")
    async with serving({"/socket.io/?EIO=4&transport=websocket": script}) as server:
        sample = await look_once("socketio", {"url": server.url}, values={"status": "status"})
    assert (sample.outcome, sample.reason) == ("fail", "ws.rejected")
    assert sample.values == {"status": 400}
    assert "Unsupported protocol version" in sample.detail


async def test_a_server_that_hangs_up_in_between_has_its_reason() -> None:
    async def handler(session: ServerConnection) -> None:
        await session.send(OPEN)
        await session.recv()
        await session.close(1012, "restart")

    async with serve(handler, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        sample = await look_once("socketio", {"url": f"ws://127.0.0.1:{port}"})
    assert (sample.outcome, sample.reason) == ("fail", "ws.closed_clean"), sample.detail


def test_the_address_of_a_server() -> None:
    query = "?EIO=4&transport=websocket"
    assert address("https://api.example", "/socket.io/") == f"wss://api.example/socket.io/{query}"
    assert address("ws://h:1/ignored", "x") == f"ws://h:1/x/{query}"
    assert address("http://h", "/") == f"ws://h/{query}"


@pytest.mark.parametrize("url", ["ftp://h", "h", "http://", "http://[::1"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        opened("socketio", {"url": url})
