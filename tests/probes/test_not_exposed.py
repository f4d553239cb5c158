from pathlib import Path

import pytest

from tests.probes import nginx
from tests.probes.fault_server import Peer, Script, answering, redirecting, serving
from tests.probes.looking import look_once

HTML = {"Content-Type": "text/html; charset=utf-8"}


async def look(scripts: dict[str, Script], *expect: str) -> tuple[str, str | None, str]:
    async with serving(scripts) as server:
        sample = await look_once("not_exposed", {"url": f"{server.url}/app/"}, *expect)
        return sample.outcome, sample.reason, sample.detail


async def page_app(peer: Peer) -> None:
    """One page for every path, with the path in it."""
    while not peer.writer.is_closing():
        head = await peer.reader.readuntil(b"\r\n\r\n")
        path = head.split(b" ")[1]
        page = b"<!doctype html><title>Shop</title>" + b"<p>hello</p>" * 20 + path
        await answering(page, headers=HTML)(peer)


async def test_a_site_that_hides_what_it_should_passes() -> None:
    found = await look(
        {"/metrics": answering(status="403 Forbidden")},
        "soft_404 == false",
        "absent_status == 404",
    )
    assert found[0] == "ok", found


async def test_a_page_app_that_answers_200_to_everything_is_seen_through() -> None:
    async with serving(page_app) as server:
        sample = await look_once("not_exposed", {"url": server.url}, "soft_404 == true")
        assert sample.outcome == "ok", sample.detail


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("/.git/HEAD", b"ref: refs/heads/main\n", "/.git/HEAD (a Git repository)"),
        ("/.env", b"NODE_ENV=production\nJWT_SECRET=s3cret\n", "/.env (settings)"),
        ("/metrics", b"# HELP up Up.\nup 1\n", "/metrics (metrics)"),
        ("/actuator", b'{"_links": {}}', "/actuator (an actuator)"),
        ("/server-status", b"<h1>Apache Server Status for x</h1>", "/server-status (the server's"),
        ("/debug", b"goroutines", "/debug (HTTP 200)"),
        ("/backup.sql", b"x" * 2_000_000, "/backup.sql (a body of more than"),
    ],
)
async def test_what_is_public_is_named(path: str, body: bytes, words: str) -> None:
    outcome, reason, detail = await look({path: answering(body)})
    assert (outcome, reason) == ("fail", "assert.failed")
    assert words in detail
    assert "s3cret" not in detail


async def test_a_signature_counts_also_where_everything_answers_200() -> None:
    async def mixed(peer: Peer) -> None:
        while not peer.writer.is_closing():
            head = await peer.reader.readuntil(b"\r\n\r\n")
            secret = b" /.env " in head
            body = b"DATABASE_URL=postgres://x\n" if secret else b"welcome"
            await answering(body)(peer)

    async with serving(mixed) as server:
        sample = await look_once("not_exposed", {"url": server.url})
        assert sample.detail == "public: /.env (settings)"


async def test_what_says_nothing_is_no_verdict() -> None:
    strange: dict[str, Script] = {
        "/debug": answering(status="500 Oh"),
        "/metrics": redirecting("/login"),
    }
    outcome, reason, detail = await look(strange)
    assert (outcome, reason) == ("error", "inconclusive")
    assert detail == "no telling of /debug (HTTP 500), /metrics (a redirect to /login)"


async def test_a_site_that_sends_all_strangers_to_its_login_hides_all() -> None:
    async def login(peer: Peer) -> None:
        while not peer.writer.is_closing():
            head = await peer.reader.readuntil(b"\r\n\r\n")
            await redirecting(f"/login?next={head.split(b' ')[1].decode()}")(peer)

    async with serving(login) as server:
        sample = await look_once("not_exposed", {"url": server.url})
        assert sample.outcome == "ok", sample.detail


async def test_a_site_that_is_down_hides_nothing() -> None:
    async def down(peer: Peer) -> None:
        await peer.reader.readuntil(b"\r\n\r\n")
        await answering(status="503 Busy")(peer)

    async with serving(down) as server:
        sample = await look_once("not_exposed", {"url": server.url})
        assert (sample.outcome, sample.reason) == ("error", "inconclusive")


@nginx.needed
async def test_nginx_that_serves_its_folder_and_one_that_forbids(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("API_KEY=s3cret\n", encoding="utf-8")
    async with nginx.nginx(tmp_path, "") as port:
        sample = await look_once("not_exposed", {"url": f"http://127.0.0.1:{port}/"})
        assert sample.detail == "public: /.env (settings)"
    async with nginx.nginx(tmp_path, r"location ~ /\. { deny all; }") as port:
        sample = await look_once("not_exposed", {"url": f"http://127.0.0.1:{port}/"})
        assert sample.outcome == "ok", sample.detail
