"""The real engine on the stand-in."""

import os
import signal
from pathlib import Path

import psutil
import pytest

from golive_tui.client.mirror import Mirror
from golive_tui.launch import commands as c
from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import Engine, Talker, talking
from tests.rehearsal.launches import rehearsed
from tests.support.waiting import wait_until

STAND_IN = "golive_tui.rehearsal.stand_in"


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    return rehearsed(own_home, 600.0)


def stand_ins(engine: Engine) -> list[int]:
    try:
        children = psutil.Process(engine.process.pid).children()
        return [child.pid for child in children if STAND_IN in child.cmdline()]
    except psutil.NoSuchProcess:
        return []


async def seen_ok(talker: Talker, mirror: Mirror) -> None:
    while any(mirror.state.probe(name).verdict != "ok" for name in mirror.checklist.probes):
        mirror.apply(await talker.next())


async def test_every_probe_of_the_document_turns_ok_and_rounds_fall_due(
    launch: LaunchDirectory,
) -> None:
    with Engine(launch):
        async with talking(launch) as (watcher, hello), talking(launch) as (script, _):
            mirror = Mirror(hello)
            await seen_ok(watcher, mirror)
            assert (await script.ask(c.GoLive()))["ok"]
            while not any(each.digests for each in mirror.state.rounds.values()):
                mirror.apply(await watcher.next())
    [each] = mirror.state.rounds.values()
    assert set(each.digests) == set(mirror.checklist.probes)
    assert any(answer.by == "probes" for answer in each.answers.values())


async def test_the_stand_in_ends_with_its_engine_and_comes_back_with_it(
    launch: LaunchDirectory,
) -> None:
    with Engine(launch) as first:
        [pid] = stand_ins(first)
        first.kill()
    wait_until(lambda: not psutil.pid_exists(pid))
    with Engine(launch) as second:
        assert stand_ins(second)
        async with talking(launch) as (script, hello):
            await seen_ok(script, Mirror(hello))


async def test_a_stand_in_that_dies_is_started_again_and_the_probes_find_it(
    launch: LaunchDirectory,
) -> None:
    with Engine(launch) as engine:
        async with talking(launch) as (script, hello):
            mirror = Mirror(hello)
            await seen_ok(script, mirror)
            [pid] = stand_ins(engine)
            os.kill(pid, signal.SIGKILL)
            while mirror.state.probe("api-health").verdict == "ok":
                mirror.apply(await script.next())
            await seen_ok(script, mirror)
        assert stand_ins(engine) != [pid]


async def test_verify_all_passes_what_a_machine_can_verify_before_go_live(
    launch: LaunchDirectory,
) -> None:
    with Engine(launch):
        async with talking(launch) as (watcher, hello), talking(launch) as (script, _):
            mirror = Mirror(hello)
            assert (await script.ask(c.VerifyItems(all=True, armed=True)))["ok"]
            checked = [item.id for _, _, item in mirror.checklist.leaves() if item.checks]
            while not all(_settled(mirror, item) for item in checked):
                mirror.apply(await watcher.next())
    wrong = {
        item: machine
        for item in checked
        if (machine := mirror.state.item(item).machine) is None or machine.verdict != "pass"
    }
    assert wrong == {}
    proven = [mirror.state.item(item).record for item in checked]
    assert sum(record.how == "machine" and record.status == "passed" for record in proven) >= 55


def _settled(mirror: Mirror, item: str) -> bool:
    known = mirror.state.item(item)
    return known.machine is not None and known.checking is None
