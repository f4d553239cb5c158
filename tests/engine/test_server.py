"""The socket's border: who gets in, and what becomes of a client that does not read."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.asyncio.client import connect as connect_to
from websockets.exceptions import ConnectionClosed, ProtocolError

from golive_tui.engine.server import OUTBOX_LIMIT, Client, Doorman
from golive_tui.wire.messages import Attach, Request, request_to_json
from tests.support.waiting import DEADLINE, dawdle, wait_until_async


class Hall:
    """A doorman and what its callbacks were told."""

    def __init__(self, path: Path) -> None:
        self.clients: list[Client] = []
        self.asked: list[Request] = []
        self.gone: list[int] = []
        self.doorman = Doorman(path, attached=self.came, asked=self.ask, left=self.left)

    async def came(self, client: Client) -> None:
        self.clients.append(client)

    async def ask(self, client: Client, number: int, request: Request) -> None:
        self.asked.append(request)

    async def left(self, client: Client) -> None:
        self.gone.append(client.number)


@pytest.fixture
async def hall(own_home: Path) -> AsyncIterator[Hall]:
    hall = Hall(own_home / "s.sock")
    await hall.doorman.open()
    yield hall
    await hall.doorman.close()


def connect(hall: Hall) -> connect_to:
    return unix_connect(
        str(hall.doorman.path), uri="ws://golive/", compression=None, proxy=None, max_size=None
    )


async def closed_with(connection: ClientConnection) -> str:
    with suppress(ConnectionClosed):
        async for _ in connection:
            pass
    return connection.close_reason or ""


async def test_the_socket_is_ours_alone_and_gone_afterwards(own_home: Path) -> None:
    hall = Hall(own_home / "s.sock")
    await hall.doorman.open()
    assert hall.doorman.path.stat().st_mode & 0o777 == 0o600
    await hall.doorman.close()
    assert not hall.doorman.path.exists()


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ("nonsense", "expected `attach`"),
        ('{"id":1,"do":"' + "ж" * 200 + '"}', "expected `attach`: "),
        ('{"id":1,"do":"undo"}', "expected `attach` first"),
        (request_to_json(0, Attach(protocol=99)), "protocol"),
    ],
)
async def test_a_client_that_does_not_attach_is_shown_out_with_a_reason(
    hall: Hall, first: str, why: str
) -> None:
    async with connect(hall) as connection:
        await connection.send(first)
        assert why in await closed_with(connection)
    assert hall.clients == []


async def test_messages_arrive_in_order_and_an_end_says_why(hall: Hall) -> None:
    async with connect(hall) as connection:
        await connection.send(request_to_json(0, Attach()))
        await wait_until_async(lambda: hall.clients)
        for number in range(100):
            hall.clients[0].send(json.dumps(number))
        assert [json.loads(await connection.recv()) for _ in range(100)] == list(range(100))
        hall.clients[0].send('"last"')
        hall.clients[0].end("enough")
        assert json.loads(await connection.recv()) == "last"
        assert await closed_with(connection) == "enough"
    await wait_until_async(lambda: hall.gone == [1])


@pytest.mark.parametrize("letter", ["e", "ж", "字", "🚀"])
async def test_an_end_says_as_much_of_the_reason_as_a_close_frame_holds(
    hall: Hall, letter: str
) -> None:
    async with connect(hall) as connection:
        await connection.send(request_to_json(0, Attach()))
        await wait_until_async(lambda: hall.clients)
        hall.clients[0].end(letter * 130)
        async with asyncio.timeout(DEADLINE):
            assert await closed_with(connection) == letter * (123 // len(letter.encode()))


async def test_a_client_whose_closing_fails_is_cut_off(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ProtocolError("control frame too long")

    async with connect(hall) as connection:
        await connection.send(request_to_json(0, Attach()))
        await wait_until_async(lambda: hall.clients)
        with monkeypatch.context() as patch:
            patch.setattr(hall.clients[0]._connection, "close", broken)
            hall.clients[0].end("enough")
            await hall.clients[0].closed()
        async with asyncio.timeout(DEADLINE):
            assert await closed_with(connection) == ""
    await wait_until_async(lambda: hall.gone == [1])


async def test_a_client_that_does_not_read_is_ended_and_slows_nobody(hall: Hall) -> None:
    async with connect(hall) as slow, connect(hall) as quick:
        await slow.send(request_to_json(0, Attach()))
        await wait_until_async(lambda: len(hall.clients) == 1)
        await quick.send(request_to_json(0, Attach()))
        await wait_until_async(lambda: len(hall.clients) == 2)
        slow.transport.pause_reading()  # a terminal that stands still
        text = json.dumps("x" * 100_000)
        for _ in range(OUTBOX_LIMIT // 100_000 + 20):
            hall.clients[0].send(text)
            hall.clients[1].send('"tick"')
            assert json.loads(await quick.recv()) == "tick"
            await dawdle(0)
        assert "too slow" in hall.clients[0].ended
        await wait_until_async(lambda: hall.gone == [1])
        slow.transport.resume_reading()


async def test_a_request_that_cannot_be_read_is_answered_and_the_client_stays(hall: Hall) -> None:
    async with connect(hall) as connection:
        await connection.send(request_to_json(0, Attach()))
        await connection.send('{"id":5,"do":"item.fly"}')
        answer = json.loads(await connection.recv())
        assert (answer["ok"], answer["why"]) == (False, "input")
        assert "item.fly" in answer["error"]
        await connection.send('{"id":6,"do":"undo"}')
        await wait_until_async(lambda: hall.asked)
