"""A launch that is steered through a real sshd: the connection and the engine die in the middle of
a step, and nothing is lost and nothing runs twice.

One launch and one server carry all of it: two deaths, a rollback, the sign-off and the record.
"""

import os
import shlex
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from golive_tui.client.start import listens
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from tests.engine.stepping import (
    ended,
    facts,
    launch_of,
    newest,
    runs,
    sh,
    state_of,
    step,
    transcript,
    wrote,
)  # fmt: skip
from tests.holder.attempts import clear
from tests.support.waiting import wait_until
from tests.tui.ground.pty_harness import Pty
from tests.whole.sshd import Sshd

LINES = 3000


@pytest.fixture
def launch(own_home: Path) -> Iterator[LaunchDirectory]:
    """Two steps and a rollback; whoever still works on it at the end is ended by pid."""
    made = launch_of(
        own_home,
        step("ship", gated(own_home, "ship")),
        step("migrate", gated(own_home, "migrate")),
        undo=(step("restore", sh("echo undone")),),
    )
    yield made
    if (held := holder(made)) is not None:  # only after a test that failed
        os.kill(held.pid, signal.SIGKILL)
        wait_until(lambda: holder(made) is None)
    clear(made.steps)


@pytest.fixture
def sshd(own_home: Path) -> Iterator[Sshd]:
    folder = own_home / "sshd"
    folder.mkdir()
    with Sshd(folder) as server:
        yield server


def gated(folder: Path, name: str) -> list[str]:
    """A command that counts itself, writes, waits for the file `name`, and writes a lot."""
    gate, count = shlex.quote(str(folder / name)), shlex.quote(str(folder / "runs"))
    return sh(
        f"echo ran >> {count}; echo {name} began; until test -e {gate}; do sleep 0.1; done;"
        f" seq 1 {LINES}; echo {name} is done"
    )


def begin_next(pty: Pty, launch: LaunchDirectory, name: str) -> None:
    """From the dashboard, run the step that comes next."""
    pty.send("b")
    pty.until_shows("enter")
    pty.until(lambda: name in pty.text)
    pty.send("\r")
    pty.until(lambda: facts(launch, "step.requested"))
    pty.until(lambda: f"{name} began" in transcript(launch, f"{name}-1"))


def engine_pid(launch: LaunchDirectory) -> int:
    held = holder(launch)
    assert held is not None
    return held.pid


@pytest.mark.timeout(180)
def test_a_launch_over_ssh(launch: LaunchDirectory, sshd: Sshd, own_home: Path) -> None:
    _connection_dies(sshd, launch, own_home)
    _engine_dies(sshd, launch)
    with attached(sshd, launch) as pty:
        pty.until(lambda: _adopted(launch))
        (own_home / "migrate").touch()
        pty.until(lambda: newest(launch, "migrate").status == "succeeded")
        pty.send("4")
        pty.until_shows("Run › migrate")
        pty.until_shows("migrate is done")
        assert runs(own_home) == 2
        assert sshd.run("go", "--launch", str(launch.path)).returncode == 0
        _roll_back(pty, launch)
    _record(sshd, launch, own_home / "record.html")


@contextmanager
def attached(sshd: Sshd, launch: LaunchDirectory) -> Iterator[Pty]:
    """Its dashboard through ssh, once it shows."""
    with sshd.terminal("attach", "--launch", str(launch.path)) as pty:
        pty.until_shows("A launch with steps")
        yield pty


def _connection_dies(sshd: Sshd, launch: LaunchDirectory, folder: Path) -> None:
    """The engine is a child of the session that is cut: it goes on, and so does the step."""
    with attached(sshd, launch) as pty:
        begin_next(pty, launch, "ship")
        assert sshd.sessions()
        sshd.cut()
        pty.process.kill()
    wait_until(lambda: not sshd.sessions())
    assert listens(launch.path)
    wait_until(lambda: newest(launch, "ship").status == "running")
    (folder / "ship").touch()
    assert ended(launch, "ship").status == "succeeded"
    said = transcript(launch, "ship-1").split()
    assert said == ["ship", "began", *map(str, range(1, LINES + 1)), "ship", "is", "done"]


def _engine_dies(sshd: Sshd, launch: LaunchDirectory) -> None:
    """Whoever comes back sees the output of what ended alone; then the engine is killed."""
    with attached(sshd, launch) as pty:
        pty.send("4")
        pty.until_shows("Run › migrate")
        pty.send("k")
        pty.until_shows("ship is done")
        begin_next(pty, launch, "migrate")
        os.kill(engine_pid(launch), signal.SIGKILL)
        pty.until(lambda: not listens(launch.path))


def _roll_back(pty: Pty, launch: LaunchDirectory) -> None:
    pty.send("\x12")
    pty.until_shows("type ROLLBACK")
    pty.send("ROLLBACK\r")
    pty.until_shows("3 letters or more")
    pty.send("the release fails\r")
    pty.until_shows("ROLLED BACK")
    wrote(launch, "restore-1", "undone")
    pty.send("q")
    assert pty.exit_code() == 0


def _record(sshd: Sshd, launch: LaunchDirectory, page: Path) -> None:
    """Signed, told and proved, each by a command of its own through ssh."""
    which = ("--launch", str(launch.path))
    for words in (
        ("signoff", *which, "--name", "Ana"),
        ("report", *which, "--out", str(page)),
        ("verify", *which),
        ("stop", *which),
    ):
        said = sshd.run(*words)
        assert said.returncode == 0, said.stdout + said.stderr
    assert "migrate-1" in page.read_text()
    state = state_of(launch)
    assert state.signed is not None
    assert [state.step(name).status for name in ("ship", "migrate", "restore")] == [
        "succeeded",
        "succeeded",
        "succeeded",
    ]


def _adopted(launch: LaunchDirectory) -> bool:
    return any(line.get("adopted") for line in facts(launch, "step.started"))
