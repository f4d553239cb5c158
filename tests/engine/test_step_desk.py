"""Steps asked of a real engine: what is allowed, what is refused, what is shown before."""

import asyncio
from pathlib import Path

import pytest

from golive_tui.launch import commands as c
from golive_tui.wire.messages import ShowStep, TypeIn
from tests.engine.living import Engine, talking
from tests.engine.stepping import (
    counted,
    ended,
    facts,
    kinds,
    launch_of,
    newest,
    rehearsed,
    run,
    runs,
    sh,
    state_of,
    step,
    transcript,
)
from tests.support.waiting import wait_until
from tests.whole.family import below, standing


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


async def test_what_would_run_is_shown_before_it_does(own_home: Path) -> None:
    more = 'env = { NODE_ENV = "${place}" }\nconfirm = "type-target"\ntimeout = "15m"\ncwd = "/"'
    launch = launch_of(own_home, step("deploy", ["echo", "${place}", "now"], more))
    with Engine(launch):
        async with talking(launch) as (script, _):
            before = launch.journal.read_bytes()
            shown = await script.ask(ShowStep(step="deploy"))
            none = await script.ask(ShowStep(step="none"))
            no_step = await script.ask(ShowStep(step="look"))
    digest = shown["plan"].pop("digest")
    assert len(digest) == 16
    assert shown["plan"] == {
        "step": "deploy",
        "argv": ["echo", "eu-west", "now"],
        "shell": False,
        "directory": "/",
        "env": {"NODE_ENV": "eu-west"},
        "target": "production",
        "rehearsed": False,
        "confirm": "type-target",
        "timeout": 900.0,
        "rerun": "ask",
        "status": "ready",
        "retries": 0,
        "interactive": False,
        "evidence": [],
        "four_eyes": False,
        "approved_by": "",
        "refusal": "",
    }
    assert (none["why"], no_step["why"]) == ("not_found", "refused")
    assert launch.journal.read_bytes().startswith(before)
    assert kinds(launch) == []


async def test_what_may_not_run_now_is_shown_with_the_reason(own_home: Path) -> None:
    launch = launch_of(own_home, step("deploy", ["echo", "x"], 'needs = ["look"]'))
    with Engine(launch):
        async with talking(launch) as (script, _):
            plan = (await script.ask(ShowStep(step="deploy")))["plan"]
    assert plan["refusal"] == "it needs what is not done: look"
    assert plan["argv"] == ["echo", "x"]


async def test_a_watcher_may_look_and_not_run(own_home: Path) -> None:
    launch = launch_of(own_home, step("deploy", counted(own_home)))
    with Engine(launch):
        async with talking(launch, read_only=True) as (watcher, _):
            shown = await watcher.ask(ShowStep(step="deploy"))
            answers = [
                await run(watcher, "deploy"),
                await watcher.ask(c.VerifyStep(step="deploy")),
                await watcher.ask(c.RollBack(typed="ROLLBACK")),
                await watcher.ask(TypeIn(step="deploy", text="x")),
            ]
    assert shown["ok"]
    assert [answer["ok"] for answer in answers] == [False] * 4
    assert kinds(launch) == []


async def test_a_verify_waits_for_what_runs_and_needs_a_command(own_home: Path) -> None:
    launch = launch_of(
        own_home,
        step("slow", sh("read x"), 'verify = ["true"]'),
        step("bare", ["true"]),
    )
    with Engine(launch):
        async with talking(launch) as (script, _):
            bare = await script.ask(c.VerifyStep(step="bare"))
            await run(script, "slow")
            busy = await script.ask(c.VerifyStep(step="slow"))
            idle = await script.ask(TypeIn(step="bare", text="x"))
    assert bare["error"] == "`bare` has no `verify` command"
    assert busy["error"] == "`slow` is running"
    assert idle["error"] == "`bare` is not running"


async def test_what_is_typed_for_a_run_that_has_ended_does_not_reach_the_next(
    own_home: Path,
) -> None:
    launch = launch_of(own_home, step("ask", sh("read word; echo got $word"), "interactive = true"))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "ask")
            wait_until(lambda: newest(launch, "ask").status == "running")
            wrong = await script.ask(TypeIn(step="ask", attempt="ask-0", text="secret\n"))
            right = await script.ask(TypeIn(step="ask", attempt="ask-1", text="word\n"))
            ended(launch, "ask")
    assert wrong["error"] == "ask-0 has ended, and ask-1 runs: what was typed was dropped"
    assert right["ok"]
    assert "got word" in transcript(launch, "ask-1")
    assert "secret" not in transcript(launch, "ask-1")


