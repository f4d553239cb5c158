import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError

from golive_tui.rehearsal.stand_in import socketio
from golive_tui.rehearsal.stand_in.world import World
from tests.rehearsal.stand_in.serving import backend, served

POLL = "/socket.io/?EIO=4&transport=polling"
SOCKET = "/socket.io/?EIO=4&transport=websocket"


@asynccontextmanager
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with (
        served(backend(World(seed=1))) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as opened,
    ):
        yield opened


@asynccontextmanager
async def ports() -> AsyncIterator[int]:
    async with served(backend(World(seed=1))) as port:
        yield port


async def opened_sid(http: httpx.AsyncClient) -> str:
    packet = (await http.get(POLL)).text
    sid: str = json.loads(packet[1:])["sid"]
    return sid


async def test_polling_opens_with_the_handshake_of_engine_io_4() -> None:
    async with client() as http:
        reply = await http.get(POLL)
    assert reply.headers["content-type"] == "text/plain; charset=UTF-8"
    assert reply.text[0] == "0"
    opened = json.loads(reply.text[1:])
    assert len(opened.pop("sid")) == 24
    assert opened == {
        "upgrades": ["websocket"],
        "pingInterval": 25000,
        "pingTimeout": 20000,
        "maxPayload": 1000000,
    }


async def test_polling_connects_and_carries_several_packets_in_one_body() -> None:
    async with client() as http:
        url = f"{POLL}&sid={await opened_sid(http)}"
        sent = await http.post(url, content='40\x1e42["subscribe","energy"]')
        assert (sent.status_code, sent.text) == (200, "ok")
        connected, confirmed = (await http.get(url)).text.split("\x1e")
    assert connected.startswith('40{"sid":')
    assert confirmed.startswith('42["subscription-confirmed",')


async def test_a_poll_with_nothing_to_say_ends_with_a_ping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socketio, "PING_INTERVAL", 0.01)
    async with client() as http:
        assert (await http.get(f"{POLL}&sid={await opened_sid(http)}")).text == "2"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("/socket.io/?EIO=3&transport=polling", 5),
        ("/socket.io/?transport=polling", 5),
        ("/socket.io/?EIO=4&transport=smoke", 0),
        (f"{POLL}&sid=nope", 1),
    ],
)
async def test_what_is_not_spoken_here_is_refused_with_the_code_of_the_protocol(
    url: str, code: int
) -> None:
    async with client() as http:
        reply = await http.get(url)
    assert (reply.status_code, reply.json()["code"]) == (400, code)


async def test_a_session_is_opened_by_get_only() -> None:
    async with client() as http:
        assert (await http.post(POLL, content="40")).json()["code"] == 2


async def test_a_closed_session_is_forgotten() -> None:
    async with client() as http:
        url = f"{POLL}&sid={await opened_sid(http)}"
        await http.post(url, content="1")
        assert (await http.get(url)).text == "6"
        assert (await http.get(url)).json()["code"] == 1


async def test_the_session_silent_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socketio, "MAX_SESSIONS", 2)
    async with client() as http:
        first, second = await opened_sid(http), await opened_sid(http)
        await http.post(f"{POLL}&sid={first}", content="2")
        await opened_sid(http)
        assert (await http.post(f"{POLL}&sid={first}", content="2")).status_code == 200
        assert (await http.post(f"{POLL}&sid={second}", content="2")).status_code == 400


async def test_a_websocket_opens_connects_and_answers_pings() -> None:
    async with ports() as port, connect(f"ws://127.0.0.1:{port}{SOCKET}", proxy=None) as socket:
        opened = await socket.recv()
        assert isinstance(opened, str)
        assert opened.startswith("0{")
        assert json.loads(opened[1:])["upgrades"] == []
        await socket.send('40{"token":"x"}')
        assert str(await socket.recv()).startswith('40{"sid":')
        await socket.send("40/citypulse,")
        assert str(await socket.recv()).startswith("40/citypulse,{")
        await socket.send("2")
        assert await socket.recv() == "3"


async def test_the_server_pings_a_silent_websocket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socketio, "PING_INTERVAL", 0.01)
    async with ports() as port, connect(f"ws://127.0.0.1:{port}{SOCKET}", proxy=None) as socket:
        await socket.recv()
        assert await socket.recv() == "2"
        await socket.send("3")
        assert await socket.recv() == "2"


async def test_the_close_packet_closes_the_websocket() -> None:
    async with ports() as port, connect(f"ws://127.0.0.1:{port}{SOCKET}", proxy=None) as socket:
        await socket.recv()
        await socket.send("1")
        assert [message async for message in socket] in ([], ["6"])
        assert socket.close_code == 1000


async def test_a_polling_session_moves_to_a_websocket_and_keeps_what_it_joined() -> None:
    async with ports() as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        sid = await opened_sid(http)
        await http.post(f"{POLL}&sid={sid}", content="40")
        await http.get(f"{POLL}&sid={sid}")
        async with connect(f"ws://127.0.0.1:{port}{SOCKET}&sid={sid}", proxy=None) as socket:
            await socket.send("2probe")
            assert await socket.recv() == "3probe"
            await socket.send("5")
            await socket.send('42["x"]')
            assert await socket.recv() == "6"
            assert await socket.recv() == '42["x"]'
        assert (await http.get(f"{POLL}&sid={sid}")).status_code == 400


@pytest.mark.parametrize("query", ["&sid=nope", "&EIO=3"])
async def test_a_websocket_of_no_session_or_another_protocol_is_closed(query: str) -> None:
    async with (
        ports() as port,
        connect(f"ws://127.0.0.1:{port}{SOCKET}{query}", proxy=None) as socket,
    ):
        with pytest.raises(ConnectionClosedError) as caught:
            await socket.recv()
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code == 1008
