"""What a client knows is what the engine knows."""

from datetime import timedelta
from pathlib import Path

import pytest

from golive_tui.client.mirror import NOTHING, Mirror
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.check_facts import CheckCancelled, CheckRequested, EvidenceRecorded
from golive_tui.launch.codec import event_to_plain, sample_to_plain, state_from_plain
from golive_tui.launch.fold import fold
from golive_tui.launch.samples import Sample
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from tests.engine.living import CHECKLIST, Engine, make_launch, talking

PROBED = CHECKLIST.replace(
    "[[stage]]",
    """[probes.here]
kind = "host"
title = "This host"
every = "1h"

[[stage]]""",
    1,
)


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    return make_launch(own_home, PROBED)


async def test_a_mirror_fed_by_the_wire_equals_the_journal_s_fold(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (watcher, hello), talking(launch) as (script, _):
            mirror = Mirror(hello)
            await script.ask(c.PassItem(item="first"))
            await script.ask(c.NoteItem(item="second", text="so far"))
            await script.ask(c.GoLive())
            seq = (await script.ask(c.AssignItem(item="third", owner="ana")))["seq"]
            while mirror.state.seq < seq:
                mirror.apply(await watcher.next())
        assert mirror.state == look(launch, fold).state
        assert mirror.you == hello["you"]
        assert [event.seq for event in mirror.events] == list(range(1, seq + 1))


async def test_what_changed_is_said_for_each_message(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (_, hello):
            pass
    mirror = Mirror(hello)
    by = mirror.events[-1].by
    at = mirror.now

    def event(fact: e.Fact) -> dict[str, object]:
        wrapped = e.Event(seq=mirror.state.seq + 1, at=at, epoch=1, by=by, fact=fact)
        return {"event": event_to_plain(wrapped)}

    assert mirror.apply(event(e.ItemPassed(item="first"))).items == {"first"}
    for fact in (
        CheckRequested(item="first", check="first-1"),
        EvidenceRecorded(item="first", check="first-1", found=()),
        CheckCancelled(item="first", check="first-1"),
    ):
        assert mirror.apply(event(fact)).items == {"first"}
    live = mirror.apply(event(e.LaunchWentLive()))
    assert live.everything
    assert mirror.sight["here"].tally.since == at
    due = e.RoundDue(round="hour/1", phase="hour", number=1, due_at=at)
    assert mirror.apply(event(due)).rounds == {"hour/1"}
    changed = e.ProbeChanged(probe="here", verdict="ok", was="unknown")
    assert mirror.apply(event(changed)).probes == {"here"}
    assert mirror.apply(event(e.HelmTaken(user="ana", uid=1))).engine
    sample = Sample(probe="here", at=at + timedelta(seconds=1), outcome="ok", latency=0.1)
    assert mirror.apply({"sample": sample_to_plain(sample)}).probes == {"here"}
    assert mirror.sight["here"].latest == sample
    gone = Sample(probe="gone", at=at, outcome="ok")
    assert mirror.apply({"sample": sample_to_plain(gone)}) is NOTHING
    assert mirror.apply({"something": 1}) is NOTHING
    old = e.Event(seq=1, at=at, epoch=1, by=by, fact=e.ItemPassed(item="third"))
    assert mirror.apply({"event": event_to_plain(old)}) is NOTHING
    assert mirror.apply({"hello": hello}).everything
    assert mirror.state == state_from_plain(hello["state"])


async def test_a_gap_in_the_events_is_an_error_and_not_a_guess(launch: LaunchDirectory) -> None:
    with Engine(launch):
        async with talking(launch) as (_, hello):
            pass
    mirror = Mirror(hello)
    late = e.Event(
        seq=mirror.state.seq + 2,
        at=mirror.now,
        epoch=1,
        by=mirror.events[-1].by,
        fact=e.ItemPassed(item="first"),
    )
    with pytest.raises(ValueError, match="cannot follow"):
        mirror.apply({"event": event_to_plain(late)})
