from collections.abc import Awaitable, Callable

import pytest
from websockets.asyncio.server import ServerConnection

from golive_tui.launch.samples import Sample
from golive_tui.probes.kind import Lookout
from golive_tui.probes.take import take
from tests.probes.fault_server import serving
from tests.probes.looking import AT, look_once, opened, probe, reach
from tests.probes.ws_peers import listening, upgrade_and_be_silent

Handler = Callable[[ServerConnection], Awaitable[None]]


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
