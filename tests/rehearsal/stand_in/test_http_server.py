import asyncio
from dataclasses import dataclass, field

import httpx
import pytest

from golive_tui.rehearsal.stand_in import http_server
from golive_tui.rehearsal.stand_in.http_server import Pipe, Reply, Request, json_reply, text_reply
from tests.rehearsal.stand_in.serving import connection, served
from tests.support.waiting import dawdle, wait_until_async


@dataclass
class Mirror:
    """Answers with what it was asked, and keeps it."""

    asked: list[Request] = field(default_factory=list)

    async def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        match request.path:
            case "/nothing":
                return Reply(status=204)
            case "/slow":
                await dawdle(30)
            case "/raw":
                return Reply(switch=_shout)
        return json_reply({"method": request.method, "path": request.path})


async def _shout(pipe: Pipe) -> None:
    pipe.writer.write(b"RAW:" + pipe.already.upper())
    await pipe.writer.drain()


async def exchange(port: int, sent: bytes) -> bytes:
    """All that the server says to these bytes until it closes."""
    async with connection(port) as (reader, writer):
        writer.write(sent)
        await writer.drain()
        return await reader.read()


async def test_many_requests_travel_on_one_connection() -> None:
    async with served(Mirror()) as port, httpx.AsyncClient() as client:
        ports = set()
        for number in range(5):
            reply = await client.get(f"http://127.0.0.1:{port}/{number}")
            ports.add(reply.extensions["network_stream"].get_extra_info("client_addr"))
            assert reply.json() == {"method": "GET", "path": f"/{number}"}
        assert len(ports) == 1


async def test_a_request_is_read_into_its_parts() -> None:
    site = Mirror()
    async with served(site) as port, httpx.AsyncClient() as client:
        url = f"http://127.0.0.1:{port}/a/b?x=1&y=%C3%A4"
        await client.post(url, content=b"body", headers=[("x-a", "1"), ("X-A", "2")])
    (asked,) = site.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/a/b", b"body")
    assert asked.query == {"x": "1", "y": "ä"}
    assert asked.headers["x-a"] == "1, 2"


async def test_head_has_the_length_and_no_body() -> None:
    async with served(Mirror()) as port, httpx.AsyncClient() as client:
        reply = await client.head(f"http://127.0.0.1:{port}/x")
        again = await client.head(f"http://127.0.0.1:{port}/x")
    assert reply.content == b""
    expected = json_reply({"method": "HEAD", "path": "/x"}).body
    assert reply.headers["content-length"] == str(len(expected))
    assert again.status_code == 200, "the connection goes on"


async def test_no_content_has_neither_length_nor_body() -> None:
    async with served(Mirror()) as port, httpx.AsyncClient() as client:
        reply = await client.get(f"http://127.0.0.1:{port}/nothing")
        assert (reply.status_code, reply.content) == (204, b"")
        assert "content-length" not in reply.headers


async def test_requests_sent_ahead_are_answered_in_order() -> None:
    head = b" HTTP/1.1\r\nHost: x\r\n"
    sent = b"GET /1" + head + b"\r\nGET /2" + head + b"Connection: close\r\n\r\n"
    async with served(Mirror()) as port:
        heard = await exchange(port, sent)
    assert heard.count(b"HTTP/1.1 200") == 2
    assert heard.index(b"/1") < heard.index(b"/2")


async def test_a_client_that_waits_for_the_word_is_told_to_go_on() -> None:
    async with served(Mirror()) as port, connection(port) as (reader, writer):
        writer.write(
            b"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"
        )
        assert (await reader.readline()).startswith(b"HTTP/1.1 100")
        writer.write(b"ok")
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"\r\nHTTP/1.1 200")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET http://[/ HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", b"431"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n" + b"x" * 70_000, b"413"),
    ],
    ids=["no http", "no host", "bad target", "long head", "long body"],
)
async def test_what_is_no_request_is_refused_and_the_connection_closed(
    sent: bytes, status: bytes
) -> None:
    async with served(Mirror()) as port, connection(port) as (reader, writer):
        writer.write(sent)
        line = await reader.readline()
    assert line.split()[1] == status


async def test_a_connection_can_leave_http_with_the_bytes_that_came_ahead() -> None:
    head = b"GET /raw HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    async with served(Mirror()) as port:
        assert await exchange(port, head + b"frame") == b"RAW:FRAME"


async def test_a_refused_upgrade_is_a_plain_answer() -> None:
    head = b"GET /x HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n"
    async with served(Mirror()) as port:
        assert (await exchange(port, head)).startswith(b"HTTP/1.1 200")


async def test_a_silent_connection_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_server, "IDLE", 0.05)
    async with served(Mirror()) as port:
        assert await exchange(port, b"GET / HT") == b""


async def test_connections_beyond_the_limit_are_closed_and_room_is_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http_server, "MAX_CONNECTIONS", 2)
    get = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

    async def heard(port: int) -> bytes:
        try:
            return await exchange(port, get)
        except ConnectionError:
            return b""

    async with served(Mirror()) as port:
        async with connection(port), connection(port):
            assert await heard(port) == b""
        assert await wait_until_async(lambda: heard(port))


async def test_a_client_that_goes_away_in_the_middle_harms_nobody() -> None:
    async with served(Mirror()) as port:
        async with connection(port) as (_, writer):
            writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nhalf")
        assert b"200" in await exchange(
            port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )


async def test_closing_ends_what_is_still_being_answered() -> None:
    site = Mirror()
    async with served(site) as port:
        request = asyncio.create_task(exchange(port, b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"))
        await wait_until_async(lambda: site.asked)
    assert await request == b""


def test_replies_carry_type_and_bytes() -> None:
    reply = text_reply("ä", "text/plain", status=404).with_headers(("x", "1"))
    assert reply.body == "ä".encode()
    assert reply.status == 404
    assert reply.headers == (("content-type", "text/plain"), ("x", "1"))
