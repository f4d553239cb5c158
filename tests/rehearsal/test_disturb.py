from datetime import timedelta

import pytest

from golive_tui.launch.faults import FAULTS, settings_of
from golive_tui.launch.state import FaultState
from golive_tui.rehearsal.disturb import WELL, WrongClock, behaviour_of, clock_of
from golive_tui.rehearsal.stand_in.behaviour import Behaviour, changed
from tests.engine.clocks import HandClock
from tests.launch.world import after


def fault(word: str, second: float = 0, **settings: str) -> FaultState:
    return FaultState(fault=word, settings=settings_of(word, settings), at=after(second))


def test_without_faults_the_stand_in_is_as_it_was_at_the_start() -> None:
    assert changed(Behaviour(error_ratio=0.5, network="hang", ws_drop=1011), WELL) == Behaviour()
    assert behaviour_of({}) == WELL


@pytest.mark.parametrize("word", FAULTS)
def test_every_fault_is_one_that_the_stand_in_takes(word: str) -> None:
    told = behaviour_of({"x": fault(word)})
    assert (changed(Behaviour(), told) == Behaviour()) == (word == "clock")


def test_faults_add_up_and_of_two_of_a_kind_the_later_counts() -> None:
    told = behaviour_of(
        {
            "late": fault("errors", 2, ratio="50%"),
            "early": fault("errors", 1, ratio="10%"),
            "gap": fault("metrics-gap", 1),
            "health": fault("status", 3, path="/health", status="500"),
            "slow": fault("latency", 1, add="2s"),
        }
    )
    assert told["error_ratio"] == "50%"
    assert told["extra_latency"] == "2s"
    assert told["status"] == {"/metrics": 503, "/health": 500}


async def test_a_clock_is_wrong_by_the_sum_and_only_on_the_wall() -> None:
    faults = {"a": fault("clock", by="90s"), "b": fault("clock", by="-30s"), "c": fault("hang")}
    assert clock_of(faults) == 60
    right = HandClock()
    clock = WrongClock(right, 60)
    assert clock.now() == right.now() + timedelta(seconds=60)
    assert clock.from_real(0) == right.from_real(0) + timedelta(seconds=60)
    assert (clock.monotonic(), clock.boottime()) == (right.monotonic(), right.boottime())
    assert clock.speed == right.speed
