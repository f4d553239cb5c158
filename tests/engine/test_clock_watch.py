"""A wall clock that is set and a host that sleeps are told apart."""

from datetime import timedelta

from golive_tui.engine.clock_watch import ClockWatch
from golive_tui.launch.events import ClockStepped
from tests.engine.clocks import HandClock


def test_time_that_only_passes_is_no_event() -> None:
    clock = HandClock()
    watch = ClockWatch(clock)
    clock.go(3600)
    assert watch.look() == []


def test_a_wall_clock_set_forward_or_back_is_told_with_its_sign() -> None:
    clock = HandClock()
    watch = ClockWatch(clock)
    clock.go(1)
    clock.wall += timedelta(seconds=90)
    assert watch.look() == [ClockStepped(cause="wall", seconds=90.0)]
    clock.go(1)
    clock.wall -= timedelta(seconds=3)
    assert watch.look() == [ClockStepped(cause="wall", seconds=-3.0)]


def test_a_slew_of_two_seconds_is_no_step() -> None:
    clock = HandClock()
    watch = ClockWatch(clock)
    clock.go(1)
    clock.wall += timedelta(seconds=2)
    assert watch.look() == []


def test_a_suspended_host_is_a_suspend_and_no_wall_step() -> None:
    clock = HandClock()
    watch = ClockWatch(clock)
    clock.go(1)
    clock.wall += timedelta(seconds=600)
    clock.boot += 600
    assert watch.look() == [ClockStepped(cause="suspend", seconds=600.0)]


def test_thresholds_are_real_seconds_on_a_fast_clock() -> None:
    clock = HandClock(speed=60.0)
    watch = ClockWatch(clock)
    clock.go(60)
    clock.wall += timedelta(seconds=100)
    assert watch.look() == []
    clock.wall += timedelta(seconds=121)
    assert watch.look() == [ClockStepped(cause="wall", seconds=121.0)]
