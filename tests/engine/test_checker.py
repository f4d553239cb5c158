"""Checks asked of a real engine, over real servers: found, called off, taken up again."""

import asyncio
from pathlib import Path

import pytest

from golive_tui.engine.checker import AT_ONCE
from golive_tui.launch import commands as c
from golive_tui.launch.check_facts import CheckCancelled, CheckRequested, EvidenceRecorded
from golive_tui.launch.fold import fold
from golive_tui.launch.state import LaunchState
from golive_tui.store import history
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from tests.engine.living import CHECKLIST, Engine, Talker, make_launch, talking
from tests.probes.fault_server import Peer, answering, serving, silence
from tests.support.waiting import dawdle, wait_until_async

GOOD = answering(b'{"status": "ok"}')
BAD = answering(b"down", status="503 Service Unavailable")


def checked(url: str, *paths: str, more: str = "") -> str:
    """A checklist of one item a path, which is to answer 200."""
    items = "".join(
        f"""
[[stage.section.item]]
id = "{path}"
title = "The {path}"
check = {{ kind = "http", url = "{url}/{path}", expect = ["status == 200"] {more} }}
"""
        for path in paths
    )
    return CHECKLIST.replace("\n[[watch]]", f"{items}\n[[watch]]")


def state(launch: LaunchDirectory) -> LaunchState:
    return look(launch, fold).state


async def settled(launch: LaunchDirectory) -> LaunchState:
    """The state once nothing is being checked any more."""

    def idle() -> LaunchState | None:
        now = state(launch)
        return now if not any(each.checking for each in now.items.values()) else None

    found = await wait_until_async(idle)
    assert found is not None
    return found


async def verify(script: Talker, *items: str, armed: bool = False) -> dict[str, object]:
    return await script.ask(c.VerifyItems(items=items, armed=armed))


async def test_each_item_gets_the_verdict_of_its_check(own_home: Path) -> None:
    async with serving({"/good": GOOD, "/bad": BAD}) as server:
        launch = make_launch(own_home, checked(server.url, "good", "bad"))
        with Engine(launch):
            async with talking(launch) as (script, _):
                assert (await script.ask(c.VerifyItems(all=True)))["ok"]
                now = await settled(launch)
    good, bad = now.item("good"), now.item("bad")
    assert (good.record.status, good.record.how) == ("passed", "machine")
    assert (bad.record.status, bad.record.how) == ("failed", "machine")
    assert bad.machine is not None
    assert bad.machine.reason == "http.status"
    evidence = [
        event.fact for event in history.of_item(launch, "good")
        if isinstance(event.fact, EvidenceRecorded)
    ]  # fmt: skip
    assert evidence[0].found[0].facts["status"] == "200"
    assert evidence[0].expires_at is not None


async def test_no_more_than_a_few_are_under_way(own_home: Path) -> None:
    at_once: list[int] = [0, 0]

    async def slow(peer: Peer) -> None:
        at_once[0] += 1
        at_once[1] = max(at_once)
        await dawdle(0.1)
        at_once[0] -= 1
        await GOOD(peer)

    paths = [f"p{number}" for number in range(2 * AT_ONCE + 1)]
    async with serving({f"/{path}": slow for path in paths}) as server:
        launch = make_launch(own_home, checked(server.url, *paths))
        with Engine(launch):
            async with talking(launch) as (script, _):
                await script.ask(c.VerifyItems(all=True))
                now = await settled(launch)
    assert all(now.item(path).record.status == "passed" for path in paths)
    assert 1 < at_once[1] <= AT_ONCE


async def test_a_run_that_is_called_off_leaves_nothing_behind(own_home: Path) -> None:
    gone = asyncio.Event()

    async def hang(peer: Peer) -> None:
        await peer.reader.read()
        gone.set()

    async with serving(hang) as server:
        launch = make_launch(own_home, checked(server.url, "slow", more=', timeout = "60s"'))
        with Engine(launch):
            async with talking(launch) as (script, _):
                await verify(script, "slow")
                await wait_until_async(lambda: server.connections)
                assert (await script.ask(c.CancelChecks(reason="not now")))["ok"]
                async with asyncio.timeout(20):
                    await gone.wait()
                refused = await script.ask(c.CancelChecks())
    assert refused["error"] == "nothing is being checked"
    assert state(launch).item("slow").record.status == "open"
    assert state(launch).item("slow").machine is None


@pytest.mark.parametrize("armed", [False, True])
async def test_the_next_engine_takes_up_what_was_asked(own_home: Path, *, armed: bool) -> None:
    """Nothing turns green by accident: it is looked at again, or called off when it was armed."""
    scripts = {"/item": silence}
    async with serving(scripts) as server:
        launch = make_launch(own_home, checked(server.url, "item", more=', timeout = "60s"'))
        with Engine(launch) as engine:
            async with talking(launch) as (script, _):
                await verify(script, "item", armed=armed)
                await wait_until_async(lambda: server.connections)
                engine.kill()
        assert state(launch).item("item").checking is not None
        server.scripts["/item"] = GOOD
        with Engine(launch):
            now = await settled(launch)
    facts = [event.fact for event in history.of_item(launch, "item")]
    if armed:
        assert now.item("item").record.status == "open"
        assert isinstance(facts[-1], CheckCancelled)
        assert "ask again" in facts[-1].reason
    else:
        assert now.item("item").record.status == "passed"
        assert [type(fact) for fact in facts] == [CheckRequested, EvidenceRecorded]


async def test_an_unset_secret_is_told_and_nobody_is_asked(own_home: Path) -> None:
    async with serving(GOOD) as server:
        more = ', headers = { X = "${env:NOT_SET_ANYWHERE}" }'
        launch = make_launch(own_home, checked(server.url, "item", more=more))
        with Engine(launch):
            async with talking(launch) as (script, _):
                await verify(script, "item")
                now = await settled(launch)
        assert server.connections == 0
    machine = now.item("item").machine
    assert machine is not None
    assert (machine.verdict, machine.reason) == ("error", "secret.unset")
    assert now.item("item").record.status == "open"


async def test_a_word_against_the_check_is_recorded_with_both(own_home: Path) -> None:
    async with serving({"/bad": BAD}) as server:
        launch = make_launch(own_home, checked(server.url, "bad"))
        with Engine(launch):
            async with talking(launch) as (script, _):
                await verify(script, "bad")
                await settled(launch)
                bare = await script.ask(c.PassItem(item="bad"))
                told = await script.ask(c.PassItem(item="bad", note="503 is meant until T0"))
    assert not bare["ok"]
    assert told["ok"]
    known = state(launch).item("bad")
    assert known.record.status == "passed"
    assert known.override is not None
    assert known.override.against.startswith("fail (http.status): status == 200")
