"""Real commands under real holders: how they end, and what is told of it."""

import hashlib
import os
import signal
import subprocess
from pathlib import Path

import pytest

from golive_tui.holder.place import Place
from golive_tui.holder.processes import Process, alive, process_of
from golive_tui.holder.request import Secrets
from golive_tui.holder.result import Result
from golive_tui.holder.start import prepare
from tests.holder.attempts import (
    PYTHON,
    begun,
    ended,
    holder_gone,
    holder_pid,
    ran,
    request,
    running,
    sh,
    wrote,
)
from tests.holder.saying import ask, cancel, type_in
from tests.support.waiting import wait_until

BOTH = pytest.mark.parametrize("pty", [True, False], ids=["terminal", "pipes"])


@BOTH
@pytest.mark.parametrize("code", [0, 1, 42, 255])
def test_an_exit_code_is_told(steps: Path, pty: bool, code: int) -> None:
    result, output = ran(steps, sh(f"echo bye; exit {code}", pty=pty))
    assert (result.exit_code, result.signal, output) == (code, None, b"bye\n")
    assert result.sha256 == hashlib.sha256(output).hexdigest()
    assert (result.size, result.lost_bytes, result.holder_version) == (4, 0, "1.2.3")
    assert result.duration > 0
    assert result.started_at < result.ended_at
    assert not result.survivors + result.left_running


@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGSEGV", "SIGHUP"])
def test_a_signal_is_told_by_its_name(steps: Path, name: str) -> None:
    line = f"ulimit -c 0; kill -{name[3:]} $$; sleep 60"
    result, _ = ran(steps, sh(line))
    assert (result.exit_code, result.signal) == (None, name)
    assert not result.cancelled_by


