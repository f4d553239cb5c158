"""The engine is killed by SIGKILL at each point from a request to its result: a command never
runs twice, and the next engine says what became of it."""

import asyncio
import contextlib
import re
import shlex
import signal
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from golive_tui.engine import attempts
from golive_tui.holder.begin import POINTS as HOLDERS_POINTS
from golive_tui.holder.place import Place
from golive_tui.launch import commands as c
from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import Engine, Talker, talking
from tests.engine.stepping import (
    counted,
    ended,
    facts,
    kinds,
    launch_of,
    newest,
    run,
    runs,
    state_of,
    step,
    step_of,
    transcript,
    wrote,
)
from tests.support.waiting import dawdle, wait_until

REQUEST, STARTED, ENDED = 2, 3, 4
"""Which append of an engine's life is which fact of the first step, after that it has started."""

NOTHING_RAN = (
    f"journal.before_append:{REQUEST}",
    f"journal.after_write:{REQUEST}",
    f"journal.after_fsync:{REQUEST}",
    "step.requested",
    "holder.request.after_write",
    "holder.request.after_fsync",
    "holder.request.after_rename",
    "holder.request.after_directory_fsync",
)
IT_RUNS = (
    "step.spawned",
    "step.told",
    f"journal.before_append:{STARTED}",
    f"journal.after_write:{STARTED}",
    f"journal.after_fsync:{STARTED}",
)
IT_ENDED = (
    "step.ended",
    f"journal.before_append:{ENDED}",
    f"journal.after_write:{ENDED}",
    f"journal.after_fsync:{ENDED}",
)


def held_up(folder: Path) -> list[str]:
    """A command that counts its runs, says `begin`, waits for `go`, and says `end`."""
    go = shlex.quote(str(folder / "go"))
    return counted(folder, f"echo begin; until [ -e {go} ]; do sleep 0.02; done; echo end")


def let_go(folder: Path) -> None:
    (folder / "go").touch()


def held(folder: Path) -> LaunchDirectory:
    return launch_of(folder, step("deploy", held_up(folder), 'rerun = "never"'))


async def ask_and_die(engine: Engine, script: Talker, wanted: c.RunStep | c.CancelStep) -> None:
    """Ask for something during which the engine dies."""
    with contextlib.suppress(ConnectionClosed):
        await script.ask(wanted)
    wait_until(lambda: engine.process.poll() is not None)
    assert engine.process.returncode == -signal.SIGKILL


def test_every_point_is_reached_somewhere() -> None:
    folder = Path(attempts.__file__).parent
    written = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert set(re.findall(r'reach\("([a-z_.]+)"\)', written)) == set(attempts.POINTS)


@pytest.mark.parametrize("point", NOTHING_RAN)
async def test_killed_before_the_start_it_is_ready_again(own_home: Path, point: str) -> None:
    launch = held(own_home)
    with Engine(launch, crash_point=point) as engine:
        async with talking(launch) as (script, _):
            await ask_and_die(engine, script, c.RunStep(step="deploy"))
    with Engine(launch):
        wait_until(lambda: step_of(launch, "deploy").open is None)
        assert step_of(launch, "deploy").status == "ready"
        assert runs(own_home) == 0
        assert state_of(launch).item("deploy").record.status == "open"
        requests = kinds(launch).count("step.requested")
        assert kinds(launch) == ["step.requested", "step.ended"] * requests
        async with talking(launch) as (script, _):
            assert (await run(script, "deploy"))["ok"]
            let_go(own_home)
            assert ended(launch, "deploy").status == "succeeded"
    assert runs(own_home) == 1
    assert newest(launch, "deploy").id == f"deploy-{requests + 1}"


@pytest.mark.parametrize("point", IT_RUNS)
async def test_killed_while_it_runs_it_is_adopted(own_home: Path, point: str) -> None:
    launch = held(own_home)
    with Engine(launch, crash_point=point) as engine:
        async with talking(launch) as (script, _):
            await ask_and_die(engine, script, c.RunStep(step="deploy"))
    with Engine(launch):
        wait_until(lambda: newest(launch, "deploy").status == "running")
        async with talking(launch) as (script, _):
            refused = await run(script, "deploy", again=True)
        assert not refused["ok"]
        adopted = facts(launch)[-1]
        assert (adopted["kind"], adopted["adopted"]) == ("step.started", True)
        assert adopted["pid"] == newest(launch, "deploy").pid > 0
        assert state_of(launch).item("deploy").record.status == "doing"
        let_go(own_home)
        attempt = ended(launch, "deploy")
    assert (attempt.status, attempt.exit_code) == ("succeeded", 0)
    assert transcript(launch, attempt.id).split() == ["begin", "end"]
    assert state_of(launch).item("deploy").record.status == "passed"
    assert runs(own_home) == 1


