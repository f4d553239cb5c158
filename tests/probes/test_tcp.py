import asyncio
import contextlib
import errno
import socket
from collections.abc import Callable, Iterator

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from golive_tui.probes.look import dial as dialling
from golive_tui.probes.look.dial import Address
from tests.probes import fault_server as faults
from tests.probes.fault_server import serving
from tests.probes.looking import look_once, opened, reach
from tests.support.waiting import dawdle


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


async def test_a_silent_resolver_is_our_own_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    awake = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: awake.wait())
    before = threading.active_count()
    for _ in range(3):
        sample = await look(80, "filtered", host="slow.example")
        assert (sample.outcome, sample.reason) == ("error", "dns.timeout")
    # One thread hangs, however many looks have waited for it.
    assert threading.active_count() <= before + 1
    awake.set()


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".example"])
async def test_what_is_no_name_is_a_wrong_setting(host: str) -> None:
    sample = await look(80, "open", host=host)
    assert (sample.outcome, sample.reason) == ("error", "config.invalid")


Attempt = Callable[[Address], "asyncio.Future[tuple[socket.socket, str]]"]


async def test_a_dead_address_is_overtaken_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[socket.socket] = []
    real = dialling._connect

    async def connect(address: Address) -> tuple[socket.socket, str]:
        if address.ip == "127.0.0.2":
            await dawdle(faults.FOREVER)
        sock, ip = await real(address)
        made.append(sock)
        return sock, ip

    monkeypatch.setattr(dialling, "_connect", connect)
    async with serving(faults.silence) as server:
        found = [Address(socket.AF_INET, (f"127.0.0.{n}", server.port)) for n in (2, 1)]
        sock, ip = await dialling._first_of(found)
        assert ip == "127.0.0.1"
        sock.close()
        assert made == [sock]


async def test_of_two_that_connect_one_is_kept_and_the_other_hung_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dialling, "HEAD_START", 0)
    made: list[socket.socket] = []
    together = asyncio.Event()
    real = dialling._connect

    async def connect(address: Address) -> tuple[socket.socket, str]:
        sock, ip = await real(address)
        made.append(sock)
        if len(made) == 2:
            together.set()
        await together.wait()
        return sock, ip

    monkeypatch.setattr(dialling, "_connect", connect)
    async with serving(faults.silence) as server:
        found = [Address(socket.AF_INET, (f"127.0.0.{n}", server.port)) for n in (1, 1)]
        sock, _ = await dialling._first_of(found)
        assert sock.fileno() >= 0
        assert [one.fileno() >= 0 for one in made].count(True) == 1
        sock.close()


async def test_the_most_telling_failure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def connect(address: Address) -> tuple[socket.socket, str]:
        code = errno.ENETUNREACH if ":" in address.ip else errno.ECONNREFUSED
        raise OSError(code, str(address))

    monkeypatch.setattr(dialling, "_connect", connect)
    found = [
        Address(socket.AF_INET6, ("2001:db8::1", 80, 0, 0)),
        Address(socket.AF_INET, ("192.0.2.1", 80)),
    ]
    with pytest.raises(ConnectionRefusedError, match=r"192\.0\.2\.1:80"):
        await dialling._first_of(found)
    with pytest.raises(OSError, match=r"\[2001:db8::1\]:80"):
        await dialling._first_of(found[:1] * 2)


@pytest.mark.parametrize(
    "port", ["0", "65536", "http", "8o", "", -1, True, None, "\u0663", "9" * 30]
)
def test_what_is_no_port_is_refused(port: object) -> None:
    with pytest.raises(InputError, match="port"):
        opened("tcp", {"host": "localhost", "port": port})
