"""What goes on by itself: retries run as often as they may and no more, through every crash."""

import contextlib
import hashlib
import shlex
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from golive_tui.engine.driver import is_due
from golive_tui.launch import commands as c
from golive_tui.launch.state import EMPTY
from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import Engine, talking
from tests.engine.stepping import (
    counted,
    facts,
    kinds,
    launch_of,
    newest,
    run,
    runs,
    sh,
    state_of,
    step,
)
from tests.support.waiting import wait_until

REQUEST, STARTED, ENDED, RETRY, RETRY_STARTED, RETRY_ENDED = 2, 3, 4, 5, 6, 7
"""Which append of the first engine's life is which fact of a step and of its retry."""

POINTS = (
    "step.ended",
    *(f"journal.{where}:{ENDED}" for where in ("before_append", "after_write", "after_fsync")),
    *(f"journal.{where}:{RETRY}" for where in ("before_append", "after_write", "after_fsync")),
    "step.requested:2",
    "step.spawned:2",
    "step.told:2",
    f"journal.before_append:{RETRY_STARTED}",
    f"journal.after_fsync:{RETRY_STARTED}",
    "step.ended:2",
    f"journal.before_append:{RETRY_ENDED}",
    f"journal.after_fsync:{RETRY_ENDED}",
)


def failing(folder: Path, times: int) -> list[str]:
    """A command that counts its runs, waits until the journal tells of its start, and fails so
    many times before it succeeds."""
    journal = f"{shlex.quote(str(folder))}/launches/*/journal.jsonl"
    told = f'until grep -q "step.started.*$GOLIVE_ATTEMPT" {journal}; do sleep 0.02; done'
    count = f"$(wc -l < {shlex.quote(str(folder / 'runs'))})"
    return counted(folder, f"{told}; [ {count} -gt {times} ]")


def named(folder: Path) -> str:
    """A step's id of its own: tests at the same time end what is left by the attempt's id."""
    return f"deploy-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"


def tried(folder: Path, times: int, retries: int) -> LaunchDirectory:
    return launch_of(folder, step(named(folder), failing(folder, times), f"retries = {retries}"))


def settled(launch: LaunchDirectory, name: str) -> str:
    """What became of the step once nothing goes on by itself any more."""

    def over() -> str:
        state = state_of(launch)
        known = state.step(name)
        goes_on = not known.attempts or known.open is not None or is_due(state)
        return "" if goes_on else known.status

    return wait_until(over)


def test_nothing_is_due_where_nothing_has_happened() -> None:
    assert not is_due(EMPTY)


async def test_a_failed_step_is_run_again_until_it_succeeds(own_home: Path) -> None:
    launch = tried(own_home, 2, 5)
    with Engine(launch):
        async with talking(launch) as (script, _):
            assert (await run(script, named(own_home)))["ok"]
            assert settled(launch, named(own_home)) == "succeeded"
    assert runs(own_home) == 3
    asked = facts(launch, "step.requested")
    assert [each["attempt"] for each in asked] == [
        f"{named(own_home)}-{number}" for number in (1, 2, 3)
    ]
    assert [each["reason"] for each in asked] == ["", "retry 1 of 5", "retry 2 of 5"]
    assert [each["by"]["how"] for each in asked] == ["peer", "engine", "engine"]
    assert state_of(launch).item(named(own_home)).record.status == "passed"


async def test_it_is_run_again_no_more_often_than_it_may(own_home: Path) -> None:
    launch = tried(own_home, 9, 1)
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, named(own_home))
            assert settled(launch, named(own_home)) == "failed"
    assert runs(own_home) == 2
    assert state_of(launch).item(named(own_home)).record.status == "failed"


async def test_a_retry_that_is_refused_is_given_up_with_the_reason(own_home: Path) -> None:
    place = own_home / "place"
    place.mkdir()
    line = counted(own_home, f"rmdir {shlex.quote(str(place))}; false")
    more = f'retries = 3\ncwd = "{place}"'
    launch = launch_of(own_home, step(named(own_home), line, more))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, named(own_home))
            assert settled(launch, named(own_home)) == "failed"
    assert runs(own_home) == 1
    assert newest(launch, named(own_home)).given_up == (
        f"`{named(own_home)}`: there is no directory {place}"
    )


@pytest.mark.parametrize("point", POINTS)
async def test_killed_at_any_point_of_a_retry_no_run_is_lost_or_doubled(
    own_home: Path, point: str
) -> None:
    launch = tried(own_home, 1, 2)
    with Engine(launch, crash_point=point) as engine:
        with contextlib.suppress(ConnectionClosed):
            async with talking(launch) as (script, _):
                await run(script, named(own_home))
                wait_until(lambda: engine.process.poll() is not None)
        assert engine.process.returncode == -9
    with Engine(launch):
        assert settled(launch, named(own_home)) == "succeeded"
    assert runs(own_home) == 2, launch.journal.read_text()
    assert state_of(launch).item(named(own_home)).record.status == "passed"
    ends = [each["outcome"] for each in facts(launch, "step.ended")]
    assert [each for each in ends if each != "not_started"] == ["failed", "succeeded"]


async def test_a_hanging_step_is_cancelled_for_the_rollback_by_choice(own_home: Path) -> None:
    hangs = step("ship", sh("echo hangs; sleep 600"), 'exclusive = "deploy"')
    back = step("back", counted(own_home), 'exclusive = "deploy"')
    launch = launch_of(own_home, hangs, undo=(back,))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "ship")
            wait_until(lambda: newest(launch, "ship").status == "running")
            refused = await script.ask(c.RollBack(typed="ROLLBACK"))
            assert refused["error"] == (
                "`ship` is running in the group deploy, which the rollback needs"
            )
            assert "--cancel-running" in refused["hint"]
            assert (await script.ask(c.RollBack(typed="ROLLBACK", cancel_running=True)))["ok"]
            wait_until(lambda: "rollback.ended" in kinds(launch, "rollback."))
    assert newest(launch, "ship").status == "cancelled"
    assert facts(launch, "rollback.ended")[0]["outcome"] == "rolled_back"
    order = [each["kind"] for each in facts(launch, "") if each.get("step") in ("ship", "back")]
    assert order.index("step.cancelled") < len(order) - 1 - order[::-1].index("step.requested")
    assert runs(own_home) == 1
