"""Commands under real holders: how they end, and what is recorded of that."""

import hashlib
import resource
from pathlib import Path

from golive_tui.wire.messages import TypeIn
from tests.engine.living import Engine, talking
from tests.engine.stepping import (
    ended,
    gone,
    kinds,
    launch_of,
    newest,
    python,
    run,
    sh,
    state_of,
    step,
    transcript,
)
from tests.support.waiting import wait_until


async def test_a_step_runs_writes_and_passes_its_item(own_home: Path) -> None:
    launch = launch_of(own_home, step("greet", sh("echo hello; echo to all >&2; pwd")))
    with Engine(launch):
        async with talking(launch) as (script, _):
            assert (await run(script, "greet"))["ok"]
            attempt = ended(launch, "greet")
    said = transcript(launch, "greet-1")
    assert said.split() == ["hello", "to", "all", str(own_home)]
    assert (attempt.status, attempt.exit_code, attempt.id) == ("succeeded", 0, "greet-1")
    assert attempt.sha256 == hashlib.sha256(said.encode()).hexdigest()
    assert attempt.bytes == len(said)
    assert attempt.pid > 0
    assert attempt.started_at is not None
    assert attempt.ended_at is not None
    assert attempt.requested_at <= attempt.started_at <= attempt.ended_at
    assert kinds(launch) == ["step.requested", "step.started", "step.ended"]
    record = state_of(launch).item("greet").record
    assert record.status == "passed"
    assert record.evidence[0].text.startswith("attempt greet-1: exit 0, transcript sha256")


async def test_everybody_hears_of_a_step(own_home: Path) -> None:
    launch = launch_of(own_home, step("greet", sh("true")))
    with Engine(launch):
        async with talking(launch) as (script, _), talking(launch) as (watcher, _):
            await run(script, "greet")
            heard = [(await watcher.until("event"))["kind"] for _ in range(5)]
    assert heard == [
        "step.requested", "step.started", "item.started", "step.ended", "item.passed",
    ]  # fmt: skip


async def test_a_step_that_fails_fails_its_item(own_home: Path) -> None:
    launch = launch_of(own_home, step("bad", sh("echo no; exit 3")))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "bad")
            attempt = ended(launch, "bad")
            refused = await run(script, "bad")
            again = await run(script, "bad", again=True)
            second = ended(launch, "bad")
    assert (attempt.status, attempt.exit_code) == ("failed", 3)
    record = state_of(launch).item("bad").record
    assert (record.status, record.note[:6]) == ("failed", "exit 3")
    assert (refused["ok"], refused["error"]) == (False, "`bad` has run before: failed")
    assert again["ok"]
    assert second.id == "bad-2"


async def test_other_exit_codes_may_be_good(own_home: Path) -> None:
    launch = launch_of(own_home, step("odd", sh("exit 3"), "success_exit_codes = [0, 3]"))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "odd")
            assert ended(launch, "odd").status == "succeeded"


async def test_a_step_that_runs_out_of_time_is_ended_with_its_children(own_home: Path) -> None:
    line = "sleep 600 & echo child $!; wait"
    launch = launch_of(own_home, step("slow", sh(line), 'timeout = "1s"'))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "slow")
            attempt = ended(launch, "slow")
    assert (attempt.status, attempt.survivors) == ("timed_out", ())
    child = int(transcript(launch, "slow-1").split()[1])
    assert gone(child)
    assert state_of(launch).item("slow").record.note.startswith("ran out of time")


async def test_what_a_step_leaves_behind_is_told(own_home: Path) -> None:
    code = (
        "from subprocess import DEVNULL as N, Popen\n"
        "Popen(['sleep', '611'], stdin=N, stdout=N, stderr=N, start_new_session=True)"
    )
    launch = launch_of(own_home, step("daemon", python(code)))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "daemon")
            attempt = ended(launch, "daemon")
    assert attempt.status == "succeeded"
    assert attempt.detail.startswith("it left behind: sleep 611 (pid ")


async def test_an_end_that_the_disk_did_not_take_is_recorded_when_there_is_room(
    own_home: Path,
) -> None:
    launch = launch_of(own_home, step("deploy", sh("read x")))
    with Engine(launch) as engine:
        async with talking(launch) as (script, _):
            await run(script, "deploy")
            wait_until(lambda: newest(launch, "deploy").status == "running")
            pid, limit = engine.process.pid, resource.RLIMIT_FSIZE
            before = resource.prlimit(pid, limit, (launch.journal.stat().st_size, -1))
            await script.ask(TypeIn(step="deploy", text="\n"))
            while not (await script.until("engine"))["unwritable"]:
                pass
            assert newest(launch, "deploy").status == "running"
            resource.prlimit(pid, limit, before)
            attempt = ended(launch, "deploy")
    assert attempt.status == "succeeded"
    assert kinds(launch) == ["step.requested", "step.started", "step.ended"]
    assert state_of(launch).item("deploy").record.status == "passed"
