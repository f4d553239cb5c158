from pathlib import Path

import pytest

from golive_tui.probes.look.rate_limit import seconds_of
from tests.probes import nginx
from tests.probes.fault_server import FaultServer, Peer, Script, answering, reset, serving
from tests.probes.looking import look_once, reach


def after(count: int, then: Script, headers: dict[str, str] | None = None) -> Script:
    """So many requests are let through, then the script answers."""
    seen = 0

    async def script(peer: Peer) -> None:
        nonlocal seen
        seen += 1
        await (answering(headers=headers) if seen <= count else then)(peer)

    return script


LIMITED = answering(status="429 Too Many Requests", headers={"Retry-After": "30"})


def settings(server: FaultServer, **more: object) -> dict[str, object]:
    return {"url": server.url, "armed": True, "requests": 20, "concurrency": 2, **more}


async def test_a_limiter_is_seen_and_the_burst_ends_there() -> None:
    async with serving({"/": after(5, LIMITED)}) as server:
        sample = await look_once(
            "rate_limit",
            settings(server),
            "fired == true",
            "limited == true",
            "after == 5",
            "retry_after == 30",
            "broken == 0",
            within=reach(armed=True),
        )
        assert sample.outcome == "ok", sample.detail
        assert len(server.heads) <= 8


async def test_no_limiter_fails_at_the_cap() -> None:
    async with serving({"/": answering()}) as server:
        sample = await look_once("rate_limit", settings(server), within=reach(armed=True))
        assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
        assert sample.detail == "no 429 in 20 requests"
        assert len(server.heads) == 20


@pytest.mark.parametrize("then", [answering(status="503 Busy"), reset])
async def test_a_limiter_that_breaks_the_service_fails(then: Script) -> None:
    async with serving({"/": after(5, then)}) as server:
        sample = await look_once("rate_limit", settings(server), within=reach(armed=True))
        assert sample.outcome == "fail"
        assert sample.detail.startswith("the limiter broke the service: ")


async def test_a_service_that_is_down_is_no_limiter() -> None:
    async with serving({"/": answering(status="502 Oh")}) as server:
        sample = await look_once("rate_limit", settings(server), within=reach(armed=True))
        assert (sample.reason, len(server.heads)) == ("http.status", 1)


@pytest.mark.parametrize("wait", ["soon", "99999999"])
async def test_a_retry_after_that_makes_no_sense_fails(wait: str) -> None:
    limited = answering(status="429 No", headers={"Retry-After": wait})
    async with serving({"/": limited}) as server:
        sample = await look_once("rate_limit", settings(server), within=reach(armed=True))
        assert sample.detail == f"429 came, but with a Retry-After of {wait}"


@pytest.mark.parametrize(("checklist", "person"), [(True, False), (False, True), (False, False)])
async def test_it_does_not_fire_unless_armed_on_both_sides(checklist: bool, person: bool) -> None:
    told = {"RateLimit-Limit": "100", "X-RateLimit-Remaining": "99"}
    async with serving({"/": after(5, LIMITED, told)}) as server:
        sample = await look_once(
            "rate_limit", settings(server, armed=checklist), within=reach(armed=person)
        )
        assert (sample.outcome, sample.reason) == ("error", "inconclusive")
        assert sample.detail.startswith("not armed: ")
        assert "it announces ratelimit-limit 100" in sample.detail
        assert len(server.heads) == 1


def test_a_wait_is_a_number_or_a_date() -> None:
    assert seconds_of("12") == 12
    assert (seconds_of("Fri, 31 Dec 2100 23:59:59 GMT") or 0) > 86400
    assert seconds_of("Fri, 31 Dec 2100") is None
    assert seconds_of("-1") is None


@nginx.needed
async def test_nginx_limits_by_503_until_told_to_say_429(tmp_path: Path) -> None:
    for more, outcome in (("", "fail"), ("limit_req_status 429;", "ok")):
        server = f"location / {{ limit_req zone=few burst=3 nodelay; {more} try_files /x =204; }}"
        async with nginx.nginx(tmp_path, server) as port:
            url = f"http://127.0.0.1:{port}/"
            sample = await look_once(
                "rate_limit",
                {"url": url, "armed": True, "requests": 12},
                within=reach(armed=True),
            )
            assert sample.outcome == outcome, sample.detail
