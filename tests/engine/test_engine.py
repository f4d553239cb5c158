"""The engine as a process: what it acknowledges, tells, refuses, and finds again."""

import asyncio
import json
import os
import signal
import stat
from pathlib import Path

import pytest

from golive_tui.engine import driver
from golive_tui.errors import EngineBusy
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.fold import fold
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import EngineLock, holder
from golive_tui.store.recover import look
from golive_tui.wire.messages import AcceptChecklist, StopEngine, TakeHelm
from tests.engine.living import CHECKLIST, Engine, assembled, make_launch, talking
from tests.support.waiting import wait_until


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    return make_launch(own_home)


def kinds(launch: LaunchDirectory) -> list[str]:
    lines = launch.journal.read_text().splitlines()
    return [json.loads(line)["kind"] for line in lines]


async def test_an_acknowledged_act_is_on_disk_and_everybody_hears_it(
    launch: LaunchDirectory,
) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _), talking(launch) as (watcher, _):
            answer = await script.ask(c.PassItem(item="first", note="seen"))
            last = json.loads(launch.journal.read_text().splitlines()[-1])
            heard = await watcher.until("event")
    assert answer["ok"] is True
    assert last["kind"] == "item.passed"
    assert last["seq"] == answer["seq"]
    assert heard["item"] == "first"
    assert last["by"]["uid"] == os.getuid()
    assert last["by"]["how"] == "peer"


async def test_a_refusal_says_why_and_changes_nothing(launch: LaunchDirectory) -> None:
    with Engine(launch):
        before = launch.journal.read_bytes()
        async with talking(launch) as (script, _):
            skip = await script.ask(c.SkipItem(item="first", reason=" "))
            unknown = await script.ask(c.PassItem(item="none"))
        assert launch.journal.read_bytes() == before
    assert (skip["ok"], skip["why"]) == (False, "refused")
    assert "reason" in skip["error"]
    assert (unknown["ok"], unknown["why"]) == (False, "not_found")


async def test_a_killed_engine_is_followed_by_one_that_knows_everything(
    launch: LaunchDirectory,
) -> None:
    with Engine(launch) as first:
        async with talking(launch) as (script, _):
            await script.ask(c.PassItem(item="first"))
            await script.ask(c.GoLive())
        first.kill()
    with Engine(launch):
        async with talking(launch) as (_, hello):
            pass
    state = hello["state"]
    assert state["items"]["first"]["record"]["status"] == "passed"
    assert "went_live_at" in state
    assert state["engine"]["resumed_since"]
    assert kinds(launch)[-2:] == ["engine.started", "engine.resumed"]
    assert [e["epoch"] for e in hello["events"]][-1] == 2


async def test_sigterm_ends_in_order_and_sighup_does_not_end_it(launch: LaunchDirectory) -> None:
    with Engine(launch) as engine:
        engine.process.send_signal(signal.SIGHUP)
        async with talking(launch) as (script, _):
            assert (await script.ask(c.PassItem(item="first")))["ok"]
        assert engine.end() == 0
    assert kinds(launch)[-1] == "engine.stopped"
    assert not launch.socket.exists()
    assert look(launch, fold).from_snapshot
    assert look(launch, fold).folded == 0


