"""People at a running command: they cancel it, type into it, and say what became of it."""

from pathlib import Path

from golive_tui.launch import commands as c
from golive_tui.wire.messages import TypeIn
from tests.engine.living import Engine, talking
from tests.engine.stepping import (
    ended,
    facts,
    gone,
    kill_holder,
    kinds,
    launch_of,
    newest,
    run,
    sh,
    state_of,
    step,
    step_of,
    transcript,
    wrote,
)
from tests.support.waiting import wait_until


async def test_a_cancel_ends_the_whole_tree(own_home: Path) -> None:
    line = "sleep 600 & echo child $!; wait"
    launch = launch_of(own_home, step("slow", sh(line)))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "slow")
            wrote(launch, "slow-1", "child")
            wait_until(lambda: newest(launch, "slow").status == "running")
            answer = await script.ask(c.CancelStep(step="slow", reason="the wrong one"))
            attempt = ended(launch, "slow")
            late = await script.ask(c.CancelStep(step="slow"))
    assert (answer["ok"], late["ok"]) == (True, False)
    assert (attempt.status, attempt.survivors) == ("cancelled", ())
    child = int(transcript(launch, "slow-1").split()[1])
    assert gone(child)
    assert state_of(launch).item("slow").record.status == "open"
    assert [line["kind"] for line in facts(launch)][-2:] == ["step.cancelled", "step.ended"]
    assert facts(launch)[-2]["reason"] == "the wrong one"


async def test_a_cancel_that_is_quicker_than_the_start_is_passed_on_all_the_same(
    own_home: Path,
) -> None:
    launch = launch_of(own_home, step("slow", sh("sleep 600")))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "slow")
            assert (await script.ask(c.CancelStep(step="slow")))["ok"]
            assert ended(launch, "slow").status == "cancelled"


async def test_a_question_is_answered_from_the_dashboard(own_home: Path) -> None:
    ask = "stty -echo; printf 'Password: '; read p; stty echo; echo; echo $p; expr length $p"
    launch = launch_of(own_home, step("login", sh(ask), "interactive = true"))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "login")
            wrote(launch, "login-1", "Password: ")
            typed = await script.ask(TypeIn(step="login", text="letmein-now\n"))
            attempt = ended(launch, "login")
            late = await script.ask(TypeIn(step="login", text="letmein-now\n"))
    assert (typed["ok"], late["ok"]) == (True, False)
    assert attempt.status == "succeeded"
    said = transcript(launch, "login-1")
    assert said.split()[-1] == "11"
    assert "letmein-now" not in said
    assert "letmein" not in launch.journal.read_text()


async def test_a_verify_settles_what_nobody_could_tell(own_home: Path) -> None:
    launch = launch_of(own_home, step("deploy", sh("read x"), 'verify = ["test", "-e", "there"]'))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "deploy")
            wait_until(lambda: newest(launch, "deploy").status == "running")
            kill_holder(launch, "deploy-1")
            ended(launch, "deploy")
            assert step_of(launch, "deploy").status == "unknown"
            refused = await run(script, "deploy")
            (own_home / "there").touch()
            assert (await script.ask(c.VerifyStep(step="deploy")))["ok"]
            ended(launch, "deploy")
    assert "nobody knows what became" in refused["error"]
    assert step_of(launch, "deploy").status == "succeeded"
    assert state_of(launch).item("deploy").record.status == "passed"
    assert kinds(launch)[-3:] == ["step.started", "step.ended", "step.settled"]