async def test_a_rehearsal_runs_what_stands_in_and_nothing_else(own_home: Path) -> None:
    stand_in = 'rehearse = ["echo", "as", "if"]'
    launch = rehearsed(
        own_home, step("bare", counted(own_home)), step("deploy", counted(own_home), stand_in)
    )
    with Engine(launch):
        async with talking(launch) as (script, _):
            refused = await run(script, "bare")
            shown = (await script.ask(ShowStep(step="deploy")))["plan"]
            assert (await run(script, "deploy"))["ok"]
            attempt = ended(launch, "deploy")
    assert refused["error"].startswith("a rehearsal runs no real command")
    assert (shown["argv"], shown["rehearsed"]) == (["echo", "as", "if"], True)
    assert attempt.rehearsed
    assert transcript(launch, "deploy-1").split() == ["as", "if"]
    assert runs(own_home) == 0
    assert state_of(launch).item("deploy").record.note.endswith(", rehearsed")
    assert kinds(launch).count("step.requested") == 1


# -- four eyes, the next one, and again from one ------------------------------------------------


async def test_a_step_with_four_eyes_runs_when_another_has_approved_it(own_home: Path) -> None:
    launch = launch_of(own_home, step("deploy", counted(own_home), "four_eyes = true"))
    with Engine(launch):
        async with talking(launch) as (script, _):
            alone = await script.ask(c.RunStep(step="deploy", name="Lee"))
            assert alone["error"] == "`deploy` needs four eyes, and nobody has approved it"
            shown = (await script.ask(ShowStep(step="deploy")))["plan"]
            assert shown["refusal"] == alone["error"]
            stale = await script.ask(c.ApproveStep(step="deploy", digest="0" * 16))
            assert "another command than the one that was shown" in stale["error"]
            approve = c.ApproveStep(step="deploy", digest=shown["digest"], name="Ana")
            assert (await script.ask(approve))["ok"]
            own = await script.ask(c.RunStep(step="deploy", name="Ana"))
            assert own["error"] == "Ana approved `deploy`: another person must run it"
            shown = (await script.ask(ShowStep(step="deploy")))["plan"]
            assert (shown["refusal"], shown["approved_by"]) == ("", "Ana")
            assert (await script.ask(c.RunStep(step="deploy", name="Lee")))["ok"]
            ended(launch, "deploy")
            again = await script.ask(c.RunStep(step="deploy", name="Lee", again=True))
            assert again["error"] == alone["error"]
    asked = facts(launch, "step.requested")
    assert [each["approved_by"] for each in asked] == ["Ana (identity not proven)"]
    assert runs(own_home) == 1


async def test_the_next_step_is_run_and_one_is_run_again_with_those_after_it(
    own_home: Path,
) -> None:
    names = ("one", "two", "three")
    launch = launch_of(own_home, *(step(name, counted(own_home)) for name in names))
    with Engine(launch):
        async with talking(launch) as (script, _):
            for name in names:
                assert (await script.ask(c.RunNext()))["ok"]
                ended(launch, name)
            none = await script.ask(c.RunNext())
            assert none["error"].startswith("no step comes next")
            assert (await script.ask(c.RerunFrom(step="two", reason="a new image")))["ok"]
            assert ended(launch, "two").id == "two-2"
            wait_until(lambda: state_of(launch).item("two").record.status == "passed")
    reopened = [(each["item"], each["note"]) for each in facts(launch, "item.reopened")]
    assert ("three", "to be run again from two: a new image") in reopened
    assert facts(launch, "step.requested")[-1]["reason"] == "a new image"
    assert state_of(launch).item("three").record.status == "open"
    assert runs(own_home) == 4


async def test_who_looks_before_they_run_finds_a_holder_ready(own_home: Path) -> None:
    launch = launch_of(own_home, step("deploy", counted(own_home)), step("bad", ["no-such"]))
    with Engine(launch) as engine:
        async with talking(launch) as (script, _):
            refused = (await script.ask(ShowStep(step="bad")))["plan"]["refusal"]
            await script.ask(ShowStep(step="look"))
            assert not below(engine.process.pid), "nothing of that can be run"
            await script.ask(ShowStep(step="deploy"))
            wait_until(lambda: below(engine.process.pid))
            (spare,) = below(engine.process.pid)
            await script.ask(ShowStep(step="deploy"))
            await run(script, "deploy")
            ended(launch, "deploy")
            wait_until(lambda: not below(engine.process.pid))
            await script.ask(ShowStep(step="deploy"))
            wait_until(lambda: below(engine.process.pid))
            (another,) = below(engine.process.pid)
        engine.process.terminate()
        engine.process.wait()
        assert standing(another) == "gone"
    assert refused
    assert another != spare
    assert runs(own_home) == 1


async def test_a_rollback_that_would_be_refused_is_not_called_ready(own_home: Path) -> None:
    launch = launch_of(
        own_home,
        step("ship", sh("true")),
        undo=(
            step("restore", sh("true"), 'needs = ["ship"]'),
            step("restart", sh("true"), 'needs = ["restore"]'),
        ),
    )
    with Engine(launch):
        wait_until(lambda: state_of(launch).rollback_check)
        check = state_of(launch).rollback_check
        assert check is not None
        assert check.wanting == {"restore": "it needs what is not done: ship"} | {
            "restart": "it needs what is not done: restore"
        }
        async with talking(launch) as (script, _):
            await run(script, "ship")
            ended(launch, "ship")
        wait_until(lambda: (known := state_of(launch).rollback_check) and not known.wanting)
