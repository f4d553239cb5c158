"""Triggers of a real engine: a probe that fails, a countdown, one rollback, through a kill."""

import socket
from pathlib import Path

from golive_tui.launch import commands as c
from golive_tui.launch.trigger_commands import HoldTrigger, ResetTrigger
from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import Engine, talking
from tests.engine.stepping import facts, launch_of, sh, state_of, step
from tests.support.waiting import wait_until

RULES = """
[rollback]
previous = "look"

[probes.site]
kind = "tcp"
host = "127.0.0.1"
port = {port}
every = "1s"
timeout = "500ms"

[triggers.down]
title = "Down"
measure = "consecutive_failures"
of = ["site"]
above = 1
action = "{action}"
{more}
arm_after = "look"
settle = "0s"
shadow = "0s"
"""


def failing(folder: Path, action: str, more: str = "") -> LaunchDirectory:
    """A launch whose only probe knocks at a port where nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    rules = RULES.format(port=port, action=action, more=more)
    return launch_of(folder, undo=(step("back", sh("true"), ""), rules))


async def test_a_trip_starts_the_rollback_once_and_is_told(own_home: Path) -> None:
    launch = failing(own_home, "auto")
    with Engine(launch):
        async with talking(launch) as (script, _):
            assert (await script.ask(c.PassItem(item="look")))["ok"]
            wait_until(lambda: len(facts(launch, "rollback.ended")) == 1)
    requested = facts(launch, "rollback.requested")
    assert [(each["by"]["how"], each["triggers"]) for each in requested] == [("engine", ["down"])]
    (tripped,) = facts(launch, "trigger.tripped")
    assert (tripped["action"], tripped["value"]) == ("auto", 2)
    assert facts(launch, "rollback.ended")[0]["outcome"] == "rolled_back"
    assert state_of(launch).trigger("down").status == "acting"


async def test_a_countdown_goes_on_through_a_kill_and_ends_in_one_rollback(own_home: Path) -> None:
    launch = failing(own_home, "countdown", 'countdown = "2s"')
    with Engine(launch) as engine:
        async with talking(launch) as (script, _):
            assert (await script.ask(c.PassItem(item="look")))["ok"]
            wait_until(lambda: len(facts(launch, "trigger.tripped")) == 1)
        engine.kill()
    assert facts(launch, "rollback.requested") == []
    with Engine(launch):
        wait_until(lambda: len(facts(launch, "rollback.ended")) == 1)
    assert len(facts(launch, "rollback.requested")) == 1
    assert len(facts(launch, "trigger.tripped")) == 1


async def test_a_hold_stops_the_countdown(own_home: Path) -> None:
    launch = failing(own_home, "countdown", 'countdown = "1m"')
    with Engine(launch):
        async with talking(launch) as (script, _):
            assert (await script.ask(c.PassItem(item="look")))["ok"]
            wait_until(lambda: len(facts(launch, "trigger.tripped")) == 1)
            hold = HoldTrigger(trigger="down", reason="we look", seconds=300.0)
            assert (await script.ask(hold))["ok"]
            assert not (await script.ask(ResetTrigger(trigger="down")))["ok"]
    known = state_of(launch).trigger("down")
    assert (known.status, known.acts_at, known.reason) == ("held", None, "we look")
