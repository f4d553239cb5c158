"""What every kind keeps to, under every fault: the contract of `take` and of a lookout.

It is done in time; it gives a reason of the closed list; it leaves no task, socket or child
behind; it survives being called off at any moment; and nothing hostile or secret gets through.
"""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from golive_tui.launch.samples import REASONS, Sample
from golive_tui.probes.all_kinds import KINDS
from golive_tui.probes.kind import Lookout, Reach
from golive_tui.probes.take import GRACE, take
from tests.probes import dns_stub
from tests.probes import fault_server as faults
from tests.probes.fault_server import HOSTILE, SECRET, serving
from tests.probes.looking import AT, enough_for, opened, probe, reach
from tests.support.waiting import dawdle, wait_until, wait_until_async

DEADLINE = 0.2
PATIENCE = 20.0
"""Far beyond the deadline: a busy machine is no fault, a look that never ends is one."""

Settings = dict[str, object]
World = Callable[[], contextlib.AbstractAsyncContextManager[Settings]]


@dataclass(frozen=True)
class Case:
    """A kind, and a world in which its look meets a fault."""

    kind: str
    name: str
    world: World

    def __str__(self) -> str:
        return f"{self.kind}-{self.name}"


def over_tcp(script: faults.Script | dict[str, faults.Script], settings: str | Settings) -> World:
    """A world with a server; PORT in the settings' texts is its port."""

    @contextlib.asynccontextmanager
    async def world() -> AsyncIterator[Settings]:
        async with serving(script) as server:
            yield _filled(settings, server.port)

    return world


def over_udp(respond: dns_stub.Respond) -> World:
    @contextlib.asynccontextmanager
    async def world() -> AsyncIterator[Settings]:
        async with dns_stub.name_server(respond) as stub:
            yield {"name": "api.example", "servers": [stub.address]}

    return world


def fixed(settings: Settings) -> World:
    @contextlib.asynccontextmanager
    async def world() -> AsyncIterator[Settings]:
        yield settings

    return world


def _filled(settings: str | Settings, port: int) -> Settings:
    if not isinstance(settings, str):
        return {key: _with_port(value, port) for key, value in settings.items()}
    given = dict(part.split("=", 1) for part in settings.split(" "))
    filled: Settings = {key: value.replace("PORT", str(port)) for key, value in given.items()}
    if "servers" in filled:
        filled["tcp"] = True
    return filled


def _with_port(value: object, port: int) -> object:
    if isinstance(value, str):
        return value.replace("PORT", str(port))
    if isinstance(value, dict):
        return {key: _with_port(inner, port) for key, inner in value.items()}
    return [_with_port(inner, port) for inner in value] if isinstance(value, list) else value


PEERS: dict[str, faults.Script] = {
    "silence": faults.silence,
    "reset": faults.reset,
    "hang-up": faults.hang_up,
    "flood": faults.flood,
    "drip": faults.drip,
    "drip-body": faults.drip_body,
    "endless-body": faults.endless_body,
    "hostile-http": faults.answering(
        HOSTILE.encode(), status="503 \x1b[31mNo", headers={"Content-Type": "text/plain"}
    ),
    "hostile-bytes": faults.saying(HOSTILE.encode() * 50),
    "hostile-reset": faults.reset_in_body,
    "bomb": faults.bomb(),
    "bad-utf-8": faults.answering(b"\xff\xfe\xed\xa0\x80", status="500 Oh"),
    "huge-header": faults.saying(b"HTTP/1.1 200 OK\r\nX: " + b"z" * 1_000_000),
    "loop": faults.redirecting("/"),
}

