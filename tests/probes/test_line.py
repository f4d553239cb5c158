import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator

import pytest

from golive_tui.probes.look.contexts import client_context
from golive_tui.probes.look.dial import dial
from golive_tui.probes.look.line import Line, TlsLine, secure
from golive_tui.probes.look.stages import Stages
from tests.probes import fault_server as faults
from tests.probes.certificates import Authority
from tests.probes.fault_server import Peer, serving
from tests.support.waiting import wait_until_async


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls"))


@contextlib.asynccontextmanager
async def tls_line(authority: Authority, script: faults.Script) -> AsyncIterator[TlsLine]:
    async with serving(script, context=authority.server()) as server:
        line = await dial("127.0.0.1", server.port, Stages())
        secured = await secure(line, client_context(ca=authority.pem), "localhost", Stages())
        yield secured
        secured.close()


def pair() -> tuple[Line, socket.socket]:
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    return Line(ours, "192.0.2.1"), theirs


async def test_a_plain_line_reads_and_writes() -> None:
    line, peer = pair()
    await line.write(b"hello")
    assert peer.recv(9) == b"hello"
    peer.sendall(b"world")
    assert await line.read() == b"world"
    assert line.tls is None
    peer.close()
    assert await line.read() == b""
    line.close()


async def test_an_idle_line_stirs_when_its_peer_spoke_or_went() -> None:
    line, peer = pair()
    assert not line.stirs()
    peer.sendall(b"HTTP/1.1 408 Request Timeout\r\n\r\n")
    assert line.stirs()
    await line.read()
    assert not line.stirs()
    peer.close()
    assert line.stirs()
    line.close()
    assert line.stirs()


async def test_a_line_that_is_called_off_while_reading_can_be_closed() -> None:
    line, peer = pair()
    reading = asyncio.create_task(line.read())
    await asyncio.wait({reading}, timeout=0.01)
    reading.cancel()
    await asyncio.wait({reading})
    line.close()
    peer.close()


async def test_a_line_under_tls_carries_more_than_a_record(authority: Authority) -> None:
    async def echo(peer: Peer) -> None:
        while data := await peer.reader.read(65536):
            await peer.say(data)

    async with tls_line(authority, echo) as line:
        sent = bytes(range(256)) * 1000
        await line.write(sent)
        received = b""
        while len(received) < len(sent):
            received += await line.read()
        assert received == sent
        assert line.tls is not None
        assert line.tls.version() == "TLSv1.3"
        assert not line.stirs()


@pytest.mark.parametrize("script", [faults.hang_up, faults.reset])
async def test_the_end_of_a_line_under_tls_is_an_end(
    authority: Authority, script: faults.Script
) -> None:
    async with tls_line(authority, script) as line:
        try:
            assert await line.read() == b""
        except ConnectionResetError:
            assert script is faults.reset


async def test_closing_says_good_bye(authority: Authority) -> None:
    ended: list[bytes] = []

    async def until_the_end(peer: Peer) -> None:
        ended.append(await peer.reader.read(1))

    async with serving(until_the_end, context=authority.server()) as server:
        line = await dial("127.0.0.1", server.port, Stages())
        secured = await secure(line, client_context(ca=authority.pem), "localhost", Stages())
        secured.close()
        secured.close()
        await wait_until_async(lambda: ended)
    assert ended == [b""]


async def test_a_handshake_that_fails_hangs_up(authority: Authority) -> None:
    async with serving(faults.silence, context=authority.server()) as server:
        line = await dial("127.0.0.1", server.port, Stages())
        stages = Stages()
        with pytest.raises(ssl.SSLCertVerificationError):
            await secure(line, client_context(ca=authority.pem), "other.example", stages)
        assert line.sock.fileno() == -1
        assert stages.at == "tls"
        assert stages.seconds == {}
