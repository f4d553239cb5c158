import contextlib
import socket
from collections.abc import Iterator

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from tests.probes import fault_server as faults
from tests.probes.fault_server import serving
from tests.probes.looking import look_once, opened, reach


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return int(sock.getsockname()[1])


@pytest.fixture
def full_port() -> Iterator[int]:
    """A port whose queue is full: it answers no further SYN, like one behind a filter."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            filler = stack.enter_context(socket.socket())
            filler.settimeout(0)
            filler.connect_ex(listener.getsockname())
        yield int(listener.getsockname()[1])


async def look(port: int, state: str, host: str = "127.0.0.1") -> Sample:
    return await look_once(
        "tcp",
        {"host": host, "port": port, "state": state},
        f"state == '{state}'",
        within=reach(0.5),
    )


async def test_an_open_port() -> None:
    async with serving(faults.silence) as server:
        sample = await look_once(
            "tcp",
            {"host": "localhost", "port": f"{server.port}"},
            "connect_seconds < 20s",
            "ip exists",
        )
        assert sample.outcome == "ok", sample.detail
        assert set(sample.phases) == {"dns", "connect"}
        assert sample.latency == sample.phases["connect"]
        shut = await look(server.port, "closed")
        assert (shut.outcome, shut.reason) == ("fail", "assert.failed")
        assert shut.detail == "127.0.0.1 accepts connections; it must be closed"


async def test_a_closed_port_is_refused(closed_port: int) -> None:
    assert (await look(closed_port, "closed")).outcome == "ok"
    for state in ("open", "filtered"):
        sample = await look(closed_port, state)
        assert (sample.outcome, sample.reason) == ("fail", "tcp.refused")
        assert sample.detail == (f"127.0.0.1:{closed_port}: connection refused; it must be {state}")


async def test_a_filtered_port_is_silent(full_port: int) -> None:
    filtered = await look(full_port, "filtered")
    assert filtered.outcome == "ok", filtered.detail
    for state in ("open", "closed"):
        sample = await look(full_port, state)
        assert (sample.outcome, sample.reason) == ("fail", "tcp.timeout")


@pytest.mark.parametrize(
    ("error", "outcome", "reason"),
    [
        (socket.gaierror(socket.EAI_NONAME, "not known"), "fail", "dns.nxdomain"),
        (socket.gaierror(socket.EAI_NODATA, "no address"), "fail", "dns.no_address"),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), "error", "dns.servfail"),
    ],
)
@pytest.mark.parametrize("state", ["open", "closed", "filtered"])
async def test_a_name_that_does_not_resolve_is_in_no_state(
    monkeypatch: pytest.MonkeyPatch, state: str, error: OSError, outcome: str, reason: str
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    sample = await look(80, state, host="nowhere.example")
    assert (sample.outcome, sample.reason) == (outcome, reason)
    assert "nowhere.example" in sample.detail


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".example"])
async def test_what_is_no_name_is_a_wrong_setting(host: str) -> None:
    sample = await look(80, "open", host=host)
    assert (sample.outcome, sample.reason) == ("error", "config.invalid")


@pytest.mark.parametrize(
    "port", ["0", "65536", "http", "8o", "", -1, True, None, "\u0663", "9" * 30]
)
def test_what_is_no_port_is_refused(port: object) -> None:
    with pytest.raises(InputError, match="port"):
        opened("tcp", {"host": "localhost", "port": port})


async def test_shut_is_closed_or_filtered_and_never_open() -> None:
    async with serving(faults.silence) as server:
        settings: dict[str, object] = {"host": "127.0.0.1", "port": server.port, "state": "shut"}
        sample = await look_once("tcp", settings)
        assert (sample.outcome, sample.detail.endswith("it must be shut")) == ("fail", True)
    assert (await look_once("tcp", settings, "state == 'closed'")).outcome == "ok"