OF_HTTP: dict[str, str | Settings] = {
    "redirect": "url=http://127.0.0.1:PORT/ to=http://127.0.0.1:PORT/there",
    "cdn": "url=http://127.0.0.1:PORT/",
    "cors": "url=http://127.0.0.1:PORT/ origin=https://app.example",
    "security_headers": "url=http://127.0.0.1:PORT/",
    "cookies": "url=http://127.0.0.1:PORT/",
    "rate_limit": {"url": "http://127.0.0.1:PORT/", "armed": True, "requests": 20},
    "auth_required": {"urls": ["http://127.0.0.1:PORT/"], "headers": {"X-Key": SECRET}},
    "not_exposed": "url=http://127.0.0.1:PORT/",
    "version": "url=http://127.0.0.1:PORT/",
    "health_deep": {"url": "http://127.0.0.1:PORT/", "components": {"db": "json.db"}},
    "flow": {
        "steps": [
            {"name": "login", "url": "http://127.0.0.1:PORT/", "save": {"token": "json.token"}},
            {"name": "out", "url": "http://127.0.0.1:PORT/", "always": True},
        ]
    },
    "frontend": {"url": "http://127.0.0.1:PORT/", "api": "https://api.example"},
}
"""Kinds of many requests, each to the same peer."""

OVER_TCP: dict[str, str | Settings] = {
    "http": "url=http://127.0.0.1:PORT/",
    "websocket": "url=ws://127.0.0.1:PORT/",
    "socketio": "url=http://127.0.0.1:PORT path=/",
    "tls": "host=127.0.0.1 port=PORT",
    "tls_policy": "host=127.0.0.1 port=PORT",
    "tcp": "host=127.0.0.1 port=PORT state=closed",
    "dns": "name=api.example servers=127.0.0.1:PORT",
    "postgres": f"dsn=postgresql://someone:{SECRET}@127.0.0.1:PORT/shop",
    "redis": f"url=redis://:{SECRET}@127.0.0.1:PORT/0",
    **OF_HTTP,
    "ws_upgrade": "url=ws://127.0.0.1:PORT/ origin=https://app.example",
    "prometheus": "url=http://127.0.0.1:PORT/ query=up",
    "backup": {"url": "http://127.0.0.1:PORT/", "max_age": 60.0},
    "business": "source=json url=http://127.0.0.1:PORT/",
    "metrics": {"url": "http://127.0.0.1:PORT/", "gauge": {"up": "up"}},
}

SCRIPTS = {
    "hangs": "sleep 3600",
    "ignores": "trap '' TERM; while :; do sleep 0.05; done",
    "forks": "sleep 3600 & sleep 3600 & wait",
    "daemon": "setsid sleep 3600 & echo started",
    "floods": "yes",
    "floods-stderr": "yes >&2",
    "fails": f"printf '%s' '{SECRET}' >&2; exit 3",
    "hostile": f"printf '\\033]0;pwned\\007{SECRET}\\033[2J'; exit 1",
    "dies": "kill -9 $$",
    "closes": "exec >&- 2>&-; sleep 3600",
}

