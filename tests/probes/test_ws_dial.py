import pytest
from websockets.asyncio.server import ServerConnection

from golive_tui.errors import InputError
from tests.probes import fault_server as faults
from tests.probes.certificates import Authority
from tests.probes.fault_server import serving
from tests.probes.looking import look_once, opened, reach
from tests.probes.ws_peers import listening


async def test_headers_and_origin_are_sent() -> None:
    seen: list[tuple[str | None, str | None]] = []

    async def note(session: ServerConnection) -> None:
        assert session.request is not None
        headers = session.request.headers
        seen.append((headers.get("Authorization"), headers.get("Origin")))
        await session.wait_closed()

    async with listening(note) as peers:
        await look_once(
            "websocket",
            {
                "url": peers.url,
                "headers": {"Authorization": "Bearer abc"},
                "origin": "https://app.example",
            },
        )
    assert seen == [("Bearer abc", "https://app.example")]


@pytest.mark.parametrize("status", ["400 Bad Request", "404 Not Found", "401 Unauthorized"])
async def test_a_rejected_upgrade_tells_the_status(status: str) -> None:
    code = int(status[:3])
    script = faults.answering(b'{"code":0,"message":"Transport unknown"}', status=status)
    async with serving({"/ws": script}) as server:
        sample = await look_once(
            "websocket", {"url": f"ws://127.0.0.1:{server.port}/ws"}, values={"status": "status"}
        )
    assert (sample.outcome, sample.reason) == ("fail", "ws.rejected")
    assert sample.values == {"status": code}
    assert sample.detail.startswith(f"HTTP {code} instead of 101")
    assert "Transport unknown" in sample.detail
    assert ("a Socket.IO server?" in sample.detail) == (code in {400, 404})


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (faults.hang_up, "ws.rejected"),
        (faults.reset, "ws.rejected"),
        (faults.answering(b"hello"), "ws.rejected"),
        (faults.redirecting("wss://elsewhere.example/"), "ws.rejected"),
        (faults.saying(b"SSH-2.0-OpenSSH\r\n"), "ws.rejected"),
        (
            faults.saying(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                b"Connection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n"
            ),
            "ws.rejected",
        ),
        (faults.silence, "http.timeout_first_byte"),
        (faults.drip, "http.timeout_first_byte"),
    ],
)
async def test_each_fault_of_an_upgrade_has_its_reason(script: faults.Script, reason: str) -> None:
    async with serving({"/ws": script}) as server:
        sample = await look_once(
            "websocket", {"url": f"ws://127.0.0.1:{server.port}/ws"}, within=reach(1.0)
        )
    assert (sample.outcome, sample.reason) == ("fail", reason), sample.detail


async def test_a_server_that_only_hangs_up_may_be_socketio() -> None:
    async with serving({"/ws": faults.hang_up}) as server:
        sample = await look_once("websocket", {"url": f"ws://127.0.0.1:{server.port}/ws"})
    assert "hung up without an answer; a Socket.IO server?" in sample.detail


async def test_wss_verifies_the_certificate(tmp_path_factory: pytest.TempPathFactory) -> None:
    authority = Authority(tmp_path_factory.mktemp("wss"))
    async with listening(ssl=authority.server()) as peers:
        url = peers.url.replace("ws://127.0.0.1", "wss://localhost")
        good = await look_once("websocket", {"url": url, "ca": authority.pem})
        assert good.outcome == "ok", good.detail
        assert {"dns", "connect", "tls", "upgrade", "ping"} == set(good.phases)
        bad = await look_once("websocket", {"url": url})
        assert (bad.outcome, bad.reason) == ("fail", "tls.chain_incomplete"), bad.detail


@pytest.mark.parametrize(
    "settings",
    [
        {"url": "http://example.com"},
        {"url": "ws://"},
        {"url": "wss://example.com", "ca": "nowhere.pem"},
        {"url": "ws://example.com", "headers": {"X": "a\r\nb"}},
        {},
    ],
)
def test_settings_that_make_no_session_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("websocket", settings)
