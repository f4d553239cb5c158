import pytest
from msgspec.structs import replace

from golive_tui.errors import NotFound, Refused
from golive_tui.launch.commands import FaultRehearsal, MendRehearsal
from golive_tui.launch.decide import decide
from golive_tui.launch.events import Event
from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.faults import FAULTS, MOST, problem, settings_of, signed
from golive_tui.launch.fold import fold
from golive_tui.launch.intents import Disturb, intents
from golive_tui.launch.state import EMPTY, FaultState, LaunchState
from tests.launch.world import ANA, CREATED, after, checklist


def rehearsal() -> LaunchState:
    fact = replace(CREATED, rehearsal=True)
    return fold(EMPTY, Event(seq=1, at=after(0), epoch=0, by=ANA, fact=fact))


def decided(state: LaunchState, command: FaultRehearsal | MendRehearsal) -> object:
    [fact] = decide(checklist(), state, command, ANA, after(0))
    return fact


def test_what_is_left_out_has_its_default_and_the_name_is_the_faults() -> None:
    fact = decided(rehearsal(), FaultRehearsal(fault="errors"))
    assert fact == RehearsalFaulted(name="errors", fault="errors", settings={"ratio": "20%"})
    asked = FaultRehearsal(fault="latency", settings={"add": "3s"}, name="slow")
    wanted = RehearsalFaulted(name="slow", fault="latency", settings={"add": "3s"})
    assert decided(rehearsal(), asked) == wanted


def test_a_real_launch_is_never_made_to_fail() -> None:
    real = fold(
        EMPTY,
        Event(seq=1, at=after(0), epoch=0, by=ANA, fact=replace(CREATED, rehearsal=False)),
    )
    for command in (FaultRehearsal(fault="errors"), MendRehearsal()):
        with pytest.raises(Refused, match="no rehearsal"):
            decided(real, command)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (FaultRehearsal(fault="erors"), "no fault `erors`"),
        (FaultRehearsal(fault="errors", settings={"ratio": "120%"}), "at most 100%"),
        (FaultRehearsal(fault="errors", settings={"rate": "1%"}), "it has ratio"),
        (FaultRehearsal(fault="hang", settings={"for": "1s"}), "it has none"),
        (FaultRehearsal(fault="latency", settings={"add": "1h"}), "at most 10m"),
        (FaultRehearsal(fault="ws-dropped", settings={"code": "1006"}), "may be sent"),
        (FaultRehearsal(fault="status", settings={"status": "200"}), "from 400 to 599"),
        (FaultRehearsal(fault="status", settings={"path": "health"}), "must be a path"),
        (FaultRehearsal(fault="clock", settings={"by": "-"}), "is not a duration"),
        (FaultRehearsal(fault="hang", name="Big One"), "small letters"),
        (MendRehearsal(name="hang"), "no fault `hang` is in force"),
    ],
)
def test_what_cannot_be_is_refused(command: FaultRehearsal | MendRehearsal, told: str) -> None:
    with pytest.raises((Refused, NotFound), match=told):
        decided(rehearsal(), command)


def test_there_is_an_end_to_faults() -> None:
    many = {
        f"f{number}": FaultState(fault="hang", settings={}, at=after(0)) for number in range(MOST)
    }
    state = replace(rehearsal(), faults=many)
    with pytest.raises(Refused, match="mend one of them first"):
        decided(state, FaultRehearsal(fault="hang"))
    assert decided(state, FaultRehearsal(fault="hang", name="f1"))
    assert decided(state, MendRehearsal(name="f1")) == RehearsalMended(name="f1")


@pytest.mark.parametrize("fault", FAULTS)
def test_every_default_is_good_and_every_fault_is_told_to_the_stand_in(fault: str) -> None:
    settings = settings_of(fault, {})
    assert not [name for name, text in settings.items() if problem(fault, name, text)]
    fact = RehearsalFaulted(name="x", fault=fault, settings=settings)
    assert intents(Event(seq=2, at=after(1), epoch=1, by=ANA, fact=fact)) == (Disturb(),)


def test_a_clock_can_be_wrong_either_way() -> None:
    assert (signed("90s"), signed("-1m")) == (90, -60)
