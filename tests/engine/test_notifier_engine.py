"""Notices of a real engine to a real endpoint, through the real Apprise."""

import json
import resource
from datetime import timedelta
from pathlib import Path

import pytest

from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.fold import fold
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.recover import look
from golive_tui.wire.messages import TryNotice
from golive_tui.wire.peer import by_self
from tests.engine.living import CHECKLIST, Engine, make_launch, talking
from tests.support.inbox import Inbox, inbox
from tests.support.waiting import wait_until, wait_until_async

CHANNEL = """
[notify.lead]
urls = ["${env:GOLIVE_TEST_URL}"]
on = ["round_due", "rollback", "engine"]
"""


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    return make_launch(own_home, CHECKLIST + CHANNEL)


def journal(launch: LaunchDirectory) -> list[dict[str, object]]:
    return [json.loads(line) for line in launch.journal.read_text().splitlines()]


def outcomes(launch: LaunchDirectory) -> list[tuple[object, object]]:
    return [
        (line["kind"], line["key"])
        for line in journal(launch)
        if str(line["kind"]).startswith("notice.")
    ]


def due(launch: LaunchDirectory, ago: timedelta) -> None:
    """A round fell due so long ago, and the engine died before it could tell anybody."""
    found = look(launch, fold)
    assert found.state.at is not None
    now = found.state.at
    fact = e.RoundDue(round="hour/1", phase="hour", number=1, due_at=now - ago)
    events = [
        e.Event(seq=found.state.seq + 1, at=now - ago, epoch=1, by=by_self(),
                fact=e.LaunchWentLive()),
        e.Event(seq=found.state.seq + 2, at=now - ago, epoch=1, by=by_self(), fact=fact),
    ]  # fmt: skip
    with Journal.open(launch, found.position) as book:
        book.append(events)


def secret_is_nowhere(launch: LaunchDirectory, box: Inbox) -> bool:
    files = [path for path in launch.path.rglob("*") if path.is_file()]
    return all(b"hush-hush" not in path.read_bytes() for path in files)


async def test_what_was_due_is_sent_once_however_often_the_engine_is_killed(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inbox() as box:
        monkeypatch.setenv("GOLIVE_TEST_URL", box.url)
        due(launch, timedelta(minutes=1))
        key = ("notice.sent", "round-due:hour/1")
        with Engine(launch) as first:
            wait_until(lambda: key in outcomes(launch))
            first.kill()
        with Engine(launch) as second:
            wait_until(lambda: ("notice.sent", "resumed:3") in outcomes(launch))
            second.kill()
    assert outcomes(launch).count(key) == 1
    [round_due] = [each for each in box.taken if each["title"].endswith("a round is due")]
    assert "A small launch on PRODUCTION" in round_due["title"]
    assert "golive attach" in round_due["message"]
    assert secret_is_nowhere(launch, box)


async def test_what_was_due_long_ago_is_not_sent_any_more(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inbox() as box:
        monkeypatch.setenv("GOLIVE_TEST_URL", box.url)
        due(launch, timedelta(minutes=6))
        with Engine(launch) as first:
            async with talking(launch) as (script, _):
                answer = await script.ask(TryNotice(channel="lead"))
            first.kill()
    assert answer["notices"] == [{"channel": "lead", "sent": True, "reason": ""}]
    assert [title.rpartition(": ")[2] for title in box.titles] == ["a test"]


async def test_a_service_that_is_down_for_a_moment_is_tried_again(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inbox() as box:
        box.answers = [503]
        monkeypatch.setenv("GOLIVE_TEST_URL", box.url)
        due(launch, timedelta(minutes=1))
        with Engine(launch):
            wait_until(lambda: ("notice.sent", "round-due:hour/1") in outcomes(launch))
    [sent] = [line for line in journal(launch) if line["kind"] == "notice.sent"]
    assert (sent["tries"], box.asked) == (2, 2)


async def test_a_test_that_fails_says_why_and_is_journaled(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inbox() as box:
        box.answers = [403]
        monkeypatch.setenv("GOLIVE_TEST_URL", box.url)
        with Engine(launch):
            async with talking(launch) as (script, _):
                answer = await script.ask(TryNotice())
                await wait_until_async(lambda: ("notice.failed", "test") in outcomes(launch))
    [told] = answer["notices"]
    assert (told["channel"], told["sent"]) == ("lead", False)
    assert "403" in told["reason"]
    assert secret_is_nowhere(launch, box)


async def test_a_watcher_may_not_ring_other_peoples_telephones(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLIVE_TEST_URL", "json://127.0.0.1:9/")
    with Engine(launch):
        async with talking(launch, role="dashboard", read_only=True) as (watcher, _):
            answer = await watcher.ask(TryNotice())
    assert answer["ok"] is False


async def test_an_engine_that_cannot_write_tells_it(
    launch: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with inbox() as box:
        monkeypatch.setenv("GOLIVE_TEST_URL", box.url)
        with Engine(launch) as engine:
            async with talking(launch) as (script, _):
                full = launch.journal.stat().st_size
                _, most = resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE)
                resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE, (full, most))
                assert not (await script.ask(c.PassItem(item="first")))["ok"]
                await wait_until_async(lambda: box.titles)
                resource.prlimit(engine.process.pid, resource.RLIMIT_FSIZE, (most, most))
                await wait_until_async(lambda: outcomes(launch))
    assert box.titles == ["A small launch on PRODUCTION: the engine"]
    [(kind, _)] = outcomes(launch)
    assert kind == "notice.sent"
