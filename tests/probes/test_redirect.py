from pathlib import Path

import pytest

from golive_tui.errors import InputError
from tests.probes import nginx
from tests.probes.certificates import Authority
from tests.probes.fault_server import answering, redirecting, serving
from tests.probes.looking import look_once, opened

HERE = "http://127.0.0.1"


async def test_redirects_that_end_where_they_should_pass() -> None:
    async with serving({}) as server:
        server.scripts["/"] = redirecting("/a", "301 Moved")
        server.scripts["/a"] = redirecting(f"{server.url}/b", "308 Moved")
        server.scripts["/b"] = answering(b"home")
        settings: dict[str, object] = {"url": server.url, "to": f"{server.url}/b"}
        sample = await look_once(
            "redirect",
            settings,
            "count == 2",
            "status == 200",
            "hops.0.status == 301",
            "hops.1.location exists",
        )
        assert sample.outcome == "ok", sample.detail
        few = await look_once("redirect", {**settings, "max_hops": 1})
        assert (few.outcome, few.reason) == ("fail", "http.redirect_loop")


@pytest.mark.parametrize(
    ("script", "reason", "words"),
    [
        (answering(b"home"), "assert.failed", "does not redirect: HTTP 200 OK"),
        (redirecting("/b", "302 Found"), "assert.failed", "by HTTP 302 Found and not 301 or 308"),
        (redirecting("/c", "301 Moved"), "assert.failed", "it ends at"),
        (redirecting("/", "301 Moved"), "http.redirect_loop", "redirects to itself"),
        (redirecting("ftp://x/", "301 Moved"), "http.protocol", "redirects to ftp://x/"),
    ],
)
async def test_a_redirect_that_goes_wrong_says_where(
    script: object, reason: str, words: str
) -> None:
    async with serving({}) as server:
        server.scripts |= {"/": script, "/b": answering(), "/c": answering()}  # type: ignore[dict-item]
        sample = await look_once("redirect", {"url": server.url, "to": f"{server.url}/b"})
        assert (sample.outcome, sample.reason) == ("fail", reason)
        assert words in sample.detail


async def test_an_end_that_is_broken_fails_unless_it_is_asked_for() -> None:
    async with serving({"/": redirecting("/b", "301 Moved")}) as server:
        settings: dict[str, object] = {"url": server.url, "to": f"{server.url}/b"}
        broken = await look_once("redirect", settings)
        assert (broken.outcome, broken.reason) == ("fail", "http.status")
        assert (await look_once("redirect", settings, "status == 404")).outcome == "ok"


async def test_a_way_from_https_back_to_http_fails(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    scripts = {"/": redirecting("http://localhost/", "301 Moved")}
    async with serving(scripts, context=authority.server()) as server:
        url = f"https://localhost:{server.port}/"
        settings: dict[str, object] = {"url": url, "to": url, "ca": authority.pem}
        sample = await look_once("redirect", settings)
        assert (sample.outcome, sample.reason) == ("fail", "http.downgrade")


async def test_headers_stay_with_the_first_origin() -> None:
    async with serving({"/": answering()}) as other, serving({}) as server:
        server.scripts["/"] = redirecting(f"{other.url}/", "301 Moved")
        sample = await look_once(
            "redirect",
            {"url": server.url, "to": other.url, "headers": {"X-Key": "s3cret-key"}},
        )
        assert sample.outcome == "ok", sample.detail
        assert b"s3cret-key" in server.heads[0]
        assert b"s3cret-key" not in other.heads[0]


@nginx.needed
async def test_nginx_sends_http_to_https(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    async with serving({"/shop": answering()}, context=authority.server()) as secure:
        there = f"https://localhost:{secure.port}"
        async with nginx.nginx(tmp_path, f"return 301 {there}$request_uri;") as port:
            settings: dict[str, object] = {
                "url": f"http://localhost:{port}/shop",
                "to": f"{there}/shop",
                "ca": authority.pem,
            }
            sample = await look_once("redirect", settings)
            assert sample.outcome == "ok", sample.detail
            wrong = await look_once("redirect", {**settings, "to": f"{there}/"})
            assert wrong.reason == "assert.failed"


def test_where_it_must_end_is_an_address() -> None:
    with pytest.raises(InputError, match="is no address"):
        opened("redirect", {"url": HERE, "to": "shop"})
