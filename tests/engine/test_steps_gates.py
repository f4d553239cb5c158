"""A gate before a stage, under a real engine."""

from pathlib import Path

from golive_tui.launch import commands as c
from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import Engine, make_launch, talking
from tests.engine.stepping import HEAD, counted, ended, facts, kinds, run, runs, state_of, step

GATE = """
[[gate]]
id = "poll"
title = "Ready to work"
before = "work"
stations = ["Lead", "Network"]
"""


def gated(folder: Path) -> LaunchDirectory:
    steps = step("one", counted(folder)) + step("two", counted(folder))
    return make_launch(folder, HEAD + steps + GATE)


def vote(station: str, word: str = "go") -> c.VoteGate:
    return c.VoteGate(gate="poll", station=station, vote=word, name="Ana", reason="so")  # type: ignore[arg-type] # a word


async def test_a_step_waits_for_its_gate_and_its_request_freezes_the_poll(own_home: Path) -> None:
    launch = gated(own_home)
    with Engine(launch):
        async with talking(launch) as (script, _):
            early = await run(script, "one")
            for station in ("Lead", "Network"):
                assert (await script.ask(vote(station)))["ok"]
            assert (await run(script, "one"))["ok"]
            ended(launch, "one")
            assert (await run(script, "two"))["ok"]
            ended(launch, "two")
    assert early["error"] == "Ready to work says OPEN: Lead absent, Network absent"
    assert runs(own_home) == 2
    assert kinds(launch, "gate.") == ["gate.polled", "gate.polled", "gate.passed"]
    (passed,) = facts(launch, "gate.passed")
    assert passed["votes"] == {"Lead": "go by Ana", "Network": "go by Ana"}
    assert facts(launch, "step.requested")[0]["seq"] == passed["seq"] + 1


async def test_an_override_lets_through_and_stands_until_it_is_answered_for(
    own_home: Path,
) -> None:
    launch = gated(own_home)
    with Engine(launch):
        async with talking(launch) as (script, _):
            await script.ask(vote("Network", "no-go"))
            early = await run(script, "one")
            await script.ask(c.OverrideGate(gate="poll", reason="no time"))
            assert (await run(script, "one"))["ok"]
            ended(launch, "one")
            assert state_of(launch).gate("poll").overridden
            await script.ask(c.ResolveGate(gate="poll", note="both were asked"))
            late = await run(script, "two")
    assert "Network no-go" in early["error"]
    assert "Network no-go" in late["error"]
    assert not state_of(launch).gate("poll").overridden
    assert kinds(launch, "gate.passed") == []
    assert runs(own_home) == 1
