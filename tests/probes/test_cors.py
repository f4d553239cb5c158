from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.probes import nginx
from tests.probes.fault_server import Peer, Script, answering, serving
from tests.probes.looking import look_once

GOOD = "https://app.example"
Allow = Callable[[str], Mapping[str, str]]


def cross(allow: Allow, *, preflight: str = "204 No Content", answer: str = "200 OK") -> Script:
    """A server whose CORS headers are made from the origin that asks."""

    async def script(peer: Peer) -> None:
        lines = peer.head.decode().split("\r\n")
        origin = next(x.split(": ")[1] for x in lines if x.lower().startswith("origin:"))
        status = preflight if lines[0].startswith("OPTIONS") else answer
        await answering(status=status, headers=allow(origin))(peer)

    return script


def only_good(origin: str) -> Mapping[str, str]:
    if origin != GOOD:
        return {}
    return {
        "Access-Control-Allow-Origin": GOOD,
        "Access-Control-Allow-Methods": "GET, PUT",
        "Access-Control-Allow-Headers": "Authorization, content-type",
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }


def reflecting(origin: str) -> Mapping[str, str]:
    return {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}


def anybody(origin: str) -> Mapping[str, str]:
    return {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}


async def look(script: Script, *expect: str, **more: object) -> tuple[str, str | None, str]:
    async with serving({"/": script}) as server:
        settings: dict[str, object] = {"url": server.url, "origin": GOOD, **more}
        sample = await look_once("cors", settings, *expect)
        return sample.outcome, sample.reason, sample.detail


async def test_a_good_origin_alone_is_let_in() -> None:
    found = await look(
        cross(only_good),
        "preflight_status == 204",
        "max_age == 600",
        "vary_origin == true",
        "wildcard == false",
        f"allow_origin == '{GOOD}'",
        method="PUT",
        headers=["Authorization"],
        credentials=True,
    )
    assert found[0] == "ok", found


@pytest.mark.parametrize(
    ("script", "more", "words"),
    [
        (cross(reflecting), {}, "the evil origin https://evil.example is let in"),
        (cross(lambda _: {}), {}, "no Access-Control-Allow-Origin"),
        (cross(anybody), {"credentials": True}, "browsers refuse for cookies"),
        (cross(anybody), {"headers": ["authorization"]}, "authorization is not allowed"),
        (cross(only_good), {"method": "DELETE"}, "the method DELETE is not allowed"),
        (cross(only_good), {"headers": ["x-csrf"]}, "the header x-csrf is not allowed"),
        (cross(only_good, preflight="405 No"), {}, "which browsers take for a no"),
        (
            cross(lambda o: reflecting(o) if o.startswith(GOOD) else {}),
            {},
            f"the evil origin {GOOD}.evil.example is let in",
        ),
        (
            cross(lambda o: reflecting(o) if o in {GOOD, "null"} else {}),
            {},
            "the evil origin null is let in",
        ),
        (
            cross(lambda _: {"Access-Control-Allow-Origin": "https://old.example"}),
            {},
            "allows https://old.example and not",
        ),
    ],
)
async def test_what_is_wrong_is_named(script: Script, more: dict[str, object], words: str) -> None:
    outcome, reason, detail = await look(script, **more)
    assert (outcome, reason) == ("fail", "assert.failed")
    assert words in detail


async def test_two_headers_of_one_kind_are_none_for_a_browser() -> None:
    async def twice(peer: Peer) -> None:
        allowed = f"Access-Control-Allow-Origin: {GOOD}\r\n" * 2
        await peer.say(f"HTTP/1.1 204 No Content\r\n{allowed}\r\n".encode())

    outcome, _, detail = await look(twice)
    assert outcome == "fail"
    assert "2 Access-Control-Allow-Origin" in detail


async def test_any_origin_may_be_let_in_where_no_cookies_are_sent() -> None:
    assert (await look(cross(anybody), "wildcard == true"))[0] == "ok"


async def test_a_service_that_is_down_is_told_as_such() -> None:
    script = cross(lambda _: {}, answer="503 Busy")
    assert (await look(script))[1] == "http.status"
    assert (await look(cross(only_good, answer="503 Busy"), "status == 503"))[0] == "ok"


@nginx.needed
async def test_nginx_with_a_list_of_origins(tmp_path: Path) -> None:
    http = f'map $http_origin $allowed {{ default ""; "{GOOD}" $http_origin; }}'
    server = (
        "location / { add_header Access-Control-Allow-Origin $allowed always; "
        "add_header Vary Origin always; return 204; }"
    )
    async with nginx.nginx(tmp_path, server, http=http) as port:
        settings: dict[str, object] = {"url": f"http://127.0.0.1:{port}/", "origin": GOOD}
        sample = await look_once("cors", settings)
        assert sample.outcome == "ok", sample.detail
    allow = "add_header Access-Control-Allow-Origin $http_origin always;"
    reflect = f"location / {{ {allow} return 204; }}"
    async with nginx.nginx(tmp_path, reflect) as port:
        sample = await look_once("cors", {**settings, "url": f"http://127.0.0.1:{port}/"})
        assert sample.outcome == "fail"
        assert "evil" in sample.detail
