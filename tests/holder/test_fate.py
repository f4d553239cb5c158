import math
import os
import signal
from collections.abc import Iterator

import pytest

from golive_tui.holder import fate as module
from golive_tui.holder.fate import Fate
from golive_tui.holder.processes import Process, process_of
from golive_tui.holder.request import Request
from tests.holder.attempts import request
from tests.support.waiting import wait_until


@pytest.fixture
def child() -> Iterator[Process]:
    pid = os.posix_spawnp("sleep", ["sleep", "60"], os.environ)
    yield process_of(pid)
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


def fate(child: Process, wanted: Request | None = None) -> Fate:
    return Fate(wanted or request("sleep"), child, None, None)


def test_the_end_is_noticed_when_it_is_reaped(child: Process) -> None:
    made = fate(child)
    made.reap()
    assert (made.status, made.exit()) == (None, (None, None))
    os.kill(child.pid, signal.SIGUSR1)

    def reaped() -> bool:
        made.reap()
        return made.status is not None

    wait_until(reaped)
    assert made.exit() == (None, "SIGUSR1")
    assert made.ended.on > made.started.on
    made.reap()


@pytest.mark.parametrize(
    ("status", "told"),
    [(0, (0, None)), (256 * 3, (3, None)), (9, (None, "SIGKILL")), (33, (None, "signal 33"))],
)
def test_exit_codes_and_signals(status: int, told: tuple[int | None, str | None]) -> None:
    made = fate(Process(pid=1, start=1))
    made.status = status
    assert made.exit() == told
    made.not_started = "no such program"
    assert made.exit() == (None, None)


def test_the_time_out_comes_once_and_not_after_the_end(
    child: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = fate(child, request("sleep", timeout=10))
    monkeypatch.setattr(module, "stopwatch", lambda: made.started.on + 9.9)
    made.tick()
    assert (made.timed_out, made.next_at) == (False, made.started.on + 10)
    made.status = 0
    assert made.next_at == math.inf
    made.status = None
    monkeypatch.setattr(module, "stopwatch", lambda: made.started.on + 10)
    monkeypatch.setattr(Fate, "members", lambda self: [])
    made.tick()
    assert (made.timed_out, made.busy, made.next_at) == (True, False, math.inf)


def test_no_time_out_is_never(child: Process) -> None:
    assert fate(child).next_at == math.inf


def test_once_the_end_is_told_the_next_cancel_is_another(child: Process) -> None:
    made = fate(child)
    made.cancel("ana", 3600)
    assert made.busy
    made.forget_ending()
    assert (made.busy, made.cancelled_by) == (False, "")
    made.cancel("ben", 3600)
    assert (made.busy, made.cancelled_by) == (True, "ben")
