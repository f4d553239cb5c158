"""What clients are told."""

import os
from pathlib import Path

import pytest

from golive_tui.launch import commands as c
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import PROTOCOL
from tests.engine.living import CHECKLIST, Engine, make_launch, talking


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    return make_launch(own_home)


async def test_hello_holds_all_that_a_client_needs(launch: LaunchDirectory) -> None:
    with Engine(launch) as engine:
        async with talking(launch, role="dashboard") as (_, hello):
            pass
    assert hello["protocol"] == PROTOCOL
    assert hello["launch_dir"] == str(launch.path)
    assert hello["checklist"] == CHECKLIST
    assert hello["clock"]["speed"] == 1.0
    assert hello["engine"]["pid"] == engine.process.pid
    assert hello["engine"]["epoch"] == 1
    assert [event["seq"] for event in hello["events"]] == list(range(1, hello["state"]["seq"] + 1))
    [viewer] = hello["engine"]["viewers"]
    assert (viewer["uid"], viewer["role"]) == (os.getuid(), "dashboard")


async def test_hello_holds_the_newest_events_only_of_a_long_history(
    launch: LaunchDirectory,
) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            for number in range(250):
                await script.ask(c.NoteItem(item="first", text=str(number)))
        async with talking(launch) as (_, hello):
            pass
    assert len(hello["events"]) == 200
    assert hello["events"][-1]["text"] == "249"
    assert len(hello["state"]["items"]["first"]["remarks"]) == 20


async def test_everybody_hears_who_comes_and_goes(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (watcher, _):
            async with talking(launch, role="dashboard"):
                while len((await watcher.until("engine"))["viewers"]) != 2:
                    pass
            while len((engine := await watcher.until("engine"))["viewers"]) != 1:
                pass
    assert "helm" not in engine


async def test_hello_comes_without_events_when_they_cannot_be_read(
    launch: LaunchDirectory,
) -> None:
    away = launch.journal.with_name("away")
    with Engine(launch):
        async with talking(launch) as (first, _):
            launch.journal.rename(away)
            launch.journal.symlink_to(away)
            async with talking(launch) as (_, hello):
                assert hello.get("events", []) == []
                assert hello["state"]["seq"] > 1
            away.rename(launch.journal)
            assert (await first.ask(c.PassItem(item="first")))["ok"]
