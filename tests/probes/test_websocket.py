import contextlib
import struct
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.utils import accept_key

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from golive_tui.probes.kind import Lookout
from golive_tui.probes.take import take
from tests.probes import fault_server as faults
from tests.probes.certificates import Authority
from tests.probes.fault_server import Peer, serving
from tests.probes.looking import AT, look_once, opened, probe, reach
from tests.support.waiting import wait_until_async

Handler = Callable[[ServerConnection], Awaitable[None]]


class Peers:
    """A WebSocket server and the sessions that it has."""

    def __init__(self, url: str, sessions: list[ServerConnection]) -> None:
        self.url = url
        self.sessions = sessions

    async def newest(self) -> ServerConnection:
        await wait_until_async(lambda: self.sessions)
        return self.sessions[-1]


async def stay(session: ServerConnection) -> None:
    await session.wait_closed()


@contextlib.asynccontextmanager
async def listening(handler: Handler = stay, **options: object) -> AsyncIterator[Peers]:
    sessions: list[ServerConnection] = []

    async def met(session: ServerConnection) -> None:
        sessions.append(session)
        with contextlib.suppress(ConnectionClosed):
            await handler(session)

    server = await serve(met, "127.0.0.1", 0, ping_interval=None, **options)  # type: ignore[arg-type]
    port = next(iter(server.sockets)).getsockname()[1]
    try:
        yield Peers(f"ws://127.0.0.1:{port}/ws", sessions)
    finally:
        server.close()
        await server.wait_closed()


async def look(lookout: Lookout, *expect: str, **values: str) -> Sample:
    return await take(lookout, probe("websocket", *expect, values=values), AT, reach())


async def test_a_session_is_held_from_look_to_look() -> None:
    async with listening() as peers:
        lookout = opened("websocket", {"url": peers.url})
        first = await look(lookout, "connected == true", "disconnects == 0", rtt="rtt_seconds")
        second = await look(lookout, "session_seconds > 0", "ip == '127.0.0.1'", "messages == 0")
        assert (first.outcome, second.outcome) == ("ok", "ok"), (first.detail, second.detail)
        assert first.latency == first.values["rtt"]
        assert {"connect", "upgrade", "ping"} <= set(first.phases)
        assert set(second.phases) == {"ping"}
        assert len(peers.sessions) == 1
        await lookout.close()
        await peers.sessions[0].wait_closed()
        assert peers.sessions[0].close_code == 1000


async def test_without_hold_each_look_connects_and_measures_that() -> None:
    async with listening() as peers:
        lookout = opened("websocket", {"url": peers.url, "hold": False})
        for _ in range(2):
            sample = await look(lookout, "connected == true", opening="open_seconds")
            assert sample.outcome == "ok", sample.detail
            assert sample.latency == sample.values["opening"]
        assert len(peers.sessions) == 2
        for session in peers.sessions:
            await session.wait_closed()
        await lookout.close()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (1000, "ws.closed_clean"),
        (1001, "ws.closed_clean"),
        (1012, "ws.closed_clean"),
        (1013, "ws.closed_clean"),
        (1011, "ws.closed_abnormal"),
        (4000, "ws.closed_abnormal"),
    ],
)
async def test_a_session_lost_between_looks_fails_the_next_and_then_is_opened_again(
    code: int, reason: str
) -> None:
    async with listening() as peers:
        lookout = opened("websocket", {"url": peers.url})
        assert (await look(lookout)).outcome == "ok"
        await (await peers.newest()).close(code, "deploying\x1b[2J v2")
        lost = await look(lookout, lost="disconnects", code="close_code")
        assert (lost.outcome, lost.reason) == ("fail", reason)
        assert lost.values == {"lost": 1, "code": code}
        assert f"{code}" in lost.detail
        assert "deploying\u241b[2J v2" in lost.detail
        again = await look(
            lookout, "connected == true", f"closes.{code} == 1", "close_reason contains 'deploy'"
        )
        assert again.outcome == "ok", again.detail
        await lookout.close()


async def test_a_session_that_is_just_gone_is_abnormal() -> None:
    async with listening() as peers:
        lookout = opened("websocket", {"url": peers.url})
        assert (await look(lookout)).outcome == "ok"
        (await peers.newest()).transport.abort()
        lost = await look(lookout, gone="closes.1006")
        assert (lost.outcome, lost.reason) == ("fail", "ws.closed_abnormal")
        assert lost.values == {"gone": 1}
        await lookout.close()


