from golive_tui.launch.codec import event_from_plain, event_to_plain
from golive_tui.launch.events import Event
from golive_tui.launch.fault_facts import FaultFact, RehearsalFaulted, RehearsalMended
from tests.launch.world import ANA, after


def test_faults_are_read_as_they_were_journaled() -> None:
    facts: list[FaultFact] = [
        RehearsalFaulted(name="slow", fault="latency", settings={"add": "2s"}),
        RehearsalMended(),
    ]
    for fact in facts:
        event = Event(seq=1, at=after(0), epoch=1, by=ANA, fact=fact)
        assert event_from_plain(event_to_plain(event)) == event
