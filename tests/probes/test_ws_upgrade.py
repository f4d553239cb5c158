import pytest
import socketio
from websockets.asyncio.server import ServerConnection

from tests.probes import fault_server as faults
from tests.probes import ws_peers
from tests.probes.fault_server import serving
from tests.probes.looking import look_once
from tests.probes.socketio_peer import on_loopback

GOOD = "https://app.example"


async def echo(session: ServerConnection) -> None:
    async for message in session:
        await session.send("noise")
        await session.send(f"echo {message!s}")


async def close_on_evil(session: ServerConnection) -> None:
    assert session.request is not None
    if session.request.headers.get("Origin") != GOOD:
        await session.close(1008, "origin")
    await session.wait_closed()


async def test_the_good_origin_is_let_in_and_the_evil_one_is_not() -> None:
    async with ws_peers.listening(origins=[GOOD]) as peers:
        sample = await look_once(
            "ws_upgrade",
            {"url": peers.url, "origin": GOOD},
            "good == 'accepted'",
            "evil == 'rejected'",
            "evil_status == 403",
            "open_seconds < 20s",
            "ip == '127.0.0.1'",
        )
        assert sample.outcome == "ok", sample.detail


async def test_a_server_that_lets_anyone_in_fails_unless_none_is_tried() -> None:
    async with ws_peers.listening() as peers:
        settings: dict[str, object] = {"url": peers.url, "origin": GOOD}
        sample = await look_once("ws_upgrade", settings)
        assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
        assert sample.detail == "the evil origin https://evil.example is let in"
        trusting = await look_once("ws_upgrade", {**settings, "evil_origin": ""})
        assert trusting.outcome == "ok"


async def test_a_session_that_is_closed_at_once_is_a_refusal() -> None:
    async with ws_peers.listening(close_on_evil) as peers:
        settings: dict[str, object] = {"url": peers.url, "origin": GOOD}
        sample = await look_once("ws_upgrade", settings, "evil == 'rejected'")
        assert sample.outcome == "ok", sample.detail
        wrong = await look_once("ws_upgrade", {**settings, "origin": "https://other.example"})
        assert (wrong.outcome, wrong.reason) == ("fail", "ws.rejected")
        assert "1008" in wrong.detail


async def test_a_good_origin_that_is_turned_away_fails_with_the_status() -> None:
    async with ws_peers.listening(origins=["https://else.example"]) as peers:
        sample = await look_once("ws_upgrade", {"url": peers.url, "origin": GOOD})
        assert (sample.outcome, sample.reason) == ("fail", "ws.rejected")
        assert sample.detail.startswith("HTTP 403 instead of 101")


async def test_an_echo_is_waited_for_past_other_messages() -> None:
    async with ws_peers.listening(echo, origins=[GOOD]) as peers:
        settings: dict[str, object] = {"url": peers.url, "origin": GOOD, "send": "hi"}
        sample = await look_once(
            "ws_upgrade", {**settings, "reply": "echo hi"}, "reply == 'echo hi'"
        )
        assert sample.outcome == "ok", sample.detail


async def test_an_evil_origin_that_is_answered_by_a_fault_is_not_refused() -> None:
    async def script(peer: faults.Peer) -> None:
        if GOOD.encode() in peer.head:
            await ws_peers.upgrade(peer)
            frame = await peer.reader.readexactly(6 + 4)
            mask, data = frame[2:6], frame[6:]
            pong = bytes(a ^ b for a, b in zip(data, mask, strict=True))
            await peer.say(b"\x8a\x04" + pong)
        else:
            await faults.answering(status="500 Oh")(peer)

    async with serving({"/": script}) as server:
        url = f"ws://127.0.0.1:{server.port}/"
        sample = await look_once("ws_upgrade", {"url": url, "origin": GOOD})
        assert (sample.outcome, sample.reason) == ("fail", "http.status")


@pytest.mark.parametrize(("allowed", "outcome"), [([GOOD], "ok"), ("*", "fail")])
async def test_a_real_socket_io_server(allowed: object, outcome: str) -> None:
    server = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins=allowed)
    server.on("connect", lambda sid, environ, auth: None)
    async with on_loopback(server) as url:
        settings: dict[str, object] = {"url": url, "origin": GOOD, "protocol": "socketio"}
        sample = await look_once("ws_upgrade", settings, "good == 'accepted'")
        assert sample.outcome == outcome, sample.detail
        if outcome == "fail":
            assert "evil" in sample.detail


async def test_either_protocol_is_told_from_the_other() -> None:
    async with serving({}) as server:
        raw: dict[str, object] = {"url": f"ws://127.0.0.1:{server.port}/ws", "origin": GOOD}
        sample = await look_once("ws_upgrade", raw)
        assert sample.reason == "ws.rejected"
        assert "protocol = 'socketio'" in sample.detail

    async def greet(session: ServerConnection) -> None:
        await session.send("hello")
        await session.wait_closed()

    async with ws_peers.listening(greet) as peers:
        settings: dict[str, object] = {"url": peers.url, "protocol": "socketio"}
        sample = await look_once("ws_upgrade", settings)
        assert sample.reason == "ws.no_reply"
        assert "protocol = 'websocket'" in sample.detail
