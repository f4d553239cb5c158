"""Steps asked of a real engine: what is allowed, what is refused, what is shown before."""

import asyncio
from pathlib import Path

import pytest

from golive_tui.launch import commands as c
from golive_tui.wire.messages import ShowStep
from tests.engine.living import Engine, talking
from tests.engine.stepping import (
    counted,
    ended,
    kinds,
    launch_of,
    run,
    runs,
    sh,
    step,
)


async def test_two_who_ask_at_once_run_it_once(own_home: Path) -> None:
    launch = launch_of(own_home, step("once", counted(own_home), 'rerun = "never"'))
    with Engine(launch):
        async with talking(launch) as (one, _), talking(launch) as (two, _):
            answers = await asyncio.gather(run(one, "once"), run(two, "once", again=True))
            ended(launch, "once")
            late = await run(two, "once", again=True)
    assert sorted(answer["ok"] for answer in answers) == [False, True]
    assert not late["ok"]
    assert runs(own_home) == 1
    assert kinds(launch).count("step.requested") == 1


async def test_of_an_exclusive_group_one_runs_at_a_time(own_home: Path) -> None:
    group = 'exclusive = "database"'
    launch = launch_of(own_home, step("one", sh("read x"), group), step("two", sh("true"), group))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "one")
            refused = await run(script, "two")
            await script.ask(c.CancelStep(step="one"))
            ended(launch, "one")
            allowed = await run(script, "two")
            ended(launch, "two")
    assert refused["error"] == "`one` of the same group (database) is running"
    assert allowed["ok"]


async def test_what_is_needed_comes_first(own_home: Path) -> None:
    launch = launch_of(
        own_home,
        step("build", sh("true")),
        step("deploy", sh("true"), 'needs = ["look", "build"]'),
    )
    with Engine(launch):
        async with talking(launch) as (script, _):
            first = await run(script, "deploy")
            await run(script, "build")
            ended(launch, "build")
            await script.ask(c.PassItem(item="look"))
            second = await run(script, "deploy")
            ended(launch, "deploy")
    assert first["error"] == "it needs what is not done: look, build"
    assert second["ok"]


async def test_a_target_must_be_typed_where_the_step_asks_for_it(own_home: Path) -> None:
    launch = launch_of(own_home, step("careful", sh("true"), 'confirm = "type-target"'))
    with Engine(launch):
        async with talking(launch) as (script, _):
            refused = await run(script, "careful", typed="staging")
            allowed = await run(script, "careful", typed="production")
            ended(launch, "careful")
    assert (refused["ok"], allowed["ok"]) == (False, True)


@pytest.mark.parametrize(
    ("argv", "more", "sentence"),
    [
        (["echo", "<id>"], "", "the placeholder <id> is still in its command"),
        (["no-such-program"], "", "there is no program no-such-program"),
        (["true"], 'cwd = "no-such-directory"', "there is no directory"),
        (["true"], 'env = { A = "${env:GOLIVE_NOT_SET}" }', "`${env:GOLIVE_NOT_SET}` is not set"),
    ],
    ids=["placeholder", "program", "directory", "variable"],
)
async def test_what_cannot_run_is_refused_and_nothing_is_journaled(
    own_home: Path, argv: list[str], more: str, sentence: str
) -> None:
    launch = launch_of(own_home, step("bad", argv, more))
    with Engine(launch):
        before = launch.journal.read_bytes()
        async with talking(launch) as (script, _):
            answer = await run(script, "bad")
            shown = (await script.ask(ShowStep(step="bad")))["plan"]
        assert launch.journal.read_bytes() == before
    assert (answer["ok"], answer["why"]) == (False, "refused")
    assert sentence in answer["error"]
    assert shown["refusal"] == answer["error"]
    assert "argv" not in shown
    assert not list(launch.steps.iterdir())
