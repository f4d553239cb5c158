"""The document's Deployment Process and its rollback, walked in a rehearsed launch: the real
engine, the real holder, the stand-ins for the commands."""

from pathlib import Path

import pytest

from golive_tui.launch import commands as c
from golive_tui.rehearsal.assemble import ARTIFACTS
from golive_tui.rehearsal.deploy.load import REPORT
from golive_tui.rehearsal.deploy.place import PACE, TOLD
from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import Engine, Talker, talking
from tests.engine.stepping import ended, state_of, transcript
from tests.rehearsal.launches import rehearsed
from tests.support.waiting import wait_until

DEPLOYMENT = (
    "deploy-staging",
    "smoke-tests-staging",
    "migrate-frontends-staging",
    "verify-staging",
    "deploy-production",
    "update-frontends-production",
    "immediate-health-checks",
    "production-tests",
    "load-test-production",
)


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    made = rehearsed(own_home, 10.0)
    tell(made, PACE, "0")
    return made


def tell(launch: LaunchDirectory, name: str, text: str) -> None:
    """A word to the stand-ins, in the file that they look for."""
    folder = launch.path / ARTIFACTS
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text)


async def vote(talker: Talker) -> None:
    """All stations say go."""
    for station in ("Backend", "DevOps", "Security", "Product"):
        ballot = c.VoteGate(gate="go-no-go", station=station, vote="go", name="Ana")
        assert (await talker.ask(ballot))["ok"]


async def step(talker: Talker, launch: LaunchDirectory, name: str) -> str:
    """Run a step; how it ended."""
    answer = await talker.ask(c.RunStep(step=name, typed="rehearsal"))
    assert answer["ok"], answer
    return ended(launch, name).status


def is_over(launch: LaunchDirectory) -> bool:
    """Whether the rollback has come to its end."""
    known = state_of(launch).rollback
    return known is not None and known.status != "running"


async def test_the_whole_deployment_can_be_walked(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (talker, _):
            refused = await talker.ask(c.RunStep(step="deploy-staging"))
            assert "Backend absent, DevOps absent" in refused["error"]
            await vote(talker)
            for name in DEPLOYMENT:
                if name == "verify-staging":
                    passed = c.PassItem(item=name, note="looked at all four")
                    assert (await talker.ask(passed))["ok"]
                else:
                    assert await step(talker, launch, name) == "succeeded", name
        state = state_of(launch)
    assert state.step("deploy-production").outputs == {"RELEASE": "r-production-001"}
    assert {state.item(name).record.status for name in DEPLOYMENT} == {"passed"}
    assert (launch.path / ARTIFACTS / REPORT).is_file()
    assert "312 passed" in transcript(launch, "deploy-production-1")


async def test_a_step_that_is_told_to_fail_fails_and_the_rollback_runs(
    launch: LaunchDirectory,
) -> None:
    tell(launch, TOLD, "deploy-staging\n")
    with Engine(launch):
        async with talking(launch) as (talker, _):
            await vote(talker)
            assert await step(talker, launch, "deploy-staging") == "failed"
            rollback = c.RollBack(typed="ROLLBACK", reason="staging is broken")
            assert (await talker.ask(rollback))["ok"]
        wait_until(lambda: is_over(launch))
        known = state_of(launch).rollback
    assert known is not None
    assert known.status == "rolled_back"
    assert "Shifting traffic" in transcript(launch, "immediate-rollback-1")
