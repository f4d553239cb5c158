import base64
from collections.abc import AsyncIterator

import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look.http_request import Plan
from tests.probes.fault_server import FaultServer, answering, redirecting, serving
from tests.probes.looking import look_once, opened


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    async with serving({}) as one:
        yield one


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


def plan(url: str, *, method: str = "GET", body: str = "", **headers: str) -> Plan:
    return Plan.read(url=url, method=method, headers=headers, body=body, server_name="")


def test_userinfo_becomes_a_header_and_leaves_the_url() -> None:
    made = plan("https://me:a%2Fb@api.example/x#part")
    assert str(made.url) == "https://api.example/x"
    word = base64.b64encode(b"me:a/b").decode()
    assert made.headers == (("Authorization", f"Basic {word}"),)
    own = plan("https://me:pw@api.example/x", authorization="Bearer t")
    assert own.headers == (("authorization", "Bearer t"),)


def test_the_request_offers_what_can_be_unpacked_and_lets_itself_be_overruled() -> None:
    request = plan("http://api.example:8080/", body="{}", **{"Accept-Encoding": "br"}).request()
    assert request.headers["host"] == "api.example:8080"
    assert request.headers["content-length"] == "2"
    assert request.headers["accept-encoding"] == "br"
    assert request.headers["user-agent"] == "golive"


@pytest.mark.parametrize(
    ("url", "location", "leads_to"),
    [
        ("https://a.example/x/y", "../z?q=1", "https://a.example/z?q=1"),
        ("https://a.example/", "//b.example/", "https://b.example/"),
        ("http://a.example/", "https://a.example/", "https://a.example/"),
        ("https://a.example/", "http://a.example/", "http.downgrade"),
        ("https://a.example/", "javascript:alert(1)", "http.protocol"),
        ("https://a.example/x", "https:", "https://a.example/x"),
        ("https://a.example/", "https://[::1", "http.protocol"),
        ("https://a.example/", "https://me:pw@b.example/", "https://b.example/"),
    ],
)
def test_where_a_redirect_leads(url: str, location: str, leads_to: str) -> None:
    following = plan(url).redirected(302, location)
    assert (following if isinstance(following, str) else str(following.url)) == leads_to


@pytest.mark.parametrize(
    ("url", "location", "kept"),
    [
        ("https://a.example/", "/b", True),
        ("https://a.example/", "https://a.example:443/b", True),
        ("https://a.example/", "https://a.example:444/b", False),
        ("https://a.example/", "https://a.example.evil.example/b", False),
        ("http://a.example/", "https://a.example/", False),
    ],
)
def test_what_is_the_same_origin(url: str, location: str, kept: bool) -> None:
    following = plan(url, **{"X-Token": "t", "Accept": "a/b"}).redirected(302, location)
    assert isinstance(following, Plan)
    assert dict(following.headers) == ({"X-Token": "t"} if kept else {}) | {"Accept": "a/b"}
