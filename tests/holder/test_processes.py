import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui.holder import processes
from golive_tui.holder.processes import (
    Process,
    Seen,
    alive,
    family,
    left,
    marked,
    process_of,
    seen,
    send,
    stopped,
    table,
)
from tests.support.waiting import wait_until

MARK = "GOLIVE_TEST_MARK=1"


@pytest.fixture
def child() -> Iterator["subprocess.Popen[bytes]"]:
    name, _, value = MARK.partition("=")
    with subprocess.Popen(["sleep", "60"], env={**os.environ, name: value}) as process:
        command = Path(f"/proc/{process.pid}/cmdline")
        wait_until(lambda: command.read_bytes().startswith(b"sleep"))
        yield process
        process.kill()


def made(pid: int, parent: int, *, start: int = 0, session: int = 1, ended: bool = False) -> Seen:
    process = Process(pid=pid, start=start or pid)
    return Seen(process=process, parent=parent, session=session, name="x", ended=ended)


def by_pid(*every: Seen) -> dict[int, Seen]:
    return {each.process.pid: each for each in every}


def test_a_process_is_itself_and_no_other(child: "subprocess.Popen[bytes]") -> None:
    process = process_of(child.pid)
    found = seen(child.pid)
    assert found is not None
    assert (found.parent, found.session, found.ended) == (os.getpid(), os.getsid(0), False)
    assert alive(process)
    assert not alive(Process(pid=process.pid, start=process.start + 1))
    assert found == table()[child.pid]


def refuse_looks(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let every look at a process fail with that error."""

    def refused(_path: Path) -> bytes:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "read_bytes", refused)


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOMEM, errno.EIO])
def test_a_look_that_fails_says_nothing_about_a_process(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    me = process_of(os.getpid())
    refuse_looks(monkeypatch, number)
    for ask in (lambda: seen(me.pid), lambda: alive(me), lambda: stopped(me)):
        with pytest.raises(OSError, match=os.strerror(number)):
            ask()


@pytest.mark.parametrize("number", [errno.ENOENT, errno.ESRCH, errno.EACCES, errno.EPERM])
def test_one_that_is_gone_or_hidden_is_none_of_ours(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    me = process_of(os.getpid())
    refuse_looks(monkeypatch, number)
    assert seen(me.pid) is None
    assert not alive(me)


@pytest.mark.parametrize("has_proc", [True, False])
def test_one_that_was_stopped_is_told_from_one_that_runs(
    child: "subprocess.Popen[bytes]", monkeypatch: pytest.MonkeyPatch, has_proc: bool
) -> None:
    if not has_proc:
        monkeypatch.setattr(processes, "_PROC", Path("/nowhere"))
        monkeypatch.setattr(processes, "_has_proc", lambda: False)
    process = process_of(child.pid)
    assert not stopped(process)
    child.send_signal(signal.SIGSTOP)
    wait_until(lambda: stopped(process))
    assert alive(process)
    assert not stopped(Process(pid=process.pid, start=process.start + 1))
    child.send_signal(signal.SIGCONT)
    wait_until(lambda: not stopped(process))


def test_a_zombie_lives_no_more(child: "subprocess.Popen[bytes]") -> None:
    process = process_of(child.pid)
    child.kill()
    wait_until(lambda: not alive(process))
    assert seen(child.pid) is not None  # nobody has buried it yet
    child.wait()
    assert seen(child.pid) is None
    with pytest.raises(ProcessLookupError):
        process_of(child.pid)


def test_a_signal_reaches_the_very_process_only(child: "subprocess.Popen[bytes]") -> None:
    process = process_of(child.pid)
    another = Process(pid=process.pid, start=process.start + 1)
    assert send(another, signal.SIGKILL) == errno.ESRCH
    assert alive(process)
    assert send(process, signal.SIGKILL) == 0
    assert child.wait() == -signal.SIGKILL
    assert send(process, signal.SIGKILL) == errno.ESRCH


def test_a_mark_in_the_environment_is_found(child: "subprocess.Popen[bytes]") -> None:
    assert [each.process.pid for each in marked(table().values(), MARK)] == [child.pid]
    assert not marked(table().values(), MARK + "0")


def test_a_process_is_shown_by_its_command_line(child: "subprocess.Popen[bytes]") -> None:
    found = seen(child.pid)
    assert found is not None
    assert left(found).command == "sleep 60"
    assert left(made(2**22 + 5, 1)).command == "[x]"


def test_a_name_with_brackets_and_spaces_is_read() -> None:
    line = b"7 (a) b (c) S 5 6 4 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 99 1 1"
    found = processes._parsed(7, line)
    assert found == Seen(
        process=Process(pid=7, start=99), parent=5, session=4, name="a) b (c", ended=False
    )
    assert processes._parsed(7, b"") is None


def test_the_family_is_who_descends_from_the_holder_oldest_first() -> None:
    every = by_pid(
        made(1, 0),
        made(10, 1),  # the holder
        made(11, 10, start=50),
        made(12, 11, start=40),
        made(13, 12, start=60, session=13),
        made(14, 10, ended=True),
        made(15, 14, start=70),
        made(20, 1, session=11),
    )
    assert [each.process.pid for each in family(every, 10)] == [12, 11, 13, 15]
    assert [each.process.pid for each in family(every, 10, 11)] == [20, 12, 11, 13, 15]


def test_a_circle_of_parents_ends() -> None:
    every = by_pid(made(10, 12), made(11, 10), made(12, 11))
    assert [each.process.pid for each in family(every, 10)] == [11, 12]


def test_orphans_are_adopted_where_the_system_can() -> None:
    program = "from golive_tui.holder.processes import adopt_orphans; print(adopt_orphans())"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout == "True\n"


def test_without_proc_the_same_is_seen_in_another_way(
    child: "subprocess.Popen[bytes]", monkeypatch: pytest.MonkeyPatch
) -> None:
    here = seen(child.pid)
    assert here is not None
    monkeypatch.setattr(processes, "_has_proc", lambda: False)
    there = table()[child.pid]
    assert (there.parent, there.session, there.ended) == (here.parent, here.session, here.ended)
    monkeypatch.delattr(os, "pidfd_open")
    assert send(process_of(child.pid), signal.SIGKILL) == 0
    assert child.wait() == -signal.SIGKILL
