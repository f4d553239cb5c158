import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator

import httpcore
import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look.http_transport import _Now, _Stream
from golive_tui.probes.look.line import Line
from golive_tui.probes.take import take
from tests.probes import fault_server as faults
from tests.probes.fault_server import FaultServer, Peer, answering, redirecting, serving
from tests.probes.looking import AT, look_once, opened, probe, reach

JSON = {"Content-Type": "application/json"}


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    async with serving({}) as one:
        yield one


async def test_the_facts_of_an_answer(server: FaultServer) -> None:
    body = b'{"status": "ok", "database": {"pool": {"used": 7}}, "list": [1, 2]}'
    server.scripts["/health"] = answering(
        body, headers=JSON | {"CF-Ray": "abc", "Set-Cookie": "a=1"}
    )
    sample = await look_once(
        "http",
        {"url": f"{server.url}/health"},
        "status == 200",
        "json.status == 'ok'",
        "json.database.pool.used < 10",
        "json.list.1 == 2",
        "header.cf-ray exists",
        "body contains 'pool'",
        f"bytes == {len(body)}",
        "version == 'HTTP/1.1'",
        "ip == '127.0.0.1'",
        "reused == false",
        "redirects == 0",
        "time < 20s",
        "not location exists",
        values={"used": "json.database.pool.used", "took": "time", "nothing": "json.nothing"},
    )
    assert sample.outcome == "ok", sample.detail
    assert sample.values["used"] == 7
    assert set(sample.values) == {"used", "took"}
    assert sample.latency is not None
    assert set(sample.phases) == {"connect", "send", "first_byte", "transfer", "total"}
    assert sum(v for k, v in sample.phases.items() if k != "total") <= sample.phases["total"]


async def test_a_kept_connection_is_used_again_and_has_no_connect_phase(
    server: FaultServer,
) -> None:
    server.scripts["/"] = answering(b"hello")
    lookout = opened("http", {"url": server.url})
    first = await take(lookout, probe("http", "reused == false"), AT, reach())
    second = await take(lookout, probe("http", "reused == true", "ip exists"), AT, reach())
    await lookout.close()
    assert (first.outcome, second.outcome) == ("ok", "ok")
    assert "connect" in first.phases
    assert "connect" not in second.phases
    assert server.connections == 1


async def test_a_check_always_gets_a_fresh_connection(server: FaultServer) -> None:
    server.scripts["/"] = answering(b"hello")
    within = reach(fresh=True)
    lookout = opened("http", {"url": server.url}, within)
    for _ in range(2):
        sample = await take(lookout, probe("http", "reused == false"), AT, within)
        assert sample.outcome == "ok"
    await lookout.close()
    assert server.connections == 2


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


async def test_an_error_status_fails_with_what_the_server_says_of_it(server: FaultServer) -> None:
    server.scripts["/"] = answering(b'{"error": "pool is empty"}', status="503 Busy", headers=JSON)
    sample = await look_once("http", {"url": server.url}, "json.error exists")
    assert (sample.outcome, sample.reason) == ("fail", "http.status")
    assert sample.detail == 'HTTP 503 Service Unavailable: {"error": "pool is empty"}'


async def test_an_error_status_that_is_asked_for_is_judged_by_the_conditions(
    server: FaultServer,
) -> None:
    server.scripts["/"] = answering(status="401 Unauthorized")
    sample = await look_once("http", {"url": server.url}, "status == 401")
    assert sample.outcome == "ok"
    sample = await look_once("http", {"url": server.url}, "status == 200")
    assert (sample.reason, sample.detail) == ("assert.failed", "status == 200: status is 401")


async def test_a_missing_value_says_why_it_is_missing(server: FaultServer) -> None:
    server.scripts["/"] = answering(b"<html>")
    sample = await look_once("http", {"url": server.url}, "not json.status == 'down'")
    assert (sample.outcome, sample.reason) == ("fail", "assert.missing_value")
    assert sample.detail.endswith("json.status is missing (the body: it is no JSON)")


