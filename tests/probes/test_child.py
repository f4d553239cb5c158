import asyncio
import os
import signal
import sys
from pathlib import Path

import psutil
import pytest

from golive_tui.probes.look.child import Child, Ended
from golive_tui.probes.take import take
from tests.probes.looking import AT, look_once, opened, probe, reach
from tests.support.waiting import dawdle, wait_until, wait_until_async


def gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def pid_in(path: Path) -> int:
    return int(wait_until(lambda: path.exists() and path.read_text().strip()))


STUBBORN = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open(sys.argv[1], "w").write(str(os.getpid()))
print("waiting for the lock", flush=True)
time.sleep(3600)
"""


async def test_a_command_that_hangs_and_ignores_sigterm_is_ended(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    within = reach(2.0)
    sample = await look_once(
        "command", {"run": [sys.executable, "-c", STUBBORN, str(note)]}, within=within
    )
    assert (sample.outcome, sample.reason) == ("fail", "cmd.timeout")
    assert sample.detail.endswith("its last words: waiting for the lock")
    assert gone(pid_in(note))


async def test_sigterm_comes_first(tmp_path: Path) -> None:
    note = tmp_path / "note"
    line = f"trap 'echo bye > {note}; exit 0' TERM; echo x > {note}; while :; do sleep 0.05; done"
    within = reach(2.0)
    sample = await look_once("command", {"run": line, "shell": True}, within=within)
    assert sample.reason == "cmd.timeout"
    assert note.read_text() == "bye\n"


@pytest.mark.parametrize("how", ["", "setsid ", "nohup ", "env -i PATH=$PATH "])
async def test_what_a_command_leaves_behind_is_ended(tmp_path: Path, how: str) -> None:
    note = tmp_path / "pid"
    line = f"{how}sh -c 'echo $$ > {note}; exec sleep 3600' & sleep 0.2; echo done"
    assert (await ended(line)).stdout == b"done\n"
    pid = pid_in(note)
    wait_until(lambda: gone(pid))


async def test_a_command_that_is_called_off_leaves_nothing_behind(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    lookout = opened("command", {"run": [sys.executable, "-c", STUBBORN, str(note)]})
    look = asyncio.create_task(take(lookout, probe("command"), AT, reach()))
    await wait_until_async(lambda: note.exists() and note.read_text())
    look.cancel()
    with pytest.raises(asyncio.CancelledError):
        await look
    assert gone(pid_in(note))
    await lookout.close()


async def test_a_second_call_off_leaves_nothing_behind_either(tmp_path: Path) -> None:
    """As when a loop ends while a look is being called off."""
    note = tmp_path / "pid"
    child = f"{sys.executable} -c '{STUBBORN}' {note}"
    lookout = opened("command", {"run": f"{child} & wait", "shell": True})
    look = asyncio.create_task(lookout.look())
    await wait_until_async(lambda: note.exists() and note.read_text())
    look.cancel()
    await dawdle(0)
    look.cancel()
    with pytest.raises(asyncio.CancelledError):
        await look
    wait_until(lambda: gone(pid_in(note)))


async def test_a_flood_leaves_the_loop_to_others() -> None:
    """What is thrown away is read in sips; in between, the loop turns for everyone else."""
    turns = 0
    lookout = opened("command", {"run": "yes"}, reach(0.5))
    look = asyncio.create_task(take(lookout, probe("command"), AT, reach(0.5)))
    while not look.done():
        await dawdle(0.005)
        turns += 1
    assert look.result().reason == "cmd.timeout"
    assert turns > 10


async def test_others_are_left_alone(tmp_path: Path) -> None:
    """A process of the same user, in another session, without the mark."""
    other = await asyncio.create_subprocess_exec("sleep", "3600", start_new_session=True)
    try:
        assert (await ended("true")).code == 0
        assert other.returncode is None
        assert psutil.pid_exists(other.pid)
        assert not gone(other.pid)
    finally:
        os.kill(other.pid, signal.SIGKILL)
        await other.wait()


async def ended(line: str) -> Ended:
    return await Child(("/bin/sh", "-c", line), "/", {"PATH": os.environ["PATH"]}).end()


async def test_how_a_child_ended_and_what_it_wrote() -> None:
    end = await ended("echo out; echo err >&2; exit 7")
    assert end == Ended(code=7, stdout=b"out\n", stderr=b"err\n", truncated=False)
    assert (await ended("kill -KILL $$")).code == -signal.SIGKILL


async def test_a_child_that_shuts_its_outputs_is_waited_for_all_the_same() -> None:
    assert (await ended("exec >&- 2>&-; sleep 0.2; exit 3")).code == 3


async def test_without_a_process_handle_the_end_is_found_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(pid: int) -> int:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(os, "pidfd_open", refuse)
    assert (await ended("sleep 0.1; exit 5")).code == 5


async def test_a_program_that_is_not_there_leaves_no_child() -> None:
    with pytest.raises(FileNotFoundError):
        Child(("/no/such/program",), "/", {})
