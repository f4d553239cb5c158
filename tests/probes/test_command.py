import asyncio
import os
import signal
import sys
from pathlib import Path

import psutil
import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from golive_tui.probes.take import take
from tests.probes.looking import AT, look_once, opened, probe, reach
from tests.support.waiting import dawdle, wait_until, wait_until_async


async def run(*argv: str, expect: tuple[str, ...] = (), **settings: object) -> Sample:
    return await look_once("command", {"run": list(argv), **settings}, *expect)


async def shell(line: str, *expect: str, **settings: object) -> Sample:
    return await look_once("command", {"run": line, "shell": True, **settings}, *expect)


async def test_the_facts_of_a_command() -> None:
    sample = await look_once(
        "command",
        {"run": "echo one; echo two; echo oh >&2", "shell": True},
        "exit == 0",
        "stdout contains 'two'",
        "stderr contains 'oh'",
        "lines.1 == 'two'",
        "not lines.2 exists",
        "truncated == false",
        "time < 20s",
        values={"took": "time"},
    )
    assert sample.outcome == "ok", sample.detail
    assert sample.latency == sample.values["took"]


async def test_json_on_stdout_is_read() -> None:
    line = """echo '{"depth": 7, "queues": [{"name": "mail"}]}'"""
    sample = await shell(line, "json.depth < 10", "json.queues.0.name == 'mail'")
    assert sample.outcome == "ok", sample.detail
    sample = await shell("echo hello", "json.depth < 10")
    assert sample.reason == "assert.missing_value"
    assert "no JSON" in sample.detail


async def test_an_exit_status_fails_with_its_last_words_unless_it_is_asked_for() -> None:
    sample = await shell("echo first; echo 'queue is full' >&2; exit 3")
    assert (sample.outcome, sample.reason) == ("fail", "cmd.exit")
    assert sample.detail == "exit 3: queue is full"
    assert (await shell("exit 3", "exit == 3")).outcome == "ok"


async def test_no_shell_reads_the_arguments() -> None:
    sample = await run("echo", "$HOME; ls *", expect=("stdout contains '$HOME; ls *'",))
    assert sample.outcome == "ok", sample.detail


async def test_a_signal_is_told_by_name() -> None:
    sample = await shell("kill -TERM $$", "exit == 0")
    assert (sample.outcome, sample.reason) == ("fail", "cmd.signal")
    assert sample.detail == "ended by SIGTERM"


async def test_a_program_that_is_not_there_is_our_own_trouble(tmp_path: Path) -> None:
    missing = await run("no-such-program")
    assert (missing.outcome, missing.reason) == ("error", "cmd.not_found")
    in_a_shell = await shell("no-such-program")
    assert (in_a_shell.outcome, in_a_shell.reason) == ("error", "cmd.not_found")
    script = tmp_path / "script.sh"
    script.write_text("#!/bin/sh\n")
    denied = await run(str(script))
    assert (denied.outcome, denied.reason) == ("error", "cmd.denied")
    script.write_text("no program at all")
    script.chmod(0o755)
    odd = await run(str(script))
    assert (odd.outcome, odd.reason) == ("error", "cmd.denied")


async def test_it_runs_in_the_launch_directory_or_below(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    within = reach(directory=str(tmp_path))
    for cwd, name in (("", tmp_path.name), ("below", "below")):
        sample = await look_once(
            "command", {"run": "pwd", "cwd": cwd}, f"stdout matches '{name}\\s*$'", within=within
        )
        assert sample.outcome == "ok", sample.detail
    sample = await look_once("command", {"run": "pwd", "cwd": "nowhere"}, within=within)
    assert (sample.outcome, sample.reason) == ("error", "config.invalid")


async def test_nothing_of_our_environment_is_passed_on_but_the_harmless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://root:secret@db")
    sample = await look_once(
        "command",
        {"run": "env", "env": {"QUEUE": "mail"}},
        "stdout contains 'QUEUE=mail'",
        "stdout contains 'PATH='",
        "not stdout contains 'DATABASE_URL'",
    )
    assert sample.outcome == "ok", sample.detail


async def test_a_flood_of_output_is_cut_and_never_blocks_the_command() -> None:
    line = "head -c 3000000 /dev/zero | tr '\\0' x; echo done >&2"
    sample = await shell(line, "truncated == true", "stderr contains 'done'", "exit == 0")
    assert sample.outcome == "ok", sample.detail


async def test_stdin_is_empty() -> None:
    assert (await run("cat", expect=("stdout == ''",))).outcome == "ok"


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
    sample = await shell(line, "stdout contains 'done'")
    assert sample.outcome == "ok", sample.detail
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
        assert (await run("true")).outcome == "ok"
        assert other.returncode is None
        assert psutil.pid_exists(other.pid)
        assert not gone(other.pid)
    finally:
        os.kill(other.pid, signal.SIGKILL)
        await other.wait()


@pytest.mark.parametrize(
    "settings",
    [
        {"run": []},
        {"run": [""]},
        {"run": ["a", "b"], "shell": True},
        {"run": ["a\0b"]},
        {"run": "a", "env": {"A=B": "c"}},
        {"run": "a", "env": {"A": 5}},
        {},
    ],
)
def test_settings_that_make_no_command_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("command", settings)
