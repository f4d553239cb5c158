import pytest
from websockets.asyncio.server import ServerConnection

from golive_tui.launch.samples import Sample
from golive_tui.probes.kind import Lookout
from golive_tui.probes.look.ws_session import Ending, Losses
from golive_tui.probes.take import take
from tests.probes.fault_server import Peer, serving
from tests.probes.looking import AT, look_once, opened, probe, reach
from tests.probes.ws_peers import closing_at_the_ping, listening, upgrade
from tests.support.waiting import wait_until_async


async def look(lookout: Lookout, *expect: str, **values: str) -> Sample:
    return await take(lookout, probe("websocket", *expect, values=values), AT, reach())


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


@pytest.mark.parametrize(
    ("ending", "reason", "words"),
    [
        (Ending(code=1012), "ws.closed_clean", "1012, the server is restarting"),
        (Ending(code=1000, said="bye"), "ws.closed_clean", "1000, the server is done: bye"),
        (Ending(code=1000, by_peer=False), "ws.closed_abnormal", None),
        (Ending(code=1006), "ws.closed_abnormal", "1006, lost without a farewell"),
        (Ending(code=4242, said="x"), "ws.closed_abnormal", "4242: x"),
    ],
)
def test_how_a_session_ended(ending: Ending, reason: str, words: str | None) -> None:
    assert ending.reason == reason
    assert words is None or ending.words == words


def test_losses_are_counted_by_code() -> None:
    losses = Losses()
    assert losses.facts() == {"disconnects": 0, "closes": {}}
    for code in (1006, 1012, 1006):
        losses.count(Ending(code=code, said=f"said {code}"))
    assert losses.facts() == {
        "disconnects": 3,
        "closes": {"1006": 2, "1012": 1},
        "close_code": 1006,
        "close_reason": "said 1006",
    }