def test_a_command_gets_its_environment_and_nothing_of_ours(
    steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAUNCH_SECRET", "not for steps")
    wanted = request("env", env={"NODE_ENV": "production"}, pty=False)
    _, output = ran(steps, wanted, Secrets(env={"TOKEN": "t-1"}))
    got = dict(line.split("=", 1) for line in output.decode().splitlines())
    own = {"GOLIVE_ATTEMPT": wanted.attempt, "GOLIVE_ATTEMPT_FOLDER": str(steps / wanted.attempt)}
    assert got == {**wanted.env, "TOKEN": "t-1", **own}


def test_a_command_stands_in_its_directory(steps: Path, tmp_path: Path) -> None:
    _, output = ran(steps, request("pwd", cwd=str(tmp_path)))
    assert output.decode().strip() == str(tmp_path)


def test_signals_that_the_holder_ignores_are_not_ignored_by_the_command(steps: Path) -> None:
    line = "grep -E 'Sig(Blk|Ign)' /proc/self/status"
    _, output = ran(steps, sh(line))
    ordinary = (1 << 31) - 1  # 32 and 33 are the C library's own: posix_spawn(3) ignores them
    assert [int(row.split()[1], 16) & ordinary for row in output.splitlines()] == [0, 0]


def test_no_descriptor_of_the_holder_reaches_the_command(steps: Path) -> None:
    _, output = ran(steps, request("ls", "/proc/self/fd", pty=False))
    assert output.split() == [b"0", b"1", b"2", b"3"]  # the last is the folder that ls reads


def test_a_command_that_ends_in_the_middle_of_a_line_and_of_a_character(steps: Path) -> None:
    result, output = ran(steps, sh(r"printf 'ok \377\376 \342\202'"))
    assert output == b"ok \xff\xfe \xe2\x82"
    assert result.exit_code == 0


def test_50_mb_come_through_whole(steps: Path) -> None:
    line = "yes 'a line of output that is neither short nor long' | head -c 50000000"
    place = begun(steps, sh(line))
    result = ended(place)
    assert (result.exit_code, result.size, result.lost_bytes) == (0, 50_000_000, 0)
    with place.transcript.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == result.sha256


def test_a_time_out_ends_the_command_and_is_told(steps: Path) -> None:
    result, output = ran(steps, sh("echo up; exec sleep 60", timeout=0.3))
    assert result.timed_out
    assert (result.signal, result.cancelled_by, output) == ("SIGTERM", "", b"up\n")
    assert result.duration >= 0.3


STUBBORN = "trap '' TERM HUP INT; echo up; while :; do sleep 60; done"


def test_what_ignores_sigterm_is_killed_after_the_grace(steps: Path) -> None:
    result, _ = ran(steps, sh(STUBBORN, timeout=0.2, grace=0.2))
    assert (result.timed_out, result.signal, result.survivors) == (True, "SIGKILL", ())


def tree(tmp_path: Path) -> tuple[str, list[Path]]:
    """A line that starts a child, one in a session of its own, and one that forked twice, each of
    which writes its pid; and the files with those pids."""
    files = [tmp_path / name for name in ("plain", "session", "daemon", "shell")]
    plain, session, daemon, shell = files
    nap = "exec sleep 60"
    line = f"""
        sh -c 'echo $$ >{plain}; {nap}' &
        setsid sh -c 'echo $$ >{session}; {nap}' </dev/null >/dev/null 2>&1 &
        sh -c 'setsid sh -c "echo \\$\\$ >{daemon}; {nap}" </dev/null >/dev/null 2>&1 &'
        echo $$ >{shell}; echo ready; wait; wait; sleep 60"""
    return line, files


def members(files: list[Path]) -> list[Process]:
    wait_until(lambda: all(file.exists() and file.read_text().strip() for file in files))
    return [process_of(int(file.read_text())) for file in files]


@BOTH
def test_cancel_ends_the_whole_tree_also_who_left_the_session(
    steps: Path, tmp_path: Path, pty: bool
) -> None:
    line, files = tree(tmp_path)
    place = begun(steps, sh(line, pty=pty))
    everyone = members(files)
    cancel(running(place), by="ana")
    result = ended(place)
    assert [alive(each) for each in everyone] == [False] * 4
    assert (result.cancelled_by, result.signal, result.survivors) == ("ana", "SIGTERM", ())


def test_a_second_cancel_hastens_the_first(steps: Path) -> None:
    place = begun(steps, sh(STUBBORN, grace=3600))
    wrote(place, b"up")
    cancel(running(place), by="ana")
    cancel(running(place), by="ben", grace=0)
    result = ended(place)
    assert (result.cancelled_by, result.signal) == ("ana", "SIGKILL")


def test_a_stopped_command_can_be_cancelled(steps: Path) -> None:
    place = begun(steps, sh("echo up; kill -STOP $$; sleep 60"))
    wrote(place, b"up")
    cancel(running(place), by="ana")
    assert ended(place).signal == "SIGTERM"


def test_sigterm_to_the_holder_is_a_cancel(steps: Path) -> None:
    place = begun(steps, request("sleep", "60"))
    os.kill(holder_pid(place), signal.SIGTERM)
    result = ended(place)
    assert (result.signal, result.cancelled_by) == ("SIGTERM", "SIGTERM to the holder")


def test_what_a_terminal_sends_does_not_reach_the_holder(steps: Path) -> None:
    place = begun(steps, sh("echo up; sleep 0.3; echo done"))
    pid = holder_pid(place)
    assert os.getsid(pid) not in {os.getsid(0), os.getpid()}
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        os.killpg(os.getsid(pid), number)
    assert ended(place).exit_code == 0
    assert place.transcript.read_bytes() == b"up\ndone\n"


HOLDS_ON = "trap '' HUP; sleep 60 & echo first"


@BOTH
def test_who_keeps_the_output_open_does_not_hold_the_result_back(steps: Path, pty: bool) -> None:
    place = begun(steps, sh(HOLDS_ON, pty=pty))
    result = ended(place)
    assert (result.exit_code, result.output_held) == (0, True)
    assert result.left_running
    assert place.transcript.read_bytes() == b"first\n"
    assert not holder_gone(place)


LATE = "trap '' HUP; (while [ ! -e %s ]; do sleep 0.05; done; echo late; sleep 60) & echo first"


def left_behind(steps: Path, tmp_path: Path) -> tuple[Place, Result]:
    """A command that has ended, and left one behind that has said `late`."""
    told = tmp_path / "told"
    place = begun(steps, sh(LATE % told))
    result = ended(place)
    told.touch()
    wait_until(lambda: place.late.exists() and place.late.read_bytes())
    return place, result


def test_late_output_is_kept_apart_so_that_the_transcript_stands(
    steps: Path, tmp_path: Path
) -> None:
    place, result = left_behind(steps, tmp_path)
    assert place.late.read_bytes() == b"late\n"
    transcript = place.transcript.read_bytes()
    assert transcript == b"first\n"
    assert hashlib.sha256(transcript).hexdigest() == result.sha256


def test_what_was_left_behind_can_be_cancelled_and_the_result_stands(
    steps: Path, tmp_path: Path
) -> None:
    place, result = left_behind(steps, tmp_path)
    cancel(running(place), by="ana")
    wait_until(lambda: holder_gone(place))
    assert ended(place) == result
    assert b'"cancelled_by": "ana"' in place.late_result.read_bytes()
    assert not any(alive(each.process) for each in result.left_running)


def test_a_terminal_that_is_let_go_and_taken_again_is_still_drained(steps: Path) -> None:
    line = "exec </dev/null >/dev/null 2>&1; sleep 0.5; echo again >/dev/tty"
    result, output = ran(steps, sh(line))
    assert (result.exit_code, output) == (0, b"again\n")


DRIBBLE = """
import os, sys, time
for char in "a " + os.environ["S"] + " b":
    sys.stdout.write(char)
    sys.stdout.flush()
    time.sleep(0.02)
"""


@BOTH
def test_a_secret_that_comes_in_pieces_is_never_on_the_disk(steps: Path, pty: bool) -> None:
    secret = "hunter2-and-more"
    wanted = request(PYTHON, "-c", DRIBBLE, pty=pty)
    place = begun(steps, wanted, Secrets(values=(secret,), env={"S": secret}))
    seen: set[bytes] = set()

    def over() -> bool:
        seen.add(place.transcript.read_bytes())
        return place.result.exists()

    wait_until(over)
    assert seen <= {b"", b"a", b"a ", b"a ***", b"a *** ", b"a *** b"}
    assert place.transcript.read_bytes() == b"a *** b"
    assert ended(place).masked == 1
    files = [file for file in place.path.iterdir() if file.is_file()]
    assert not [file for file in files if b"hunter2" in file.read_bytes()]


def test_a_result_that_the_disk_does_not_take_is_written_when_it_does(steps: Path) -> None:
    place = begun(steps, sh("read -r line"))
    place.unpublished.unlink()
    place.unpublished.symlink_to("/dev/null")
    type_in(running(place), b"on\n")
    wait_until(
        lambda: "symbolic link" in ask(running(place), {"do": "status"}).take("trouble", str)
    )
    place.unpublished.unlink()
    assert ended(place).exit_code == 0


POWERLESS = """
import sys
from pathlib import Path
from golive_tui.holder import ending
from golive_tui.holder.begin import begin
from golive_tui.holder.place import Place
from golive_tui.holder.request import Secrets, read_request
ending.send = lambda process, number: 1  # EPERM: as if the command ran under sudo
ending.PATIENCE = 0.1
place = Place(Path(sys.argv[1]))
begin(place, read_request(place.request.read_bytes()), Secrets()).run()
"""


def test_a_command_that_cannot_be_ended_is_a_survivor_and_is_still_drained(
    steps: Path, tmp_path: Path
) -> None:
    go = tmp_path / "go"
    wait = f"while [ ! -e {go} ]; do sleep 0.05; done"
    wanted = sh(f"trap '' INT; echo up; {wait}; echo late", timeout=0.2, grace=0.1)
    place = Place(steps / wanted.attempt)
    prepare(place.path, wanted)
    with subprocess.Popen([PYTHON, "-c", POWERLESS, str(place.path)]):
        result = ended(place)
        child = running(place).child
        go.touch()
        wait_until(lambda: holder_gone(place))
    assert (result.exit_code, result.signal, result.timed_out) == (None, None, True)
    assert [each.why for each in result.survivors if each.process == child] == [
        "it runs as another user: we may send it no signal"
    ]
    assert place.transcript.read_bytes() == b"up\n"
    assert place.late.read_bytes() == b"late\n"