CASES = [
    *(
        Case(kind, name, over_tcp(script, settings))
        for kind, settings in OVER_TCP.items()
        for name, script in PEERS.items()
    ),
    # The same peers behind an HTTP server that first reads the request as it should.
    *(
        Case("http", f"{name}-by-path", over_tcp({"/": script}, OVER_TCP["http"]))
        for name, script in PEERS.items()
    ),
    *(
        Case(kind, f"{name}-by-path", over_tcp({"/": script}, OVER_TCP[kind]))
        for kind in OF_HTTP
        if kind != "not_exposed"  # it never asks for /, and a 404 is what it wants to see
        for name, script in PEERS.items()
        if name not in {"silence", "reset", "hang-up", "flood"}  # as they come in: above
    ),
    *(
        Case(kind, f"{name}-by-path", over_tcp({path: script}, OVER_TCP[kind]))
        for kind, path in (
            ("websocket", "/"),
            ("socketio", "/?EIO=4&transport=websocket"),
            ("ws_upgrade", "/"),
        )
        for name, script in PEERS.items()
    ),
    *(
        Case("dns", name, over_udp(respond))
        for name, respond in {
            "udp-silent": dns_stub.silent,
            "udp-truncated": dns_stub.truncated,
            "udp-nxdomain": dns_stub.answering(rcode="NXDOMAIN"),
            "udp-forged": dns_stub.forged_first(dns_stub.silent),
            "udp-hostile": dns_stub.answering(f'TXT "\\027[2J{SECRET}"', rcode="SERVFAIL"),
        }.items()
    ),
    *(Case("command", name, fixed({"run": line, "shell": True})) for name, line in SCRIPTS.items()),
    Case("command", "not-there", fixed({"run": ["no-such-program"]})),
    *(
        Case(kind, path.strip("/").replace("/", "-") or "root", fixed({"file": path}))
        for kind in ("load_report", "scan_report", "test_report")
        for path in ("/no/such/report.json", "/", "/dev/zero", "/proc/self/mem", "/etc/passwd")
    ),
    *(
        Case("file", name, fixed({"path": path, "contains": ["x"]}))
        for name, path in {
            "not-there": "/no/such/file",
            "folder": "/",
            "endless": "/dev/zero",
            "memory": "/proc/self/mem",
            "hostile": f"/{HOSTILE}",
        }.items()
    ),
    *(
        Case("env", name, fixed({"names": ["A"], "run": ["/bin/sh", "-c", line]}))
        for name, line in SCRIPTS.items()
    ),
    Case("env", "not-there", fixed({"names": ["A"], "run": ["no-such-program"]})),
    Case("env", "endless-file", fixed({"names": ["A"], "file": "/dev/zero"})),
    Case("env", "unset", fixed({"names": ["GOLIVE_UNSET", HOSTILE]})),
    Case("secret", "weak", fixed({"value": SECRET, "min_entropy": 1000})),
    Case("secret", "hostile", fixed({"value": HOSTILE, "min_entropy": 9999})),
    Case("host", "nowhere", fixed({"disks": ["/no/such/folder"]})),
    Case("host", "well", fixed({})),
]

WELL = {"host-well", "command-daemon", "not_exposed-loop"}
"""Cases in which the look itself succeeds: they are here for what they leave behind."""


def test_every_kind_is_put_to_the_test() -> None:
    assert {case.kind for case in CASES} == set(KINDS)


@dataclass(frozen=True)
class Left:
    """What this process holds: tasks, descriptors (of sockets, mostly) and children."""

    tasks: int
    descriptors: int
    children: frozenset[int]

    @classmethod
    def now(cls) -> "Left":
        return cls(
            tasks=len(asyncio.all_tasks()),
            descriptors=len(list(Path("/proc/self/fd").iterdir())),
            children=frozenset(pid for pid in _children() if _is_alive(pid)),
        )

    def is_back(self) -> bool:
        now = Left.now()
        return (
            now.tasks <= self.tasks
            and now.descriptors <= self.descriptors
            and now.children <= self.children
        )


def _children() -> list[int]:
    """All below this process, as the kernel lists them: psutil would read every process of the
    machine, a hundred times as long."""
    found, parents = list[int](), [os.getpid()]
    while parents:
        tasks = Path(f"/proc/{parents.pop()}/task")
        for task in tasks.iterdir() if tasks.exists() else ():
            with contextlib.suppress(OSError):
                children = [int(pid) for pid in (task / "children").read_text().split()]
                found += children
                parents += children
    return found