async def test_state_toml_follows_within_a_pulse(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            seq = (await script.ask(c.PassItem(item="first")))["seq"]
        wait_until(launch.state.exists)
        wait_until(lambda: f"seq = {seq}\n" in launch.state.read_text())
    assert stat.S_IMODE(launch.state.stat().st_mode) == 0o600
    assert stat.S_IMODE(launch.path.stat().st_mode) == 0o700


async def test_a_second_engine_is_refused_by_name_of_the_first(launch: LaunchDirectory) -> None:
    with Engine(launch) as first:
        with pytest.raises(EngineBusy, match=str(first.process.pid)):
            EngineLock.acquire(launch, version="test", patience=0.1)
        with Engine(launch) as second:
            assert second.process.wait() == 4
        assert holder(launch) is not None


async def test_the_second_dashboard_watches_until_it_takes_the_helm_with_a_reason(
    launch: LaunchDirectory,
) -> None:
    with Engine(launch):
        async with (
            talking(launch, role="dashboard") as (first, hello),
            talking(launch, role="dashboard") as (second, _),
        ):
            assert hello["engine"]["helm"] == hello["you"]
            refused = await second.ask(c.PassItem(item="first"))
            no_reason = await second.ask(TakeHelm())
            taken = await second.ask(TakeHelm(reason="the old terminal is dead"))
            now_mine = await second.ask(c.PassItem(item="first"))
            now_not = await first.ask(c.PassItem(item="second"))
    assert [refused["ok"], no_reason["ok"], taken["ok"], now_mine["ok"], now_not["ok"]] == [
        False, False, True, True, False,
    ]  # fmt: skip
    assert "helm.taken" in kinds(launch)


async def test_a_read_only_client_hears_and_may_not_act(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch, role="dashboard", read_only=True) as (watcher, hello):
            assert "helm" not in hello["engine"]
            answer = await watcher.ask(c.PassItem(item="first"))
    assert answer["why"] == "refused"


async def test_hostile_messages_end_nothing_but_the_answer(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            connection = script._connection
            for text in ("nonsense", "[]", '{"id":1}', '{"id":1,"do":"item.pass"}', "[" * 5000):
                await connection.send(text)
                assert await script.until("ok") is False
            assert (await script.ask(c.PassItem(item="first")))["ok"]


async def test_stop_is_an_act_that_ends_the_engine(launch: LaunchDirectory) -> None:
    with Engine(launch) as engine:
        async with talking(launch) as (script, _):
            assert (await script.ask(StopEngine(reason="lunch")))["ok"]
            assert await script.until("bye") == "lunch"
        assert await asyncio.to_thread(engine.process.wait) == 0
    assert json.loads(launch.journal.read_text().splitlines()[-1])["reason"] == "lunch"


async def test_a_reason_longer_than_a_close_frame_ends_the_engine_in_order(
    launch: LaunchDirectory,
) -> None:
    reason = "ж" * 62
    with Engine(launch) as engine:
        async with talking(launch) as (script, _):
            assert (await script.ask(StopEngine(reason=reason)))["ok"]
            assert await script.until("bye") == reason
        assert await asyncio.to_thread(engine.process.wait) == 0
        assert "Traceback" not in engine.said()
    assert not launch.socket.exists()


async def test_a_changed_checklist_is_told_and_taken_in_only_by_an_act(
    launch: LaunchDirectory, own_home: Path
) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            await script.ask(c.PassItem(item="first"))
            await script.ask(c.PassItem(item="second"))
            changed = CHECKLIST.replace('"First"', '"First of all"\nid = "first"')
            changed = changed.replace('[[stage.section.item]]\ntitle = "Third"\n', "")
            (own_home / "small.toml").write_text(changed)
            while not (found := (await script.until("engine"))).get("changed_checklist"):
                pass
            assert '+title = "First of all"' in found["diff"]
            wrong = await script.ask(AcceptChecklist(sha256="0" * 64))
            right = await script.ask(AcceptChecklist(sha256=found["changed_checklist"]))
            hello = [message["hello"] for message in script.heard if "hello" in message][-1]
        assert launch.checklist.read_text() == changed
    assert (wrong["ok"], right["ok"]) == (False, True)
    items = hello["state"]["items"]
    assert items["first"]["record"]["status"] == "stale"
    assert items["second"]["record"]["status"] == "passed"


async def test_a_stale_socket_file_is_replaced(launch: LaunchDirectory) -> None:
    with Engine(launch) as first:
        first.kill()
    assert launch.socket.exists()
    with Engine(launch):
        async with talking(launch) as (script, _):
            assert (await script.ask(c.PassItem(item="first")))["ok"]


async def test_a_directory_deeper_than_a_socket_path_may_be_still_works(own_home: Path) -> None:
    deep = own_home / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    launch = make_launch(deep)
    with Engine(launch):
        async with talking(launch) as (script, _):
            assert (await script.ask(c.PassItem(item="first")))["ok"]


async def test_what_the_engine_finds_cannot_be_recorded_without_a_journal_and_it_goes_on(
    launch: LaunchDirectory,
) -> None:
    away = launch.journal.with_name("away")
    with Engine(launch):
        async with talking(launch) as (script, _):
            launch.journal.rename(away)
            async with talking(launch, role="dashboard") as (_, hello):
                assert "is gone: nothing was recorded" in hello["engine"]["unwritable"]
            while not (await script.until("engine")).get("unwritable"):
                pass
            away.rename(launch.journal)
            assert (await script.ask(c.PassItem(item="first")))["ok"]
            told = [message["engine"] for message in script.heard if "engine" in message]
            assert not told[-1].get("unwritable")


async def test_a_snapshot_that_may_not_be_written_there_does_not_end_the_engine(
    launch: LaunchDirectory, own_home: Path
) -> None:
    planted = launch.state.with_name(f".{launch.state.name}.new")
    planted.symlink_to(own_home / "elsewhere")
    with Engine(launch):
        began = launch.lock.stat().st_mtime
        wait_until(lambda: launch.lock.stat().st_mtime > began + 1.5)  # at least one tick since
        assert not launch.state.exists()
        planted.unlink()
        wait_until(launch.state.exists)


async def test_what_goes_on_by_itself_waits_for_a_journal_that_is_gone(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "facts", lambda *_: [e.ItemNoted(item="first", text="on")])
    async with assembled(launch) as assembly:
        away = launch.journal.with_name("away")
        launch.journal.rename(away)
        await assembly.engine._drive()
        assert "is gone" in assembly.books.unwritable
        away.rename(launch.journal)
        await assembly.engine._drive()
        assert assembly.books.state.item("first").remarks