async def test_json_of_many_levels_is_none(server: FaultServer) -> None:
    server.scripts["/"] = answering(b"[" * 100_000)
    sample = await look_once("http", {"url": server.url}, "json exists")
    assert (sample.reason, sample.outcome) == ("assert.failed", "fail")
    sample = await look_once("http", {"url": server.url}, "json.0 == 1")
    assert "more than 64 levels" in sample.detail


METRICS = b"""\
# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{method="GET",status="200"} 90
http_requests_total{method="POST",status="200"} 4
http_requests_total{method="GET",status="503"} 5
http_requests_total{method="GET",status="500"} 1
http_requests_total_other 7
up 1
broken{ 3
nothing NaN
"""


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("metric.http_requests_total", 100.0),
        ("metric.http_requests_total.status.200", 94.0),
        ("metric.http_requests_total.method.GET", 96.0),
        ("metric.http_requests_total.status.5xx", 6.0),
        ("metric.up", 1.0),
    ],
)
async def test_metrics_are_summed_over_their_labels(
    server: FaultServer, path: str, value: float
) -> None:
    server.scripts["/metrics"] = answering(METRICS)
    sample = await look_once("http", {"url": f"{server.url}/metrics"}, values={"it": path})
    assert sample.values == {"it": value}


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("metric.absent", "no such metric"),
        ("metric.up.status.200", "no such label"),
        ("metric.broken", "no Prometheus text"),
        ("metric.nothing", "no such metric"),
    ],
)
async def test_a_metric_that_says_nothing_is_missing(
    server: FaultServer, path: str, why: str
) -> None:
    server.scripts["/metrics"] = answering(METRICS)
    sample = await look_once("http", {"url": f"{server.url}/metrics"}, f"not {path} > 5")
    assert sample.reason == "assert.missing_value"
    assert why in sample.detail


async def test_redirects_are_followed_and_counted(server: FaultServer) -> None:
    server.scripts |= {"/a": redirecting("/b"), "/b": redirecting("/c"), "/c": answering(b"end")}
    sample = await look_once(
        "http",
        {"url": f"{server.url}/a"},
        "redirects == 2",
        "body == 'end'",
        f"url == '{server.url}/c'",
        "reused == true",
    )
    assert sample.outcome == "ok", sample.detail
    assert 0 < sample.phases["redirects"] < sample.phases["total"]


async def test_without_redirects_the_redirect_itself_is_judged(server: FaultServer) -> None:
    server.scripts["/a"] = redirecting("https://www.example.com/", "301 Moved")
    sample = await look_once(
        "http",
        {"url": f"{server.url}/a", "redirects": 0},
        "status == 301",
        "location == 'https://www.example.com/'",
    )
    assert sample.outcome == "ok", sample.detail


async def test_a_loop_of_redirects_ends(server: FaultServer) -> None:
    server.scripts["/a"] = redirecting("/a")
    sample = await look_once("http", {"url": f"{server.url}/a", "redirects": 3})
    assert sample.reason == "http.redirect_loop"
    assert len(server.heads) == 4


async def test_headers_stay_with_their_origin(server: FaultServer) -> None:
    async with serving({"/there": answering(b"there")}) as other:
        server.scripts["/a"] = redirecting("/b")
        server.scripts["/b"] = redirecting(f"{other.url}/there")
        sample = await look_once(
            "http",
            {
                "url": f"http://me:secret-word@127.0.0.1:{server.port}/a",
                "headers": {"X-Token": "t0ken", "Accept-Language": "de"},
            },
            "body == 'there'",
        )
        assert sample.outcome == "ok", sample.detail
        assert all(b"x-token: t0ken" in head.lower() for head in server.heads)
        assert all(b"authorization: basic" in head.lower() for head in server.heads)
        assert b"t0ken" not in other.heads[0]
        assert b"authorization" not in other.heads[0].lower()
        assert b"accept-language: de" in other.heads[0].lower()