def _is_alive(pid: int) -> bool:
    """Whether it runs: what has ended and is not reaped yet holds nothing."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextlib.asynccontextmanager
async def leaving_nothing() -> AsyncIterator[None]:
    await dawdle(0)
    before = Left.now()
    yield
    await wait_until_async(before.is_back)


def within(deadline: float = DEADLINE) -> Reach:
    return reach(deadline, secrets=(SECRET,), armed=True)


async def looked(lookout: Lookout, case: Case, limits: Reach) -> Sample:
    async with asyncio.timeout(PATIENCE):
        return await take(lookout, probe(case.kind), AT, limits)


def assert_fit(sample: Sample) -> None:
    """Fit to be stored and shown: a reason of the list, and a harmless line without secrets."""
    if sample.outcome == "ok":
        assert sample.reason is None
    else:
        assert sample.reason in REASONS
        assert sample.reason != "probe.bug", sample.detail
        assert sample.detail
    assert SECRET not in sample.detail
    assert len(sample.detail) <= 300
    assert all(char.isprintable() for char in sample.detail), ascii(sample.detail)
    assert "\u202e" not in sample.detail


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_under_every_fault_a_look_ends_with_a_reason_and_leaves_nothing(case: Case) -> None:
    async with leaving_nothing(), case.world() as settings:
        well = str(case) in WELL
        limits = within(PATIENCE if well else DEADLINE)
        lookout = opened(case.kind, settings, limits)
        for _ in range(2):
            sample = await looked(lookout, case, limits)
            assert_fit(sample)
            assert (sample.outcome == "ok") == well, sample
        async with asyncio.timeout(PATIENCE):
            await lookout.close()


@pytest.mark.parametrize("moment", [0.0, 0.01, 0.1])
@pytest.mark.parametrize("case", CASES[::4], ids=str)
async def test_a_look_may_be_called_off_at_any_moment(case: Case, moment: float) -> None:
    async with leaving_nothing(), case.world() as settings:
        limits = within(PATIENCE)
        lookout = opened(case.kind, settings, limits)
        look = asyncio.create_task(looked(lookout, case, limits))
        await asyncio.wait({look}, timeout=moment)
        look.cancel()
        await asyncio.wait({look}, timeout=PATIENCE)
        assert look.done()
        if not look.cancelled():
            assert_fit(look.result())
        async with asyncio.timeout(PATIENCE):
            await lookout.close()


@pytest.mark.parametrize("kind", [kind for kind in OVER_TCP if kind != "tcp"])
async def test_a_lookout_goes_on_after_a_look_was_called_off(kind: str) -> None:
    """What one look leaves undone must not spoil the next: same peer, same reason, each time."""
    async with leaving_nothing(), over_tcp(faults.silence, OVER_TCP[kind])() as settings:
        limits = within(0.1)
        lookout = opened(kind, settings, limits)
        reasons = {
            (await looked(lookout, Case(kind, "", fixed({})), limits)).reason for _ in range(3)
        }
        assert len(reasons) == 1
        await lookout.close()


@pytest.mark.parametrize("kind", KINDS)
async def test_what_was_never_used_closes_too(kind: str) -> None:
    async with leaving_nothing():
        lookout = opened(kind, enough_for(kind))
        await lookout.close()
        await lookout.close()


def test_a_loop_that_ends_in_the_middle_of_looks_leaves_no_child() -> None:
    """As when the engine stops: everything is cancelled at once, and waited for."""

    async def engine() -> None:
        limits = within(PATIENCE)
        for line in ("sleep 3600", "trap '' TERM; while :; do sleep 0.05; done"):
            lookout = opened("command", {"run": line, "shell": True}, limits)
            task = asyncio.create_task(take(lookout, probe("command"), AT, limits))
            kept.add(task)
        await wait_until_async(
            lambda: len(psutil.Process().children(recursive=True)) > len(before) + 1
        )

    kept: set[asyncio.Task[Sample]] = set()
    before = psutil.Process().children(recursive=True)
    asyncio.run(engine())
    wait_until(
        lambda: (
            [
                child
                for child in psutil.Process().children(recursive=True)
                if child.status() != psutil.STATUS_ZOMBIE
            ]
            == [child for child in before if child.is_running()]
        )
    )


def test_the_grace_is_enough_for_a_stubborn_child() -> None:
    from golive_tui.probes.look.child import MANNERS

    assert MANNERS < GRACE / 2
