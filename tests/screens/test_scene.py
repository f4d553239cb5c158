import json

import pytest

from golive_tui.launch.progress import decision, progress
from golive_tui.launch.rounds import timer
from golive_tui.wire.messages import ReadEvents
from tests.screens.scene import MOMENTS, Answers, Moment, mirror_at, scene
from tests.screens.story import LIVE


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_scene_is_the_same_every_time(moment: Moment) -> None:
    first = json.dumps(scene(moment).hello)
    scene.cache_clear()
    assert json.dumps(scene(moment).hello) == first


@pytest.mark.parametrize("moment", MOMENTS)
def test_its_clock_stands_at_the_moment_and_its_events_are_in_order(moment: Moment) -> None:
    shown = scene(moment)
    mirror = shown.mirror()
    assert (mirror.now - LIVE).total_seconds() == MOMENTS[moment]
    assert [event.seq for event in shown.events] == list(range(1, len(shown.events) + 1))
    assert mirror.state.seq == shown.events[-1].seq
    assert all(one.at <= mirror.now for one in shown.events)
    assert mirror.at_helm


def test_before_go_live_something_is_open_and_it_says_hold() -> None:
    mirror = mirror_at("before-go-live")
    assert decision(mirror.checklist, mirror.state, mirror.now).word != "go"
    assert mirror.state.went_live_at is None
    assert {record.record.status for record in mirror.state.items.values()} >= {
        "passed", "failed", "skipped", "doing",
    }  # fmt: skip


def test_live_is_three_rounds_on_with_one_probe_slow_and_one_down() -> None:
    mirror = mirror_at("live")
    found = timer(mirror.checklist.watch, mirror.state, mirror.now)
    assert (found.completed, found.missed, found.round, found.open) == (2, 1, 4, None)
    verdicts = sorted(mirror.state.probe(name).verdict for name in mirror.checklist.probes)
    assert (verdicts.count("slow"), verdicts.count("fail")) == (1, 1)
    assert verdicts.count("ok") == len(verdicts) - 2
    assert progress(mirror.checklist, mirror.state).passed > 5


def test_a_round_is_due() -> None:
    mirror = mirror_at("round-due")
    found = timer(mirror.checklist.watch, mirror.state, mirror.now)
    assert (found.open_id, found.overdue) == ("hour-1-6/4", 0)
    assert found.open is not None
    assert found.open.answers, "probes answered something"


def test_interrupted_is_back_after_rounds_were_missed_and_one_rings() -> None:
    mirror = mirror_at("interrupted")
    assert mirror.state.engine is not None
    assert mirror.state.engine.notices
    found = timer(mirror.checklist.watch, mirror.state, mirror.now)
    assert (found.missed, found.open_id) == (5, "hour-1-6/8")


def test_a_week_s_scene_is_on_its_fourth_day() -> None:
    mirror = mirror_at("week")
    found = timer(mirror.checklist.watch, mirror.state, mirror.now)
    assert found.phase is not None
    assert (found.phase.id, found.round) == ("week-1", 3)
    assert found.completed > 35
    assert {mirror.state.probe(name).verdict for name in mirror.checklist.probes} == {"ok"}


async def test_what_a_view_asks_is_answered_from_the_scene() -> None:
    link = Answers(scene("live"))
    answer = await link.ask(ReadEvents(before=10, count=4))
    assert [event["seq"] for event in answer["events"]] == [6, 7, 8, 9]
