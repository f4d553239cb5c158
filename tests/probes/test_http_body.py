import gzip
import zlib
from collections.abc import AsyncIterator

import httpx
import pytest

from golive_tui.probes.facts import Absent
from golive_tui.probes.look.http_body import read_body
from tests.probes import fault_server as faults
from tests.probes.fault_server import FaultServer, answering, serving
from tests.probes.looking import look_once


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    async with serving({}) as one:
        yield one


@pytest.mark.parametrize(
    ("packing", "packed"),
    [
        ("gzip", gzip.compress(b"hello", mtime=0)),
        ("deflate", zlib.compress(b"hello")),
        ("deflate", zlib.compress(b"hello")[2:-4]),
        ("identity", b"hello"),
    ],
)
async def test_a_packed_body_is_unpacked(server: FaultServer, packing: str, packed: bytes) -> None:
    server.scripts["/"] = answering(packed, headers={"Content-Encoding": packing})
    sample = await look_once(
        "http", {"url": server.url}, "body == 'hello'", f"bytes == {len(packed)}"
    )
    assert sample.outcome == "ok", sample.detail


async def test_a_packing_that_was_not_offered_leaves_the_body_unknown(server: FaultServer) -> None:
    server.scripts["/"] = answering(b"????", headers={"Content-Encoding": "br"})
    settings: dict[str, object] = {"url": server.url, "headers": {"Accept-Encoding": "br"}}
    assert (await look_once("http", settings, "header.content-encoding == 'br'")).outcome == "ok"
    sample = await look_once("http", settings, "not body contains 'error'")
    assert sample.reason == "assert.missing_value"
    assert "packed as br" in sample.detail


async def test_a_body_in_its_own_charset(server: FaultServer) -> None:
    latin = {"Content-Type": "text/plain; charset=iso-8859-1"}
    server.scripts["/"] = answering("gr\u00fcn".encode("latin-1"), headers=latin)
    assert (await look_once("http", {"url": server.url}, "body == 'gr\u00fcn'")).outcome == "ok"
    server.scripts["/"] = answering(b"\xff\xfe\xff", headers={"Content-Type": "x; charset=zip"})
    assert (await look_once("http", {"url": server.url}, "body contains '\ufffd'")).outcome == "ok"


async def test_a_head_request_has_no_body(server: FaultServer) -> None:
    server.scripts["/"] = faults.saying(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    sample = await look_once("http", {"url": server.url, "method": "HEAD"}, "bytes == 0")
    assert sample.outcome == "ok", sample.detail


def packed(body: bytes, packing: str = "gzip") -> httpx.Response:
    return httpx.Response(200, headers={"Content-Encoding": packing}, stream=_Stream(body))


class _Stream(httpx.AsyncByteStream):
    """A body in chunks of ten bytes."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.given = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for at in range(0, len(self.body), 10):
            self.given += 1
            yield self.body[at : at + 10]


async def test_no_more_is_read_than_the_limit() -> None:
    stream = _Stream(b"x" * 1000)
    assert await read_body(httpx.Response(200, stream=stream), 95) is None
    assert stream.given == 10


async def test_no_more_is_unpacked_than_the_limit() -> None:
    bomb = gzip.compress(bytes(10_000))
    assert len(bomb) < 100
    assert await read_body(packed(bomb), 9_999) is None
    fits = await read_body(packed(bomb), 10_000)
    assert fits is not None
    assert fits.size == len(bomb)
    assert fits.text == "\0" * 10_000


@pytest.mark.parametrize(
    "body", [b"no gzip", gzip.compress(b"hello", mtime=0)[:-9], zlib.compress(b"hello")]
)
async def test_what_is_not_packed_as_it_says_is_damaged(body: bytes) -> None:
    with pytest.raises(zlib.error):
        await read_body(packed(body), 1000)


async def test_an_unknown_packing_is_absent_and_an_empty_body_is_empty() -> None:
    read = await read_body(packed(b"???", "zstd, br"), 1000)
    assert read is not None
    assert read.text == Absent("it is packed as zstd, br")
    empty = await read_body(packed(b"", "br"), 1000)
    assert empty is not None
    assert empty.text == ""
