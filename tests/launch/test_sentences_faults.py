from golive_tui.launch.events import Event
from golive_tui.launch.fault_facts import FaultFact, RehearsalFaulted, RehearsalMended
from golive_tui.launch.sentences import sentence
from tests.launch.world import ANA, after, checklist


def said(fact: FaultFact) -> str:
    return sentence(Event(seq=1, at=after(0), epoch=1, by=ANA, fact=fact), checklist())


def test_faults_are_told_as_people_would() -> None:
    slow = RehearsalFaulted(name="slow", fault="latency", settings={"add": "2s"})
    assert said(slow) == "ana made the rehearsal fail: latency (slow): add 2s"
    hang = RehearsalFaulted(name="hang", fault="hang")
    assert said(hang) == "ana made the rehearsal fail: hang"
    assert said(RehearsalMended()) == "ana mended the rehearsal: everything"
    assert said(RehearsalMended(name="slow")) == "ana mended the rehearsal: slow"
