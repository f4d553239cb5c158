from golive_tui.launch.events import Event, Fact
from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY, FaultState, LaunchState
from tests.launch.world import ANA, after


def folded(*facts: Fact) -> LaunchState:
    state = EMPTY
    for number, fact in enumerate(facts, 1):
        event = Event(seq=number, at=after(number), epoch=1, by=ANA, fact=fact)
        state = fold(state, event)
    return state


HANG = RehearsalFaulted(name="a", fault="hang")
SLOW = RehearsalFaulted(name="b", fault="latency", settings={"add": "1s"})


def test_faults_are_in_force_until_they_are_mended_one_or_all() -> None:
    both = folded(HANG, SLOW).faults
    assert both == {
        "a": FaultState(fault="hang", settings={}, at=after(1)),
        "b": FaultState(fault="latency", settings={"add": "1s"}, at=after(2)),
    }
    assert list(folded(HANG, SLOW, RehearsalMended(name="a")).faults) == ["b"]
    assert folded(HANG, SLOW, RehearsalMended()).faults == {}


def test_a_fault_takes_the_place_of_the_one_of_its_name() -> None:
    again = RehearsalFaulted(name="a", fault="drip", settings={"pause": "1s"})
    assert folded(HANG, again).faults["a"].fault == "drip"