@pytest.mark.parametrize(
    ("status", "method"),
    [("302 Found", b"GET"), ("303 See Other", b"GET"), ("307 Again", b"POST")],
)
async def test_a_post_is_redirected_as_the_status_says(
    server: FaultServer, status: str, method: bytes
) -> None:
    server.scripts |= {"/a": redirecting("/b", status), "/b": answering(b"end")}
    sample = await look_once("http", {"url": f"{server.url}/a", "method": "POST", "body": "x=1"})
    assert sample.outcome == "ok"
    assert server.heads[1].startswith(method + b" /b ")


async def test_a_body_does_not_go_to_another_origin(server: FaultServer) -> None:
    async with serving({"/there": answering(b"there")}) as other:
        server.scripts["/a"] = redirecting(f"{other.url}/there", "307 Again")
        sample = await look_once("http", {"url": f"{server.url}/a", "method": "POST", "body": "x"})
        assert sample.reason == "http.protocol"
        assert other.heads == []


async def test_a_redirect_to_another_scheme_is_not_followed(server: FaultServer) -> None:
    server.scripts["/a"] = redirecting("file:///etc/passwd")
    sample = await look_once("http", {"url": f"{server.url}/a"})
    assert sample.reason == "http.protocol"


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


async def test_repeated_headers_are_joined(server: FaultServer) -> None:
    server.scripts["/"] = faults.saying(
        b"HTTP/1.1 200 OK\r\nVary: a\r\nVary: b\r\nContent-Length: 0\r\n\r\n"
    )
    assert (await look_once("http", {"url": server.url}, "header.vary == 'a, b'")).outcome == "ok"


async def test_a_head_request_has_no_body(server: FaultServer) -> None:
    server.scripts["/"] = faults.saying(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    sample = await look_once("http", {"url": server.url, "method": "HEAD"}, "bytes == 0")
    assert sample.outcome == "ok", sample.detail


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (faults.reset, "tcp.reset"),
        (faults.hang_up, "tcp.reset"),
        (faults.silence, "http.timeout_first_byte"),
        (faults.drip, "http.timeout_first_byte"),
        (faults.drip_body, "http.timeout_body"),
        (faults.endless_body, "http.too_large"),
        (faults.bomb(), "http.too_large"),
        (faults.answering(bytes(300_000)), "http.too_large"),
        (faults.reset_in_body, "tcp.reset"),
        (faults.saying(b"HTTP/1.1 200 OK\r\nContent-Le"), "tcp.reset"),
        (faults.saying(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhi"), "http.truncated"),
        (faults.saying(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhi"), "http.protocol"),
        (
            faults.saying(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
            "http.protocol",
        ),
        (faults.saying(b"220 mail.example.com ESMTP\r\n\r\n"), "http.protocol"),
        (
            faults.saying(b"HTTP/1.1 200 OK\r\nX: " + b"z" * 1_000_000 + b"\r\n\r\n"),
            "http.protocol",
        ),
        (answering(b"no gzip", headers={"Content-Encoding": "gzip"}), "http.decode"),
        (
            answering(gzip.compress(b"hello" * 99)[:-12], headers={"Content-Encoding": "gzip"}),
            "http.decode",
        ),
    ],
)
async def test_each_fault_has_its_reason(
    server: FaultServer, script: faults.Script, reason: str
) -> None:
    server.scripts["/"] = script
    sample = await look_once("http", {"url": server.url}, within=reach(1.0))
    assert (sample.outcome, sample.reason) == ("fail", reason), sample.detail


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


@pytest.mark.parametrize(
    "settings",
    [
        {"url": "ftp://example.com"},
        {"url": "example.com/health"},
        {"url": "http://"},
        {"url": "http://exa mple.com:port/"},
        {"url": "http://example.com", "method": "GET / HTTP/1.1\r\n"},
        {"url": "http://example.com", "headers": {"X": "a\r\nY: b"}},
        {"url": "http://example.com", "headers": {"X y": "a"}},
        {"url": "http://example.com", "ca": "nowhere.pem"},
        {"url": 5},
        {},
    ],
)
def test_settings_that_make_no_request_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("http", settings)
