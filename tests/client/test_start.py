import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui import clock
from golive_tui.client import start
from golive_tui.errors import EngineUnreachable
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import EngineLock, holder
from tests.client.fakes import LISTENS, made, script
from tests.support.waiting import wait_until

TWO_STARTERS = """
import sys
from pathlib import Path
from golive_tui import clock
from golive_tui.client import start
start.engine_command = lambda d: [sys.executable, sys.argv[1], "--launch", str(d)]
start.ensure_engine_now(Path(sys.argv[2]))
print("up")
"""


@pytest.fixture
def launch(own_home: Path) -> Iterator[LaunchDirectory]:
    directory = made(own_home / "one")
    yield directory
    _end(directory)
    start._children.clear()


def _end(launch: LaunchDirectory) -> None:
    """Have the fake engine end, and wait for that."""
    if holder(launch) is None:
        return
    wait_until(lambda: start.listens(launch.path))
    with socket.socket(socket.AF_UNIX) as end:
        end.connect(str(launch.socket_address()))
        end.send(b"x")
    for child in start._children.values():
        child.process.wait(20)
    wait_until(lambda: holder(launch) is None)


def _engines(launch: LaunchDirectory) -> list[str]:
    return [path.name for path in launch.path.glob("engine-*")]


def test_an_engine_is_started_and_waited_for(
    launch: LaunchDirectory, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "engine_command", script(own_home, LISTENS))
    start.ensure_engine_now(launch.path)
    assert start.listens(launch.path)
    assert launch.log.read_text() == "the lock is mine\n"
    assert launch.log.stat().st_mode & 0o777 == 0o600


async def test_the_dashboard_waits_for_it_without_standing_still(
    launch: LaunchDirectory, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "engine_command", script(own_home, LISTENS))
    await start.ensure_engine(launch.path)
    assert start.listens(launch.path)


def test_an_engine_that_lives_is_left_alone(
    launch: LaunchDirectory, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "engine_command", script(own_home, LISTENS))
    start.ensure_engine_now(launch.path)
    start.ensure_engine_now(launch.path)
    start.kick(launch.path)
    assert len(_engines(launch)) == 1


def test_it_has_a_session_of_its_own_no_terminal_and_no_input(
    launch: LaunchDirectory, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "engine_command", script(own_home, LISTENS))
    start.ensure_engine_now(launch.path)
    held = holder(launch)
    assert held is not None
    assert os.getsid(held.pid) == held.pid
    assert Path(f"/proc/{held.pid}/cwd").resolve() == Path("/")
    streams = [Path(f"/proc/{held.pid}/fd/{n}").resolve() for n in range(3)]
    assert streams == [Path("/dev/null"), launch.log, launch.log]


def test_an_engine_that_dies_at_its_start_leaves_its_last_words(
    launch: LaunchDirectory, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch.log.write_text("golive: words of an earlier engine\n")
    dies = "import sys; print('lots', flush=True); sys.exit('\x1b[31mthe disk is full')"
    monkeypatch.setattr(start, "engine_command", script(own_home, dies))
    with pytest.raises(EngineUnreachable, match="ended with 1") as caught:
        start.ensure_engine_now(launch.path)
    assert caught.value.hint.splitlines() == ["lots", "␛[31mthe disk is full"]


@pytest.mark.parametrize("hint", ["Look at who put it there; then remove it.", ""])
def test_an_engine_that_refuses_is_told_in_its_own_sentence(
    launch: LaunchDirectory, own_home: Path, monkeypatch: pytest.MonkeyPatch, hint: str
) -> None:
    refused = f"golive: {launch.journal} is a symbolic link.\n{hint}".strip()
    dies = f"import sys; print('lots', flush=True); sys.exit({refused!r})"
    monkeypatch.setattr(start, "engine_command", script(own_home, dies))
    with pytest.raises(EngineUnreachable) as caught:
        start.ensure_engine_now(launch.path)
    assert caught.value.message == (
        f"the engine does not start: {launch.journal} is a symbolic link."
    )
    assert caught.value.hint == hint


def test_an_engine_that_dies_without_a_word_is_told_by_its_signal(
    launch: LaunchDirectory, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies = "import os; os.kill(os.getpid(), 9)"
    monkeypatch.setattr(start, "engine_command", script(own_home, dies))
    with pytest.raises(EngineUnreachable, match="ended with -9") as caught:
        start.ensure_engine_now(launch.path)
    assert caught.value.hint == f"it said nothing in {launch.log}"


def test_after_a_death_another_one_is_tried(
    launch: LaunchDirectory, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "engine_command", script(own_home, "raise SystemExit(3)"))
    with pytest.raises(EngineUnreachable, match="ended with 3"):
        start.ensure_engine_now(launch.path)
    monkeypatch.setattr(start, "engine_command", script(own_home, LISTENS))
    start.ensure_engine_now(launch.path)
    assert start.listens(launch.path)


def test_an_engine_that_holds_the_launch_and_never_listens_is_given_up(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "UP_WITHIN", 0.1)
    lock = EngineLock.acquire(launch, version="0.1.0")
    with pytest.raises(EngineUnreachable, match="does not listen"):
        start.ensure_engine_now(launch.path)
    lock.release()


def test_an_engine_that_is_just_ending_is_followed_by_another(
    launch: LaunchDirectory, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "engine_command", script(own_home, LISTENS))
    lock = EngineLock.acquire(launch, version="0.1.0")
    monkeypatch.setattr(clock, "pause", lambda _: lock.release())
    start.ensure_engine_now(launch.path)
    assert start.listens(launch.path)


def test_a_program_that_is_not_there_is_told(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "engine_command", lambda _: ["/nowhere/golive"])
    with pytest.raises(EngineUnreachable, match="No such file"):
        start.ensure_engine_now(launch.path)


def test_two_starters_at_once_end_in_one_engine(launch: LaunchDirectory, own_home: Path) -> None:
    script(own_home, LISTENS)
    argv = [sys.executable, "-c", TWO_STARTERS]
    argv += [str(own_home / "fake_engine.py"), str(launch.path)]
    starters = [subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [each.communicate(timeout=40)[0] for each in starters]
    assert said == ["up\n"] * 3
    assert len(_engines(launch)) == 1


def test_the_command_line_of_an_engine_names_golive_and_its_launch(own_home: Path) -> None:
    command = " ".join(start.engine_command(own_home / "x"))
    assert command.startswith(sys.executable)
    assert "golive" in command
    assert command.endswith(f" engine --launch {own_home / 'x'}")


def test_from_a_checkout_the_engine_is_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "installed", lambda: False)
    assert start.engine_command(Path("/x"))[1:3] == ["-m", "golive_tui"]


def test_last_words_are_few_clean_and_from_the_end(launch: LaunchDirectory) -> None:
    launch.log.write_bytes(b"x" * 20_000 + b"\n" + b"\n".join(b"line %d\xff" % n for n in range(9)))
    assert start.last_words(launch.path) == "\n".join(f"line {n}�" for n in range(3, 9))


def test_last_words_are_not_waited_for_at_a_pipe(launch: LaunchDirectory) -> None:
    os.mkfifo(launch.log)
    assert "said nothing" in start.last_words(launch.path)


def test_without_a_log_the_last_words_say_so(own_home: Path) -> None:
    assert "said nothing" in start.last_words(own_home / "nothing")