@pytest.mark.parametrize("point", IT_ENDED)
async def test_killed_when_it_ended_its_end_is_found_once(own_home: Path, point: str) -> None:
    launch = held(own_home)
    with Engine(launch, crash_point=point) as engine:
        async with talking(launch) as (script, _):
            await run(script, "deploy")
            wait_until(lambda: newest(launch, "deploy").status == "running")
            let_go(own_home)
            wait_until(lambda: engine.process.poll() is not None)
    with Engine(launch):
        attempt = ended(launch, "deploy")
        async with talking(launch) as (script, _):
            assert not (await run(script, "deploy", again=True))["ok"]
    assert (attempt.status, attempt.exit_code) == ("succeeded", 0)
    assert transcript(launch, attempt.id).split() == ["begin", "end"]
    assert state_of(launch).item("deploy").record.status == "passed"
    assert kinds(launch).count("step.ended") == 1
    assert runs(own_home) == 1


@pytest.mark.parametrize("milliseconds", range(0, 400, 50))
async def test_killed_at_any_moment_it_runs_once_at_most(own_home: Path, milliseconds: int) -> None:
    launch = launch_of(own_home, step("deploy", counted(own_home), 'rerun = "never"'))
    with Engine(launch) as engine:
        async with talking(launch) as (script, _):
            asking = asyncio.create_task(run(script, "deploy"))
            await dawdle(milliseconds / 1000)
            engine.kill()
            with contextlib.suppress(ConnectionClosed):
                await asking
    with Engine(launch):
        wait_until(lambda: step_of(launch, "deploy").open is None)
        was = step_of(launch, "deploy").status
        assert (was, runs(own_home)) in [("ready", 0), ("succeeded", 1)]
        async with talking(launch) as (script, _):
            assert (await run(script, "deploy"))["ok"] is (was == "ready")
            ended(launch, "deploy")
    assert runs(own_home) == 1


async def test_a_command_that_ends_while_no_engine_runs_is_there_as_a_whole(
    own_home: Path,
) -> None:
    launch = held(own_home)
    with Engine(launch) as engine:
        async with talking(launch) as (script, _):
            await run(script, "deploy")
            wait_until(lambda: newest(launch, "deploy").status == "running")
        engine.kill()
    let_go(own_home)
    wait_until(Place(launch.steps / "deploy-1").result.exists)
    assert transcript(launch, "deploy-1").split() == ["begin", "end"]
    assert newest(launch, "deploy").status == "running"
    with Engine(launch):
        attempt = ended(launch, "deploy")
    back = facts(launch, "engine.resumed")[-1]["at"]
    assert attempt.status == "succeeded"
    assert attempt.bytes == len("begin\nend\n")
    assert attempt.ended_at is not None
    assert attempt.ended_at.isoformat() < back
    assert attempt.started_at is not None
    assert attempt.seconds == pytest.approx(
        (attempt.ended_at - attempt.started_at).total_seconds(), abs=0.2
    )


async def test_an_engine_that_ends_in_order_leaves_the_command_running(own_home: Path) -> None:
    launch = held(own_home)
    with Engine(launch) as engine:
        async with talking(launch) as (script, _):
            await run(script, "deploy")
            wrote(launch, "deploy-1", "begin")
        assert engine.end() == 0
    assert newest(launch, "deploy").is_open
    with Engine(launch):
        let_go(own_home)
        assert ended(launch, "deploy").status == "succeeded"
    assert runs(own_home) == 1


async def test_a_cancel_that_its_holder_never_heard_is_passed_on_by_the_next_engine(
    own_home: Path,
) -> None:
    launch = held(own_home)
    with Engine(launch, crash_point="step.cancelled") as engine:
        async with talking(launch) as (script, _):
            await run(script, "deploy")
            wait_until(lambda: newest(launch, "deploy").status == "running")
            await ask_and_die(engine, script, c.CancelStep(step="deploy"))
    assert newest(launch, "deploy").cancelling
    with Engine(launch):
        assert ended(launch, "deploy").status == "cancelled"
    assert runs(own_home) == 1


@pytest.mark.parametrize("point", HOLDERS_POINTS)
async def test_a_holder_that_is_killed_runs_nothing_twice_and_hides_nothing(
    own_home: Path, point: str
) -> None:
    launch = launch_of(own_home, step("deploy", counted(own_home), 'rerun = "never"'))
    with Engine(launch, crash_point=point):
        async with talking(launch) as (script, _):
            await run(script, "deploy")
            attempt = ended(launch, "deploy")
    ran = runs(own_home)
    assert (attempt.status, ran) in [("ready", 0), ("unknown", 0), ("unknown", 1), ("succeeded", 1)]
    with Engine(launch):
        async with talking(launch) as (script, _):
            again = await run(script, "deploy", again=True)
            ended(launch, "deploy")
    assert again["ok"] is (attempt.status == "ready")
    assert runs(own_home) == (1 if again["ok"] else ran)
