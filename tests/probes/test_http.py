import gzip
from collections.abc import AsyncIterator

import pytest

from golive_tui.probes.take import take
from tests.probes import fault_server as faults
from tests.probes.fault_server import FaultServer, answering, redirecting, serving
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
    assert (sample.reason, sample.detail) == ("http.status", "status == 200: HTTP 401 Unauthorized")


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


async def test_repeated_headers_are_joined(server: FaultServer) -> None:
    server.scripts["/"] = faults.saying(
        b"HTTP/1.1 200 OK\r\nVary: a\r\nVary: b\r\nContent-Length: 0\r\n\r\n"
    )
    assert (await look_once("http", {"url": server.url}, "header.vary == 'a, b'")).outcome == "ok"


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
