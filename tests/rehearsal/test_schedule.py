from golive_tui.rehearsal.scenario import Planned
from golive_tui.rehearsal.schedule import Schedule


def nothing() -> None:
    """Nothing is done."""


def test_a_moment_comes_once_and_brings_what_waits_for_it() -> None:
    schedule = Schedule()
    schedule.add(Planned(at=5), nothing)
    schedule.add(Planned(at=7, after="trigger.tripped"), nothing)
    assert schedule.came("start", 0.0) == [(5.0, nothing)]
    assert schedule.came("trigger.tripped", 100.0) == [(107.0, nothing)]
    assert schedule.came("trigger.tripped", 200.0) == []
    assert schedule.waiting == []
