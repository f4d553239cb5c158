import asyncio
import errno
import socket
import threading

import pytest

from golive_tui.probes.look import dial as dialling
from golive_tui.probes.look.dial import Address, dial, is_ip, resolve
from golive_tui.probes.look.stages import Stages
from tests.probes import fault_server as faults
from tests.probes.fault_server import serving
from tests.probes.looking import look_once, reach
from tests.support.waiting import dawdle, wait_until


async def test_a_silent_resolver_is_our_own_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    awake = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: awake.wait())
    before = threading.active_count()
    for _ in range(3):
        sample = await look_once(
            "tcp",
            {"host": "slow.example", "port": 80, "state": "filtered"},
            within=reach(0.3),
        )
        assert (sample.outcome, sample.reason) == ("error", "dns.timeout")
    # One thread hangs, however many looks have waited for it.
    assert threading.active_count() <= before + 1
    awake.set()


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
    ("host", "yes"),
    [
        ("192.0.2.1", True),
        ("2001:db8::1", True),
        ("fe80::1%eth0", True),
        ("localhost", False),
        ("", False),
    ],
)
def test_what_is_an_address(host: str, yes: bool) -> None:
    assert is_ip(host) is yes


def test_an_address_is_written_as_people_write_it() -> None:
    assert str(Address(socket.AF_INET, ("192.0.2.1", 80))) == "192.0.2.1:80"
    assert str(Address(socket.AF_INET6, ("2001:db8::1", 80, 0, 0))) == "[2001:db8::1]:80"


async def test_a_line_knows_its_address_and_an_address_needs_no_resolver() -> None:
    async with serving(faults.silence) as server:
        for host, stage in (("127.0.0.1", {"connect"}), ("localhost", {"dns", "connect"})):
            stages = Stages()
            line = await dial(host, server.port, stages)
            assert set(stages.seconds) == stage
            assert line.ip == stages.ip
            line.close()


async def test_who_asks_for_the_same_name_waits_for_the_same_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    awake = threading.Event()

    def look_up(host: str, port: int, **options: object) -> list[object]:
        asked.append(host)
        awake.wait()
        return [(socket.AF_INET, 1, 6, "", ("192.0.2.1", port))] * 2

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    looks = [asyncio.create_task(resolve("a.example", 80)) for _ in range(3)]
    await dawdle(0)
    looks[0].cancel()
    awake.set()
    found = await asyncio.gather(*looks, return_exceptions=True)
    assert isinstance(found[0], asyncio.CancelledError)
    assert found[1] == found[2] == [Address(socket.AF_INET, ("192.0.2.1", 80))]
    assert asked == ["a.example"]
    wait_until(lambda: not dialling._asked)
