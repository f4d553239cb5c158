from pathlib import Path

import pytest

from tests.probes import nginx
from tests.probes.fault_server import Peer, Script, answering, serving
from tests.probes.looking import look_once


def in_turn(*scripts: Script) -> Script:
    """The first script for the first request, and so on; the last one for ever."""
    left = list(scripts)

    async def script(peer: Peer) -> None:
        await (left.pop(0) if len(left) > 1 else left[0])(peer)

    return script


MISS = answering(headers={"CF-Ray": "8f-FRA", "CF-Cache-Status": "MISS"})
HIT = answering(headers={"CF-Ray": "9a-FRA", "CF-Cache-Status": "HIT", "Age": "3"})


async def test_a_cdn_is_known_by_its_headers() -> None:
    async with serving({"/": in_turn(MISS, HIT)}) as server:
        sample = await look_once(
            "cdn",
            {"url": server.url, "expect_hit": True},
            "found contains 'cf-ray'",
            "first contains 'MISS'",
            "hit == true",
            "age == 3",
            "header.cf-ray == '9a-FRA'",
        )
        assert sample.outcome == "ok", sample.detail


async def test_an_origin_without_a_cdn_fails() -> None:
    async with serving({"/": answering()}) as server:
        sample = await look_once("cdn", {"url": server.url})
        assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
        assert "none of cf-ray" in sample.detail


async def test_two_misses_fail_only_where_a_hit_is_expected() -> None:
    async with serving({"/": MISS}) as server:
        assert (await look_once("cdn", {"url": server.url})).outcome == "ok"
        missed = await look_once("cdn", {"url": server.url, "expect_hit": True})
        assert (missed.outcome, missed.reason) == ("fail", "assert.failed")
        assert missed.detail == "not from the cache: first MISS, then MISS"


@pytest.mark.parametrize(
    "headers",
    [{"X-Cache": "Hit from cloudfront"}, {"Cache-Status": "edge; hit"}, {"Age": "12"}],
)
async def test_caches_say_hit_in_their_own_ways(headers: dict[str, str]) -> None:
    async with serving({"/": answering(headers=headers)}) as server:
        any_of = ["x-cache", "cache-status", "age"]
        settings: dict[str, object] = {"url": server.url, "expect_hit": True, "any_of": any_of}
        assert (await look_once("cdn", settings)).outcome == "ok"


async def test_the_cdns_own_error_page_is_no_success() -> None:
    page = answering(status="502 Bad Gateway", headers={"CF-Ray": "1"})
    async with serving({"/": page}) as server:
        sample = await look_once("cdn", {"url": server.url})
        assert (sample.outcome, sample.reason) == ("fail", "http.status")


@nginx.needed
async def test_nginx_as_a_cache_misses_once_and_then_hits(tmp_path: Path) -> None:
    fresh = answering(b"page", headers={"Cache-Control": "max-age=60"})
    async with serving({"/": fresh}) as origin:
        http = "proxy_cache_path cache keys_zone=edge:1m;"
        server = (
            f"location / {{ proxy_pass {origin.url}; proxy_cache edge; "
            "add_header X-Cache $upstream_cache_status; }"
        )
        async with nginx.nginx(tmp_path, server, http=http) as port:
            sample = await look_once(
                "cdn",
                {"url": f"http://127.0.0.1:{port}/", "expect_hit": True},
                "first == 'MISS'",
                "second == 'HIT'",
            )
            assert sample.outcome == "ok", sample.detail
