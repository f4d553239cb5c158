from datetime import timedelta

from golive_tui.rehearsal.virtual_clock import VirtualClock
from tests.launch.world import START


async def test_time_is_what_it_was_told_and_nobody_waits() -> None:
    clock = VirtualClock(START)
    clock.elapsed = 90.0
    await clock.sleep(3600)
    await clock.sleep_until(START + timedelta(days=1))
    assert clock.now() == START + timedelta(seconds=90)
    assert clock.monotonic() == clock.boottime() == 90
    assert clock.from_real(START.timestamp()) == START
