from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK, InvalidStatus

from golive_tui.rehearsal.stand_in.http_server import Reply, Request
from golive_tui.rehearsal.stand_in.websocket import MAX_MESSAGE, WebSocket, websocket_reply
from tests.rehearsal.stand_in.serving import connection, served
from tests.support.waiting import wait_until_async

ORIGIN = "https://flowmind.app"


@dataclass
class Open:
    """A site that upgrades every request and hands the socket to `talk`."""

    talk: Callable[[WebSocket], Awaitable[None]]

    async def answer(self, request: Request) -> Reply:
        return websocket_reply(request, [ORIGIN], self.talk)


@dataclass
class Echo:
    """Sends everything back, and notes the end."""

    ended: list[bool] = field(default_factory=list)

    async def __call__(self, socket: WebSocket) -> None:
        while (message := await socket.receive()) is not None:
            await socket.send(message)
        self.ended.append(True)


@asynccontextmanager
async def opened(talk: Callable[[WebSocket], Awaitable[None]]) -> AsyncIterator[ClientConnection]:
    async with (
        served(Open(talk)) as port,
        connect(f"ws://127.0.0.1:{port}/ws", proxy=None) as socket,
    ):
        yield socket


async def test_texts_and_bytes_come_back_as_what_they_were() -> None:
    async with opened(Echo()) as socket:
        for message in ("", "ä", b"", b"\x00\xff", "x" * MAX_MESSAGE):
            await socket.send(message)
            assert await socket.recv() == message


async def test_a_message_in_pieces_is_one_message() -> None:
    async with opened(Echo()) as socket:
        await socket.send(["a", "b", "c"])
        assert await socket.recv() == "abc"
        await socket.send([b"1", b"2"])
        assert await socket.recv() == b"12"


async def test_pings_are_answered() -> None:
    async with opened(Echo()) as socket:
        assert await (await socket.ping()) >= 0


async def test_a_message_beyond_the_limit_closes_with_1009() -> None:
    async with opened(Echo()) as socket:
        await socket.send("x" * (MAX_MESSAGE + 1))
        with pytest.raises(ConnectionClosedError) as caught:
            await socket.recv()
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code == 1009


async def test_the_client_closes_and_the_talk_ends() -> None:
    echo = Echo()
    async with opened(echo) as socket:
        await socket.close()
        assert socket.close_code == 1000
        await wait_until_async(lambda: echo.ended)


async def test_a_client_that_vanishes_ends_the_talk() -> None:
    echo = Echo()
    async with served(Open(echo)) as port:
        socket = await connect(f"ws://127.0.0.1:{port}/ws", proxy=None)
        socket.transport.abort()
        await wait_until_async(lambda: echo.ended)
        await socket.wait_closed()


async def test_the_server_closes_with_a_code_and_what_it_says_then_is_dropped() -> None:
    async def bye(socket: WebSocket) -> None:
        await socket.close(1008, "bye")
        await socket.send("too late")
        await socket.close()
        assert await socket.receive() is None

    async with opened(bye) as socket:
        with pytest.raises(ConnectionClosedError) as caught:
            await socket.recv()
    assert str(caught.value).count("1008")


async def test_a_talk_that_returns_ends_the_connection() -> None:
    async def nothing(socket: WebSocket) -> None:
        await socket.close()

    async with opened(nothing) as socket:
        with pytest.raises(ConnectionClosedOK):
            await socket.recv()


async def test_an_origin_must_be_listed_if_there_is_one() -> None:
    async with served(Open(Echo())) as port:
        url = f"ws://127.0.0.1:{port}/ws"
        async with connect(url, proxy=None, origin=ORIGIN):  # type: ignore[arg-type]
            pass
        with pytest.raises(InvalidStatus) as caught:
            await connect(url, proxy=None, additional_headers={"Origin": "https://evil.example"})
    assert caught.value.response.status_code == 403


@pytest.mark.parametrize(
    "broken",
    ["Sec-WebSocket-Version: 7", "Sec-WebSocket-Key: short", "X: " + "y" * 9000],
)
async def test_a_broken_handshake_is_refused(broken: str) -> None:
    async with served(Open(Echo())) as port, connection(port) as (reader, writer):
        lines = ["GET /ws HTTP/1.1", "Host: x", "Upgrade: websocket", "Connection: Upgrade", broken]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        heard = await reader.read()
    assert heard.startswith(b"HTTP/1.1 4")


async def test_a_frame_that_came_with_the_handshake_is_heard() -> None:
    head = (
        b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    masked_hi = b"\x81\x82\x00\x00\x00\x00hi"
    async with served(Open(Echo())) as port, connection(port) as (reader, writer):
        writer.write(head + masked_hi)
        assert b"101 Switching" in await reader.readuntil(b"\r\n\r\n")
        assert await reader.readexactly(4) == b"\x81\x02hi"
