"""The rollback of a real engine: its steps in order, its end latched, and no crash stops it."""

import contextlib
import json
import shlex
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from golive_tui.launch import commands as c
from golive_tui.launch import rollback
from golive_tui.launch.rollback_state import RollbackState
from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import Engine, Talker, talking
from tests.engine.stepping import (
    ended,
    facts,
    kill_holder,
    kinds,
    launch_of,
    newest,
    run,
    sh,
    state_of,
    step,
    step_of,
)
from tests.support.waiting import wait_until

ROLL = c.RollBack(typed=rollback.WORD, reason="errors at 12 %")


def noted(folder: Path, word: str, then: str = "true") -> list[str]:
    """A command that adds a word to a file each time it runs."""
    return sh(f"echo {word} >> {shlex.quote(str(folder / 'order'))}; {then}")


def order(folder: Path) -> list[str]:
    path = folder / "order"
    return path.read_text().split() if path.exists() else []


def undoing(folder: Path, *, then: str = "true", more: str = "") -> LaunchDirectory:
    return launch_of(
        folder,
        step("ship", noted(folder, "ship")),
        undo=(
            step("stop", noted(folder, "stop")),
            step("back", noted(folder, "back", then), more),
            step("check", noted(folder, "check")),
        ),
    )


def rolled(launch: LaunchDirectory) -> RollbackState:
    """The rollback once it has ended."""
    wait_until(lambda: (known := state_of(launch).rollback) and known.status != "running")
    known = state_of(launch).rollback
    assert known is not None
    return known


async def test_its_steps_run_in_order_and_it_ends_rolled_back(own_home: Path) -> None:
    launch = undoing(own_home, more='confirm = "type-target"')
    with Engine(launch):
        async with talking(launch) as (script, _):
            refused = await script.ask(c.RollBack(typed="yes"))
            assert (await script.ask(ROLL))["ok"]
            known = rolled(launch)
            twice = await run(script, "ship")
    assert (refused["ok"], twice["ok"]) == (False, True)
    assert (known.status, known.reason, known.steps) == (
        "rolled_back", "errors at 12 %", ("stop", "back", "check"),
    )  # fmt: skip
    assert order(own_home)[:3] == ["stop", "back", "check"]
    asked = [line for line in facts(launch, "step.requested") if line["step"] != "ship"]
    assert {line["reason"] for line in asked} == {"rollback"}
    assert {line["by"]["how"] for line in asked} == {"engine"}
    assert kinds(launch, "rollback.")[1:] == ["rollback.requested", "rollback.ended"]
    assert state_of(launch).item("back").record.status == "passed"


async def test_a_step_that_fails_ends_it_and_that_stands(own_home: Path) -> None:
    launch = undoing(own_home, then="exit 4")
    with Engine(launch):
        async with talking(launch) as (script, _):
            await script.ask(ROLL)
            known = rolled(launch)
            await run(script, "check")
            ended(launch, "check")
    assert (known.status, known.failed_step) == ("failed", "back")
    assert order(own_home) == ["stop", "back", "check"]
    assert rolled(launch) == known
    with Engine(launch):
        async with talking(launch) as (_, hello):
            pass
    assert hello["state"]["rollback"]["status"] == "failed"
    assert order(own_home) == ["stop", "back", "check"]


@pytest.mark.parametrize(
    ("more", "detail"),
    [
        ('cwd = "no-such-directory"', "there is no directory"),
        ('needs = ["look"]', "it needs what is not done: look"),
        ('env = { A = "${env:GOLIVE_NOT_SET}" }', "`${env:GOLIVE_NOT_SET}` is not set"),
    ],
)
async def test_a_step_that_is_refused_ends_it(own_home: Path, more: str, detail: str) -> None:
    launch = undoing(own_home, more=more)
    with Engine(launch):
        async with talking(launch) as (script, _):
            await script.ask(ROLL)
            known = rolled(launch)
    assert (known.status, known.failed_step) == ("failed", "back")
    assert detail in known.detail
    assert order(own_home) == ["stop"]


async def test_a_step_that_nobody_can_tell_of_ends_it(own_home: Path) -> None:
    launch = undoing(own_home, then="read x")
    with Engine(launch):
        async with talking(launch) as (script, _):
            await script.ask(ROLL)
            wait_until(lambda: step_of(launch, "back").status == "running")
            kill_holder(launch, "back-1")
            known = rolled(launch)
    assert (known.status, known.failed_step) == ("failed", "back")
    assert newest(launch, "back").status == "unknown"
    assert order(own_home) == ["stop", "back"]


async def test_a_rollback_that_failed_may_be_asked_for_anew(own_home: Path) -> None:
    launch = undoing(own_home, then="test -e mended")
    with Engine(launch):
        async with talking(launch) as (script, _):
            await script.ask(ROLL)
            assert rolled(launch).status == "failed"
            (own_home / "mended").touch()
            assert (await script.ask(ROLL))["ok"]
            assert rolled(launch).status == "rolled_back"
    assert order(own_home) == ["stop", "back", "stop", "back", "check"]


async def test_a_cancelled_step_ends_it(own_home: Path) -> None:
    launch = undoing(own_home, then="read x")
    with Engine(launch):
        async with talking(launch) as (script, _):
            await script.ask(ROLL)
            wait_until(lambda: step_of(launch, "back").status == "running")
            await script.ask(c.CancelStep(step="back"))
            known = rolled(launch)
    assert (known.status, known.failed_step, known.detail) == ("failed", "back", "cancelled")


async def ask(script: Talker) -> None:
    with contextlib.suppress(ConnectionClosed):
        await script.ask(ROLL)


POINTS = (
    *(f"step.requested:{number}" for number in (1, 2, 3)),
    *(f"step.spawned:{number}" for number in (1, 3)),
    "step.told:2",
    "step.ended:2",
    *(f"journal.after_fsync:{number}" for number in (2, 4, 5, 7, 9, 11)),
)


@pytest.mark.parametrize("point", POINTS)
async def test_killed_anywhere_it_goes_on_and_every_step_runs_once(
    own_home: Path, point: str
) -> None:
    launch = undoing(own_home)
    with Engine(launch, crash_point=point) as engine:
        async with talking(launch) as (script, _):
            await ask(script)
            wait_until(lambda: engine.process.poll() is not None or over(launch))
    with Engine(launch):
        assert rolled(launch).status == "rolled_back"
    assert order(own_home) == ["stop", "back", "check"]
    in_vain = [line for line in facts(launch, "step.ended") if line["outcome"] == "not_started"]
    assert len(in_vain) == kinds(launch, "step.requested").count("step.requested") - 3 <= 1


def over(launch: LaunchDirectory) -> bool:
    """Whether the rollback's end is on disk: quick steps take fewer events than slow ones."""
    last = launch.journal.read_bytes().splitlines()[-1]
    try:
        return bool(json.loads(last)["kind"] == "rollback.ended")
    except ValueError:
        return False
