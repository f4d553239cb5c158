import pytest

from golive_tui.probes.look.cookies import Cookie
from tests.probes.fault_server import Peer, Script, answering, serving
from tests.probes.looking import look_once

GOOD = "__Host-session=s3cret-value; Path=/; Secure; HttpOnly; SameSite=Lax"


def setting(*lines: str, status: str = "200 OK") -> Script:
    async def script(peer: Peer) -> None:
        head = "".join(f"Set-Cookie: {line}\r\n" for line in lines)
        await peer.say(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n{head}\r\n".encode())

    return script


def problems(line: str, *, readable: bool = False) -> list[str]:
    return list(Cookie.read(line).problems(readable=readable))


def test_a_good_cookie_has_no_problem() -> None:
    assert problems(GOOD) == []
    assert problems("csrf=1; SECURE; samesite=STRICT", readable=True) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a=1; HttpOnly; SameSite=Lax", "no Secure"),
        ("a=1; Secure; SameSite=Lax", "no HttpOnly"),
        ("a=1; Secure; HttpOnly", "no SameSite"),
        ("a=1; Secure; HttpOnly; SameSite=Odd", "no SameSite"),
        ("a=1; HttpOnly; SameSite=None", "SameSite=None without Secure"),
        ("__Host-a=1; Secure; HttpOnly; SameSite=Lax; Path=/x", "`__Host-` needs"),
        ("__Host-a=1; Secure; HttpOnly; SameSite=Lax; Path=/; Domain=x", "`__Host-` needs"),
        ("__Secure-a=1; HttpOnly; SameSite=Lax", "`__Secure-` needs"),
    ],
)
def test_what_is_wrong_with_a_cookie(line: str, words: str) -> None:
    assert any(words in problem for problem in problems(line))


async def test_the_facts_tell_all_but_the_value() -> None:
    async with serving({"/": setting(GOOD, "theme=dark; Max-Age=9")}) as server:
        sample = await look_once(
            "cookies",
            {"url": server.url, "names": ["__Host-session"]},
            "names contains 'theme'",
            "cookie.theme.lasting == true",
            "cookie.__Host-session.same_site == 'lax'",
        )
        assert sample.outcome == "ok", sample.detail
        assert "s3cret" not in sample.detail


async def test_every_cookie_that_is_set_is_judged_where_none_is_named() -> None:
    async with serving({"/": setting(GOOD, "theme=dark")}) as server:
        sample = await look_once("cookies", {"url": server.url})
        assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
        assert sample.detail == "theme: no Secure: it travels over plain HTTP too (and 2 more)"


async def test_a_cookie_that_is_not_set_fails_and_nothing_to_judge_is_no_verdict() -> None:
    async with serving({"/": answering()}) as server:
        lacking = await look_once("cookies", {"url": server.url, "names": "session"})
        assert (lacking.outcome, lacking.detail) == ("fail", "session is not set")
        nothing = await look_once("cookies", {"url": server.url})
        assert (nothing.outcome, nothing.reason) == ("error", "inconclusive")


async def test_a_login_that_is_refused_is_told_first() -> None:
    async with serving({"/login": setting(GOOD, status="401 No")}) as server:
        settings: dict[str, object] = {
            "url": f"{server.url}/login",
            "method": "POST",
            "body": "user=a",
        }
        sample = await look_once("cookies", settings)
        assert (sample.outcome, sample.reason) == ("fail", "http.status")
        assert server.heads[0].startswith(b"POST /login")
