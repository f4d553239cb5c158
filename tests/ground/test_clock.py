"""The system's clock, and the one that runs faster from a fixed origin."""

from datetime import UTC, datetime, timedelta

import pytest

from golive_tui import clock
from golive_tui.clock import Clock, ScaledClock, SystemClock, clock_of

ORIGIN = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The machine's wall time, set by hand."""
    now = [ORIGIN]
    monkeypatch.setattr(clock, "real_now", lambda: now[0])
    return now


def test_launch_time_runs_at_its_speed_from_the_origin(real: list[datetime]) -> None:
    fast = ScaledClock(ORIGIN, 60.0)
    assert fast.now() == ORIGIN
    real[0] += timedelta(seconds=2)
    assert fast.now() == ORIGIN + timedelta(minutes=2)


def test_a_new_process_finds_the_launch_s_time_again(real: list[datetime]) -> None:
    real[0] += timedelta(hours=1)
    assert clock_of(ORIGIN, 60.0).now() == ORIGIN + timedelta(hours=60)


def test_a_file_s_time_is_told_in_launch_time() -> None:
    seconds = (ORIGIN + timedelta(seconds=10)).timestamp()
    assert ScaledClock(ORIGIN, 60.0).from_real(seconds) == ORIGIN + timedelta(minutes=10)
    assert SystemClock().from_real(seconds) == ORIGIN + timedelta(seconds=10)


def test_speed_one_is_the_system_s_own_clock() -> None:
    assert isinstance(clock_of(ORIGIN, 1.0), SystemClock)
    assert abs((SystemClock().now() - datetime.now(UTC)).total_seconds()) < 60


@pytest.mark.parametrize("each", [SystemClock(), ScaledClock(datetime.now(UTC), 1000.0)])
async def test_a_sleeper_wakes_when_its_time_has_come(each: Clock) -> None:
    when = each.now() + timedelta(seconds=0.02 * each.speed)
    await each.sleep_until(when)
    assert each.now() >= when
    before = each.monotonic()
    await each.sleep(0.01 * each.speed)
    assert each.monotonic() > before


async def test_a_time_that_has_passed_is_not_waited_for(
    real: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nap(seconds: float) -> None:
        pytest.fail(f"it napped for {seconds} s")

    monkeypatch.setattr(clock, "_nap", nap)
    await ScaledClock(ORIGIN, 60.0).sleep_until(ORIGIN)
    await SystemClock().sleep_until(ORIGIN)


def test_boot_time_goes_on_and_a_boot_has_an_id() -> None:
    assert SystemClock().boottime() <= SystemClock().boottime()
    assert ScaledClock(ORIGIN, 2.0).boottime() > SystemClock().boottime()
    assert clock.boot_id() == clock.boot_id()


def test_waiting() -> None:
    start = clock.stopwatch()
    clock.pause(0.001)
    assert clock.stopwatch() > start
