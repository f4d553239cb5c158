import asyncio
import socket
from collections.abc import AsyncIterator

import httpcore
import httpx
import pytest

from golive_tui.probes.kind import Lookout
from golive_tui.probes.look.contexts import client_context
from golive_tui.probes.look.http_transport import Transport, _Now, _Stream
from golive_tui.probes.look.line import Line
from golive_tui.probes.look.stages import Stages
from golive_tui.probes.take import take
from tests.probes.fault_server import FaultServer, Peer, answering, serving
from tests.probes.looking import AT, look_once, opened, probe, reach
from tests.support.waiting import wait_until_async


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    async with serving({}) as one:
        yield one


async def test_a_kept_connection_that_died_is_no_failure_of_the_service(
    server: FaultServer,
) -> None:
    async def once(peer: Peer) -> None:
        await answering(b"hello")(peer)
        if server.connections == 1:
            await peer.reader.read(1)  # the next request has begun to come in, and is lost
            peer.reset()

    server.scripts["/"] = once
    lookout = opened("http", {"url": server.url})
    for _ in range(2):
        sample = await take(lookout, probe("http", "reused == false"), AT, reach())
        assert sample.outcome == "ok", sample.detail
    await lookout.close()
    assert server.connections == 2


async def test_what_is_not_idempotent_is_not_sent_twice(server: FaultServer) -> None:
    async def once(peer: Peer) -> None:
        await answering(b"hello")(peer)
        await peer.reader.read(1)
        peer.reset()

    server.scripts["/"] = once
    lookout = opened("http", {"url": server.url, "method": "POST", "body": "x"})
    first = await take(lookout, probe("http"), AT, reach())
    second = await take(lookout, probe("http"), AT, reach())
    await lookout.close()
    assert first.outcome == "ok"
    assert (second.outcome, second.reason) == ("fail", "tcp.reset")
    assert server.connections == 1


async def test_an_early_answer_is_read_though_the_request_could_not_be_sent() -> None:
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    theirs.sendall(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n")
    theirs.shutdown(socket.SHUT_RDWR)
    stream = _Stream(Line(ours, "192.0.2.1"), _Now())
    with pytest.raises(httpcore.WriteError):
        await stream.write(b"x" * 1000)
    assert (await stream.read(1000)).startswith(b"HTTP/1.1 413")
    theirs.close()
    await stream.aclose()


async def test_an_address_of_the_sixth_version() -> None:
    try:
        listener = await asyncio.start_server(lambda reader, writer: writer.close(), "::1", 0)
    except OSError:
        pytest.skip("this host has no IPv6")
    port = listener.sockets[0].getsockname()[1]
    for kind, url in (("http", f"http://[::1]:{port}/"), ("websocket", f"ws://[::1]:{port}/")):
        sample = await look_once(kind, {"url": url}, values={})
        assert sample.reason in {"tcp.reset", "ws.rejected"}, sample.detail
    opening = await look_once("tcp", {"host": "::1", "port": port}, "ip == '::1'")
    assert opening.outcome == "ok", opening.detail
    listener.close()


def hung_up(lookout: Lookout) -> bool:
    """Whether the end of every kept connection has reached us."""
    pool = lookout._transport._pool  # type: ignore[attr-defined]
    return all(kept.has_expired() for kept in pool.connections)


async def test_a_kept_connection_that_was_hung_up_while_idle_is_not_used(
    server: FaultServer,
) -> None:
    async def once(peer: Peer) -> None:
        await answering(b"hello")(peer)
        peer.writer.close()

    server.scripts["/"] = once
    lookout = opened("http", {"url": server.url, "method": "POST", "body": "x"})
    for _ in range(2):
        sample = await take(lookout, probe("http", "reused == false"), AT, reach())
        assert sample.outcome == "ok", sample.detail
        await wait_until_async(lambda: hung_up(lookout))
    await lookout.close()
    assert server.connections == 2


async def test_each_look_has_stages_of_its_own(server: FaultServer) -> None:
    server.scripts["/"] = answering(b"hello")
    transport = Transport(client_context(), fresh=False)
    told: list[set[str]] = []
    for _ in range(2):
        stages = Stages()
        transport.begin(stages)
        response = await transport.handle_async_request(httpx.Request("GET", server.url))
        assert await response.aread() == b"hello"
        await response.aclose()
        assert response.extensions["network_stream"].get_extra_info("server_addr") == "127.0.0.1"
        told.append(set(stages.seconds))
    assert told == [{"connect", "send", "first_byte"}, {"send", "first_byte"}]
    await transport.aclose()
