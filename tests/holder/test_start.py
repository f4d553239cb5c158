import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from golive_tui.errors import InputError, Refused, StoreUnwritable
from golive_tui.holder import start as module
from golive_tui.holder.adopt import Finished, NeverStarted, Running, Unsaid, look
from golive_tui.holder.place import Place
from golive_tui.holder.request import Secrets, read_request
from golive_tui.holder.start import prepare, start
from tests.holder.attempts import begun, ended, ran, request, running, sh, wrote
from tests.support.waiting import wait_until


def test_it_runs_when_start_returns(steps: Path) -> None:
    wanted = sh("echo up; read -r x")
    outlook = start(steps / wanted.attempt, wanted, Secrets())
    assert isinstance(outlook, Running)
    assert outlook.record.child is not None
    place = Place(steps / wanted.attempt)
    assert read_request(place.request.read_bytes()) == wanted
    assert {file.stat().st_mode & 0o077 for file in place.path.iterdir()} == {0}
    assert place.path.stat().st_mode & 0o777 == 0o700


def test_what_came_of_it_is_left_open_while_it_cannot_be_looked_at(
    steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = sh("echo up; read -r x")
    monkeypatch.setattr(module, "seal", lambda _path, _why: Unsaid(why="Too many open files."))
    with pytest.raises(StoreUnwritable, match="Too many open files"):
        start(steps / wanted.attempt, wanted, Secrets())
    assert isinstance(look(steps / wanted.attempt), Running)


def test_what_cannot_be_run_has_a_result_that_says_so(steps: Path) -> None:
    wanted = request("no-such-program")
    outlook = start(steps / wanted.attempt, wanted, Secrets())
    assert isinstance(outlook, Running | Finished)
    result = ended(Place(steps / wanted.attempt))
    assert result.not_started.startswith("There is no program no-such-program")
    assert (result.exit_code, result.signal) == (None, None)


def test_a_request_that_is_none_leaves_nothing_behind(steps: Path) -> None:
    with pytest.raises(InputError):
        start(steps / "a", request("", name="a"), Secrets())
    assert not (steps / "a").exists()


def test_an_attempt_is_started_once(steps: Path) -> None:
    ran(steps, request("true", name="a"))
    with pytest.raises(Refused, match="Attempt a has been started or closed before"):
        start(steps / "a", request("true", name="a"), Secrets())
    assert isinstance(look(steps / "a"), Finished)


def test_where_no_folder_can_be_made_nothing_is_started(steps: Path) -> None:
    with pytest.raises(StoreUnwritable, match="nothing was started"):
        prepare(steps / "missing" / "a", request("true"))


def test_secrets_are_neither_on_the_disk_nor_in_the_process_table(steps: Path) -> None:
    secret = "correct-horse-battery"
    shown = request("sh", "-c", 'echo "$TOKEN"; read -r x', "***")
    given = Secrets(values=(secret,), env={"TOKEN": secret}, argv=(*shown.argv[:3], secret))
    place = begun(steps, shown, given)
    wrote(place, b"***\n")
    holder = running(place).holder
    assert holder is not None
    proc = Path("/proc", str(holder.pid))
    assert secret.encode() not in proc.joinpath("cmdline").read_bytes()
    assert secret.encode() not in proc.joinpath("environ").read_bytes()
    files = [file for file in place.path.iterdir() if file.is_file()]
    assert not [file for file in files if secret.encode() in file.read_bytes()]


def doing(monkeypatch: pytest.MonkeyPatch, outcome: BaseException) -> None:
    def communicate(*args: Any, **more: Any) -> None:
        raise outcome

    monkeypatch.setattr(subprocess.Popen, "communicate", communicate)


def test_a_holder_that_cannot_be_started_closes_the_attempt(
    steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doing(monkeypatch, OSError(11, "Resource temporarily unavailable"))
    with pytest.raises(Refused, match="cannot be started: Resource temporarily"):
        start(steps / "a", request("true", name="a"), Secrets())
    outlook = look(steps / "a")
    assert isinstance(outlook, NeverStarted)
    assert outlook.closed
    assert "Resource temporarily" in outlook.why


def test_a_holder_that_hangs_closes_the_attempt_too(
    steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doing(monkeypatch, subprocess.TimeoutExpired("x", 15))
    with pytest.raises(Refused, match="did not start the command within 15 s"):
        start(steps / "a", request("true", name="a"), Secrets())


ENGINE = """
import os, sys
from pathlib import Path
from golive_tui.holder.request import Secrets
from golive_tui.holder.start import start
from tests.holder.attempts import sh
start(Path(sys.argv[1]), sh("echo up; sleep 0.5; echo down"), Secrets())
print("started", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_it_outlives_the_engine_and_its_session(steps: Path, number: int) -> None:
    root = Path(__file__).resolve().parents[2]
    engine = subprocess.Popen(
        [sys.executable, "-c", ENGINE, str(steps / "a")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"},
    )
    with engine:
        assert engine.stdout is not None
        assert engine.stdout.readline() == b"started\n"
        os.killpg(engine.pid, number)
    wait_until(lambda: isinstance(look(steps / "a"), Finished))
    assert ended(Place(steps / "a")).exit_code == 0
    assert (steps / "a" / "transcript").read_bytes() == b"up\ndown\n"