async def test_what_the_server_sends_unasked_does_not_hold_up_the_pongs() -> None:
    async def chatter(session: ServerConnection) -> None:
        for number in range(300):
            await session.send(f"message {number}" * 50)
        await session.wait_closed()

    async with listening(chatter) as peers:
        lookout = opened("websocket", {"url": peers.url})
        await look(lookout)

        async def got_all() -> bool:
            sample = await look(lookout, n="messages")
            assert sample.outcome == "ok", sample.detail
            return sample.values["n"] == 300

        await wait_until_async(got_all)
        await lookout.close()


async def test_a_message_beyond_the_limit_ends_the_session() -> None:
    async def big(session: ServerConnection) -> None:
        await session.send("z" * 100_000)
        await session.wait_closed()

    async with listening(big) as peers:
        lookout = opened("websocket", {"url": peers.url})

        async def lost() -> Sample | None:
            sample = await look(lookout)
            return sample if sample.outcome == "fail" else None

        sample = await wait_until_async(lost)
        assert sample is not None
        assert sample.reason == "ws.closed_abnormal"
        assert "1009, a message longer than `max_message`" in sample.detail
        await lookout.close()
        assert (
            await look_once("websocket", {"url": peers.url, "max_message": 200_000, "reply": True})
        ).outcome == "ok"


async def test_a_reply_is_awaited_and_is_a_fact() -> None:
    async def confirm(session: ServerConnection) -> None:
        assert await session.recv() == "subscribe"
        await session.send('{"type": "subscription-confirmed"}')
        await session.wait_closed()

    async with listening(confirm, subprotocols=["chat"]) as peers:
        sample = await look_once(
            "websocket",
            {"url": peers.url, "send": "subscribe", "reply": True, "subprotocols": ["chat", "b"]},
            "reply contains 'subscription-confirmed'",
            "reply_seconds < 20s",
            "subprotocol == 'chat'",
        )
        assert sample.outcome == "ok", sample.detail
        assert "reply" in sample.phases


async def test_a_reply_that_does_not_come_has_its_reason() -> None:
    async with listening() as peers:
        sample = await look_once("websocket", {"url": peers.url, "reply": True}, within=reach(0.5))
        assert (sample.outcome, sample.reason) == ("fail", "ws.no_reply")


async def test_headers_and_origin_are_sent() -> None:
    seen: list[tuple[str | None, str | None]] = []

    async def note(session: ServerConnection) -> None:
        assert session.request is not None
        headers = session.request.headers
        seen.append((headers.get("Authorization"), headers.get("Origin")))
        await session.wait_closed()

    async with listening(note) as peers:
        await look_once(
            "websocket",
            {
                "url": peers.url,
                "headers": {"Authorization": "Bearer abc"},
                "origin": "https://app.example",
            },
        )
    assert seen == [("Bearer abc", "https://app.example")]


async def upgrade(peer: Peer) -> None:
    """Accept the upgrade, and do nothing of what a WebSocket server does from there on."""
    key = next(
        line.split(b": ")[1].decode()
        for line in peer.head.split(b"\r\n")
        if line.lower().startswith(b"sec-websocket-key")
    )
    await peer.say(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept_key(key).encode() + b"\r\n\r\n"
    )


async def upgrade_and_be_silent(peer: Peer) -> None:
    await upgrade(peer)
    await faults.silence(peer)


def closing_at_the_ping(code: int) -> faults.Script:
    """Answer the first frame with a close frame, and keep the connection."""

    async def script(peer: Peer) -> None:
        await upgrade(peer)
        await peer.reader.read(100)
        await peer.say(b"\x88\x02" + struct.pack("!H", code))
        await faults.silence(peer)

    return script


@pytest.mark.parametrize(("code", "reason"), [(1012, "closed_clean"), (1011, "closed_abnormal")])
async def test_a_session_that_ends_instead_of_the_pong_fails_at_once(
    code: int, reason: str
) -> None:
    async with serving({"/ws": closing_at_the_ping(code)}) as server:
        sample = await look_once(
            "websocket",
            {"url": f"ws://127.0.0.1:{server.port}/ws"},
            values={"code": "close_code", "lost": "disconnects"},
        )
    assert (sample.outcome, sample.reason) == ("fail", f"ws.{reason}"), sample.detail
    assert sample.values == {"code": code, "lost": 1}


