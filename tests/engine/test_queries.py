"""Questions that change nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from golive_tui.launch import commands as c
from golive_tui.launch.buckets import MOST
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import ReadEvents, ReadSamples
from tests.engine.living import Engine, make_launch, talking


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    return make_launch(own_home)


async def test_questions_are_answered_from_disk(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            await script.ask(c.PassItem(item="first"))
            await script.ask(c.FailItem(item="second", note="no"))
            await script.ask(c.ReopenItem(item="first"))
            of_item = await script.ask(ReadEvents(item="first"))
            newest = await script.ask(ReadEvents(count=1))
            older = await script.ask(ReadEvents(before=newest["events"][0]["seq"], count=2))
            samples = await script.ask(ReadSamples(probe="none"))
    assert [e["kind"] for e in of_item["events"]] == ["item.passed", "item.reopened"]
    assert [e["kind"] for e in newest["events"]] == ["item.reopened"]
    assert [e["kind"] for e in older["events"]] == ["item.passed", "item.failed"]
    assert samples["samples"] == []


async def test_a_stretch_of_time_comes_in_buckets(launch: LaunchDirectory) -> None:
    until = datetime(2026, 11, 24, 12, tzinfo=UTC)
    asked = ReadSamples(probe="none", count=10**9, since=until - timedelta(hours=1), until=until)
    with Engine(launch):
        async with talking(launch) as (script, _):
            answer = await script.ask(asked)
            nothing = await script.ask(replace(asked, since=until))
    assert len(answer["buckets"]) == MOST
    assert answer["buckets"][0]["n"] == 0
    assert nothing["buckets"] == []


async def test_an_answer_is_bounded_however_much_is_asked_for(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (script, _):
            for _ in range(3):
                await script.ask(c.NoteItem(item="first", text="again"))
            many = await script.ask(ReadEvents(count=10**9))
            none = await script.ask(ReadEvents(count=-5))
    assert len(many["events"]) == 5
    assert len(none["events"]) == 1
