import json
import os
import signal
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from msgspec.structs import replace

from golive_tui.cli import step_run
from golive_tui.cli.watching import Watch
from golive_tui.holder.place import Place
from golive_tui.holder.record import record_of
from golive_tui.launch import events as e
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from tests.cli.made import Golive, begun_in
from tests.launch.world import ANA, after
from tests.support.waiting import wait_until

pytestmark = pytest.mark.usefixtures("engines")


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    """A launch of steps, in the home directory."""
    return begun_in(own_home)


def _steps(golive: Golive) -> dict[str, Any]:
    steps: dict[str, Any] = json.loads(golive("status", "--json").out)["steps"]
    return steps


@pytest.mark.usefixtures("launch")
def test_output_comes_on_stdout_and_the_exit_code_says_how_it_ended(golive: Golive) -> None:
    said = golive("step", "run", "ship", "--reason", "first")
    assert (said.code, said.out) == (0, "one\n2 %\nend\n")
    assert said.err.startswith("ship-1: sh -c ")
    assert '"Ship it" succeeded' in said.err
    broken = golive("step", "run", "break")
    assert (broken.code, broken.out) == (1, "broken\n")
    steps = _steps(golive)
    assert (steps["ship"]["status"], steps["ship"]["exit_code"]) == ("succeeded", 0)
    assert (steps["break"]["status"], steps["break"]["exit_code"]) == ("failed", 7)
    assert steps["break"]["ended_at"] is not None
    assert steps["undo"] == {
        "status": "ready", "waits": None, "attempt": None, "exit_code": None, "retry": 0,
        "retries": 0, "given_up": None, "approved_by": None, "approval": None,
        "started_at": None, "ended_at": None,
    }  # fmt: skip


@pytest.mark.usefixtures("launch")
def test_what_may_not_run_is_refused_with_4_and_nothing_runs(golive: Golive) -> None:
    unnamed = golive("step", "run", "named")
    assert unnamed.code == 4
    assert "--confirm production" in unnamed.err
    assert golive("step", "run", "named", "--confirm", "staging").code == 4
    assert golive("step", "run", "named", "--confirm", "production").code == 0
    again = golive("step", "run", "named", "--confirm", "production")
    assert again.code == 4
    assert "has run before" in again.err
    assert golive("step", "run", "named", "--confirm", "production", "--again").code == 0
    assert golive("step", "run", "nothing").code == 3


@pytest.mark.usefixtures("launch")
def test_verify_says_what_the_verify_command_says(golive: Golive) -> None:
    said = golive("step", "verify", "ship")
    assert (said.code, said.out) == (1, "looked\n")
    assert golive("step", "verify", "named").code == 4
    assert _steps(golive)["ship"]["status"] == "ready"


@pytest.mark.usefixtures("launch")
def test_one_that_is_not_waited_for_is_named_and_can_be_cancelled(golive: Golive) -> None:
    assert golive("step", "cancel", "wait").code == 4
    said = golive("step", "run", "wait", "--no-wait")
    assert (said.code, said.out) == (0, "wait-1\n")
    wait_until(lambda: _steps(golive)["wait"]["status"] == "running")
    assert golive("step", "run", "wait").code == 4
    ended = golive("step", "cancel", "wait", "--reason", "enough")
    assert (ended.code, ended.out) == (0, "")
    assert "was cancelled" in ended.err
    assert _steps(golive)["wait"]["status"] == "cancelled"


