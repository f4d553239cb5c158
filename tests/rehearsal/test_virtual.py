import pytest
from msgspec.structs import replace

from golive_tui.errors import EngineUnreachable
from golive_tui.launch import events as e
from golive_tui.launch.commands import GoLive
from golive_tui.rehearsal.virtual import EPOCH, Virtual
from tests.launch.world import CREATED
from tests.rehearsal.scenarios import flowmind


def launched() -> tuple[Virtual, list[e.Event]]:
    events: list[e.Event] = []
    created = replace(CREATED, rehearsal=True, target="rehearsal", directory="/")
    launch = Virtual(flowmind(), created, events.append)
    launch.begin()
    return launch, events


def kinds(events: list[e.Event]) -> list[str]:
    return [each.fact.kind for each in events]


def test_time_passes_and_rounds_fall_due_and_are_completed() -> None:
    launch, events = launched()
    launch.run(10)
    launch.decide(GoLive())
    launch.run(3600)
    assert kinds(events).count("round.due") == kinds(events).count("round.completed") == 3
    assert kinds(events).count("round.digested") == 3
    assert launch.now == 3600
    due = next(each.fact for each in events if isinstance(each.fact, e.RoundDue))
    assert (due.due_at - EPOCH).total_seconds() == 910
    assert all(each.verdict == "ok" for each in launch.state.probes.values())


def test_events_are_numbered_and_in_order() -> None:
    launch, events = launched()
    launch.run(60)
    assert [each.seq for each in events] == list(range(1, len(events) + 1))
    assert [each.at for each in events] == sorted(each.at for each in events)


def test_nobody_answers_while_there_is_no_engine_and_rounds_are_missed() -> None:
    launch, events = launched()
    launch.run(10)
    launch.decide(GoLive())
    launch.kill()
    launch.run(2000)
    with pytest.raises(EngineUnreachable):
        launch.decide(GoLive())
    before = len(events)
    launch.come_back()
    came = kinds(events[before:])
    assert came[:2] == ["engine.started", "engine.resumed"]
    assert "round.missed" in came
    launch.run(2100)
    assert launch.state.engine is not None
    assert launch.state.engine.epoch == 2


def test_every_probe_of_the_document_sees_something() -> None:
    launch, _ = launched()
    assert list(launch.unseen) == []
