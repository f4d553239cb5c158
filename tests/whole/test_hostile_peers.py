"""Answers without measure: however much a peer sends, a look keeps little of it."""

import gzip
import tracemalloc

import pytest

from golive_tui.probes.take import take
from tests.probes import fault_server as faults
from tests.probes.fault_server import serving
from tests.probes.looking import AT, opened, probe, reach

MOST = 8 * 1024 * 1024
"""Bytes that a look may hold at its height; the peers below have a hundred times as much."""

ZEROS = gzip.compress(bytes(50_000_000))
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
PEERS = {
    "bomb": (faults.answering(ZEROS, headers={"Content-Encoding": "gzip"}), "http.too_large"),
    "huge-chunk-size": (faults.saying(CHUNKED + b"f" * 40 + b"\r\n"), "http.protocol"),
    "no-chunk": (faults.saying(CHUNKED + b"zzz\r\nabc"), "http.protocol"),
    "many-headers": (
        faults.saying(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200_000), "http.protocol",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PEERS)
async def test_a_look_holds_little_however_much_is_sent(name: str) -> None:
    script, reason = PEERS[name]
    limits = reach(20.0)
    async with serving({"/": script}) as server:
        settings: dict[str, object] = {
            "url": f"http://127.0.0.1:{server.port}/",
            "expect": ["body contains 'x'"],
        }
        lookout = opened("http", settings, limits)
        tracemalloc.start()
        try:
            sample = await take(lookout, probe("http"), AT, limits)
            _, height = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
            await lookout.close()
    assert (sample.outcome, sample.reason) == ("fail", reason), sample
    assert height < MOST
