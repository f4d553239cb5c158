"""Scenarios with the real engine; short, since the clock is fast and little is expected."""

from pathlib import Path

import pytest

from golive_tui.checklist_files import find, load
from golive_tui.errors import Refused
from golive_tui.launch.events import Event
from golive_tui.probes.all_kinds import specs
from golive_tui.rehearsal.expect import Found, evaluate
from golive_tui.rehearsal.real import RealStage, at_speed, play_on, stop
from golive_tui.rehearsal.scenario import Scenario
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from tests.rehearsal.launches import rehearsed
from tests.rehearsal.scenarios import NEVER, scenario

SPEED = 300.0
HEAD = 'title = "x"\nspeed = 300\nuntil = "1h"\n[[act]]\ndo = "go live"\nat = "1s"\n'


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    return rehearsed(own_home, SPEED)


def played(launch: LaunchDirectory, made: Scenario, last: str) -> list[Found]:
    """What came of a scenario that is over once an event of the kind `last` has come."""
    checklist, _ = load(find("flowmind"), specs())
    seen: list[str] = []

    def told(event: Event, _seconds: float) -> None:
        seen.append(event.fact.kind)

    try:
        run = play_on(launch, made, checklist, told, over=lambda: last in seen)
    finally:
        stop(launch)
    assert holder(launch) is None
    return evaluate(made, run)


def test_a_fault_reaches_the_probes_through_the_engine_and_is_mended(
    launch: LaunchDirectory,
) -> None:
    made = scenario(
        """
[[fault]]
fault = "status"
name = "down"
after = "launch.went_live"
at = "5m"
for = "8m"

[[act]]
do = "pass"
item = "dns-a-records"
reason = "the probe has failed"
after = "rehearsal.mended"
at = "1s"

[[expect]]
probe = "api-traffic"
state = "fail"
after = "down"

[[expect]]
event = "rehearsal.mended"
count = 1
""",
        head=HEAD,
    )
    assert [each for each in played(launch, made, "item.passed") if not each.ok] == []


def test_an_engine_is_killed_and_another_suffers_on(launch: LaunchDirectory) -> None:
    made = scenario(
        """
[[fault]]
fault = "refused"
after = "launch.went_live"
at = "1s"

[[fault]]
fault = "engine-killed"
after = "refused"
at = "1m"
for = "10s"

[[expect]]
event = "engine.resumed"
count = 1

[[expect]]
event = "rehearsal.faulted"
count = 1

[[act]]
do = "pass"
item = "dns-a-records"
after = "engine.resumed"
at = "10m"

[[expect]]
probe = "api-port"
never = "ok"
after = "engine.resumed"
""",
        head=HEAD,
    )
    found = played(launch, made, "item.passed")
    assert [each for each in found if not each.ok] == []


def test_there_must_be_an_engine_to_be_killed(launch: LaunchDirectory) -> None:
    stage = RealStage(launch, SPEED, lambda _event: None)
    with pytest.raises(Refused, match="no engine to kill"):
        stage.kill()


def test_the_command_line_says_how_it_is_played() -> None:
    made = scenario(NEVER)
    assert at_speed(made, None, instant=False).how == "instant"
    assert (at_speed(made, 40, instant=False).how, at_speed(made, 40, instant=False).speed) == (
        "engine",
        40,
    )
    assert at_speed(scenario(NEVER, head=HEAD), None, instant=True).how == "instant"
