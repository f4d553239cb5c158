from golive_tui.launch.codec import event_from_plain, event_to_plain
from golive_tui.launch.events import Event
from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.sentences import sentence
from tests.launch.world import ANA, after, checklist


def event(fact: RehearsalFaulted | RehearsalMended) -> Event:
    return Event(seq=1, at=after(0), epoch=1, by=ANA, fact=fact)


def test_faults_are_journaled_and_told() -> None:
    faulted = event(RehearsalFaulted(name="slow", fault="latency", settings={"add": "2s"}))
    assert event_from_plain(event_to_plain(faulted)) == faulted
    assert sentence(faulted, checklist()) == "ana made the rehearsal fail: latency (slow): add 2s"
    assert (
        sentence(event(RehearsalFaulted(name="hang", fault="hang")), checklist())
        == "ana made the rehearsal fail: hang"
    )
    assert sentence(event(RehearsalMended()), checklist()) == "ana mended the rehearsal: everything"
    one = event(RehearsalMended(name="slow"))
    assert sentence(one, checklist()) == "ana mended the rehearsal: slow"