def test_who_cancels_behind_a_stopped_holder_hears_what_lets_it_go_on(
    launch: LaunchDirectory, golive: Golive, capsys: pytest.CaptureFixture[str]
) -> None:
    golive("step", "run", "wait", "--no-wait")
    wait_until(lambda: _steps(golive)["wait"]["status"] == "running")
    record = record_of(Place(launch.steps / "wait-1"))
    assert record is not None
    assert record.holder is not None
    pid = record.holder.pid
    os.kill(pid, signal.SIGSTOP)
    heard: list[str] = []

    def is_told() -> bool:
        heard.append(capsys.readouterr().err)
        return "was stopped" in "".join(heard)

    def meanwhile() -> None:
        try:
            wait_until(is_told)
        finally:
            os.kill(pid, signal.SIGCONT)

    helper = Thread(target=meanwhile)
    helper.start()
    ended = golive("step", "cancel", "wait")
    helper.join()
    said = "".join(heard) + ended.err
    assert said.count(f"the holder of wait-1 was stopped: kill -CONT {pid} lets it go on\n") == 1
    assert ended.code == 0
    assert _steps(golive)["wait"]["status"] == "cancelled"


def test_an_engine_that_is_killed_meanwhile_is_followed_by_another(
    launch: LaunchDirectory, golive: Golive
) -> None:
    """The command goes on, and the one who waits hears its end from the next engine."""

    def meanwhile() -> None:
        transcript = launch.steps / "wait-1" / "transcript"
        wait_until(lambda: transcript.exists() and b"up" in transcript.read_bytes())
        held = holder(launch)
        assert held is not None
        os.kill(held.pid, signal.SIGKILL)
        wait_until(lambda: (now := holder(launch)) is not None and now.pid != held.pid)
        wait_until(lambda: b'"adopted":true' in launch.journal.read_bytes())
        from golive_tui.client.ask import ask
        from golive_tui.wire.messages import TypeIn

        ask(launch.path, TypeIn(step="wait", text="on\nover\n"))

    helper = Thread(target=meanwhile)
    helper.start()
    said = golive("step", "run", "wait")
    helper.join()
    assert said.code == 0
    assert "said on" in said.out
    assert "another one looks after the launch now" in said.err


def test_who_stops_waiting_does_not_end_the_command(
    launch: LaunchDirectory, golive: Golive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: Watch, over: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Watch, "until", gone)
    said = golive("step", "run", "wait")
    assert said.code == 130
    assert "wait-1 goes on without us" in said.err
    monkeypatch.undo()
    wait_until(lambda: _steps(golive)["wait"]["status"] == "running")
    assert golive("step", "cancel", "wait").code == 0


@pytest.mark.usefixtures("launch")
def test_the_next_step_is_run_and_it_says_which_one_to_run(golive: Golive) -> None:
    said = golive("step", "run", "--next")
    assert (said.code, said.out) == (0, "one\n2 %\nend\n")
    assert said.err.startswith("ship-1: sh -c ")
    again = golive("step", "rerun-from", "ship", "--reason", "a new image")
    assert again.code == 0
    assert again.err.startswith("ship-2: sh -c ")
    for odd in (("step", "run"), ("step", "run", "ship", "--next")):
        said = golive(*odd)
        assert said.code == 2
        assert "which step?" in said.err


@pytest.mark.usefixtures("launch")
def test_what_needs_no_approval_takes_none(golive: Golive) -> None:
    said = golive("step", "approve", "ship", "--name", "Lee")
    assert said.code == 4
    assert "`ship` needs no approval" in said.err


def test_the_end_of_a_run_is_that_of_its_last_retry() -> None:
    asked = e.StepRequested(
        step="ship", attempt="ship-1", argv=("x",), directory="/", target="t", retries=1
    )
    ending = step_run._Ending(asked)

    def over(fact: e.Fact) -> bool:
        return ending.over(e.Event(seq=1, at=after(0), epoch=1, by=ANA, fact=fact))

    failed = e.StepEnded(step="ship", attempt="ship-1", outcome="failed")
    assert not over(failed)
    assert not over(replace(asked, attempt="ship-2", retry=1))
    last = replace(failed, attempt="ship-2")
    assert over(last)
    assert ending.found == last
    ending = step_run._Ending(asked)
    assert not over(failed)
    assert over(e.StepGivenUp(step="ship", attempt="ship-1", why="no"))
    assert ending.found == failed
