import os
import resource
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from golive_tui.errors import Refused
from golive_tui.holder import open_files
from golive_tui.holder import spare as module
from golive_tui.holder.adopt import NeverStarted, look
from golive_tui.holder.place import Place
from golive_tui.holder.request import Secrets
from golive_tui.holder.spare import Spare, open_holder
from golive_tui.holder.start import start
from golive_tui.package import environment
from tests.holder.attempts import PYTHON, ended, request, sh
from tests.support.waiting import wait_until


def test_a_spare_holds_what_comes(steps: Path) -> None:
    spare = Spare()
    spare.prepare()
    secret = "correct-horse-battery"
    wanted = sh("echo $TOKEN; exit 3")
    start(
        steps / wanted.attempt,
        wanted,
        Secrets(values=(secret,), env={"TOKEN": secret}),
        spare,
    )
    place = Place(steps / wanted.attempt)
    assert ended(place).exit_code == 3
    assert place.transcript.read_bytes() == b"***\n"
    assert spare.take() is None, "it was this one that held it"


@pytest.mark.parametrize("spare", [None, Spare()])
def test_the_command_has_the_limit_of_open_files_that_the_engine_began_with(
    steps: Path, monkeypatch: pytest.MonkeyPatch, spare: Spare | None
) -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    monkeypatch.setattr(open_files, "_given", [(201, hard)])
    if spare is not None:
        spare.prepare()
    wanted = sh("ulimit -Sn")
    start(steps / wanted.attempt, wanted, Secrets(), spare)
    place = Place(steps / wanted.attempt)
    assert ended(place).exit_code == 0
    assert place.transcript.read_bytes() == b"201\n"


def test_each_is_taken_once_and_one_waits_at_a_time() -> None:
    spare = Spare()
    spare.prepare()
    spare.prepare()
    first = spare.take()
    assert first is not None
    assert spare.take() is None
    spare.prepare()
    second = spare.take()
    assert second is not None
    assert second.pid != first.pid
    for each in (first, second):
        with each:
            pass
        assert each.returncode == 0


def test_one_that_died_is_none_and_another_takes_its_place(steps: Path) -> None:
    spare = Spare()
    for _ in range(2):
        spare.prepare()
        waiting = spare._waiting
        assert waiting is not None
        waiting.kill()
        os.waitid(os.P_PID, waiting.pid, os.WEXITED | os.WNOWAIT)
    wanted = sh("echo up")
    start(steps / wanted.attempt, wanted, Secrets(), spare)
    assert ended(Place(steps / wanted.attempt)).exit_code == 0
    spare.prepare()
    living = spare._waiting
    assert living is not None
    assert living.poll() is None
    spare.dismiss()
    assert living.returncode == 0
    spare.dismiss()


def test_one_that_was_stopped_is_killed_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "ENDS_WITHIN", 0.1, raising=False)
    spare = Spare()
    spare.prepare()
    waiting = spare._waiting
    assert waiting is not None
    os.kill(waiting.pid, signal.SIGSTOP)
    letting_go = threading.Thread(target=spare.dismiss)
    letting_go.start()
    letting_go.join(5.0)
    hangs = letting_go.is_alive()
    if hangs:
        os.kill(waiting.pid, signal.SIGCONT)
    letting_go.join()
    assert not hangs
    assert waiting.returncode == -signal.SIGKILL


def test_where_none_can_be_opened_none_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_words: str) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(module, "open_holder", refuse)
    spare = Spare()
    spare.prepare()
    assert spare.take() is None


@pytest.mark.parametrize("words", [b"", b'{"schema": 1, "folder": "/nowh'])
def test_one_that_is_told_nothing_or_half_of_it_ends_quietly(words: bytes) -> None:
    with open_holder() as holder:
        _, said = holder.communicate(words)
    assert (holder.returncode, said) == (0, b"")


def test_one_that_loses_its_engine_in_the_middle_of_a_word_runs_nothing(steps: Path) -> None:
    wanted = request("touch", str(steps / "ran"), name="a")

    class Cut(Spare):
        """Gives a holder whose engine dies before it has said all."""

        def take(self) -> "subprocess.Popen[bytes] | None":
            holder = super().take()
            assert holder is not None
            whole = holder.communicate

            def cut(words: bytes, timeout: float) -> tuple[bytes, bytes]:
                return whole(words[:-9], timeout)

            holder.communicate = cut  # type: ignore[method-assign, assignment]
            return holder

    spare = Cut()
    spare.prepare()
    with pytest.raises(Refused, match="not whole: nothing is run"):
        start(steps / "a", wanted, Secrets(values=("hunter2-x",)), spare)
    assert isinstance(look(steps / "a"), NeverStarted)
    assert not (steps / "ran").exists()


def test_it_ends_with_an_engine_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import os, signal; from golive_tui.holder.spare import Spare; s = Spare(); s.prepare(); "
        "print(s._waiting.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    engine = subprocess.run(
        [PYTHON, "-c", program], stdout=subprocess.PIPE, env=environment(),
        check=False,
    )  # fmt: skip
    pid = int(engine.stdout)
    wait_until(lambda: not Path("/proc", str(pid), "exe").exists())