async def test_a_reset_instead_of_the_pong_is_abnormal() -> None:
    async def script(peer: Peer) -> None:
        await upgrade(peer)
        await peer.reader.read(100)
        peer.reset()

    async with serving({"/ws": script}) as server:
        sample = await look_once("websocket", {"url": f"ws://127.0.0.1:{server.port}/ws"})
    assert (sample.outcome, sample.reason) == ("fail", "ws.closed_abnormal"), sample.detail


async def test_a_pong_that_does_not_come_ends_the_session() -> None:
    async with serving({"/ws": upgrade_and_be_silent}) as server:
        within = reach(0.5)
        lookout = opened("websocket", {"url": f"ws://127.0.0.1:{server.port}/ws"}, within)
        for count in (1, 2):
            sample = await take(
                lookout, probe("websocket", values={"lost": "disconnects"}), AT, within
            )
            assert (sample.outcome, sample.reason) == ("fail", "ws.ping_timeout")
            assert sample.values == {"lost": count}
        assert server.connections == 2
        await lookout.close()


@pytest.mark.parametrize("status", ["400 Bad Request", "404 Not Found", "401 Unauthorized"])
async def test_a_rejected_upgrade_tells_the_status(status: str) -> None:
    code = int(status[:3])
    script = faults.answering(b'{"code":0,"message":"Transport unknown"}', status=status)
    async with serving({"/ws": script}) as server:
        sample = await look_once(
            "websocket", {"url": f"ws://127.0.0.1:{server.port}/ws"}, values={"status": "status"}
        )
    assert (sample.outcome, sample.reason) == ("fail", "ws.rejected")
    assert sample.values == {"status": code}
    assert sample.detail.startswith(f"HTTP {code} instead of 101")
    assert "Transport unknown" in sample.detail
    assert ("a Socket.IO server?" in sample.detail) == (code in {400, 404})


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (faults.hang_up, "ws.rejected"),
        (faults.reset, "ws.rejected"),
        (faults.answering(b"hello"), "ws.rejected"),
        (faults.redirecting("wss://elsewhere.example/"), "ws.rejected"),
        (faults.saying(b"SSH-2.0-OpenSSH\r\n"), "ws.rejected"),
        (
            faults.saying(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                b"Connection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n"
            ),
            "ws.rejected",
        ),
        (faults.silence, "http.timeout_first_byte"),
        (faults.drip, "http.timeout_first_byte"),
    ],
)
async def test_each_fault_of_an_upgrade_has_its_reason(script: faults.Script, reason: str) -> None:
    async with serving({"/ws": script}) as server:
        sample = await look_once(
            "websocket", {"url": f"ws://127.0.0.1:{server.port}/ws"}, within=reach(1.0)
        )
    assert (sample.outcome, sample.reason) == ("fail", reason), sample.detail


async def test_a_server_that_only_hangs_up_may_be_socketio() -> None:
    async with serving({"/ws": faults.hang_up}) as server:
        sample = await look_once("websocket", {"url": f"ws://127.0.0.1:{server.port}/ws"})
    assert "hung up without an answer; a Socket.IO server?" in sample.detail


async def test_wss_verifies_the_certificate(tmp_path_factory: pytest.TempPathFactory) -> None:
    authority = Authority(tmp_path_factory.mktemp("wss"))
    async with listening(ssl=authority.server()) as peers:
        url = peers.url.replace("ws://127.0.0.1", "wss://localhost")
        good = await look_once("websocket", {"url": url, "ca": authority.pem})
        assert good.outcome == "ok", good.detail
        assert {"dns", "connect", "tls", "upgrade", "ping"} == set(good.phases)
        bad = await look_once("websocket", {"url": url})
        assert (bad.outcome, bad.reason) == ("fail", "tls.chain_incomplete"), bad.detail


@pytest.mark.parametrize(
    "settings",
    [
        {"url": "http://example.com"},
        {"url": "ws://"},
        {"url": "wss://example.com", "ca": "nowhere.pem"},
        {"url": "ws://example.com", "headers": {"X": "a\r\nb"}},
        {},
    ],
)
def test_settings_that_make_no_session_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("websocket", settings)
