"""The engine's second: a tick, what the clocks did, the house kept in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from golive_tui import collector
from golive_tui.engine import pulse as module
from golive_tui.engine.inbox import Happened, Tick, Work
from golive_tui.engine.pulse import LOOK_EVERY, Pulse
from golive_tui.engine.vitals import Vitals
from golive_tui.launch.events import ClockStepped
from tests.engine.clocks import HandClock
from tests.support.waiting import dawdle, dawdle_blocking, wait_until_async


async def nothing() -> None:
    """Done at once."""


class House:
    """What a pulse does, written down in its order; `during` is done at each beat, and what
    `beating` and `looking` do is waited for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock, self.vitals = HandClock(), Vitals()
        self.done: list[str] = []
        self.put: list[Work] = []
        self.during: Callable[[int], None] = lambda beats: None
        self.beating: Callable[[], Awaitable[None]] = nothing
        self.looking: Callable[[], Awaitable[None]] = nothing
        monkeypatch.setattr(module, "PULSE", 0.01)
        monkeypatch.setattr(collector, "TIDY", 4)
        monkeypatch.setattr(collector, "tidy", lambda: self.done.append("tidy"))

    async def beat(self) -> None:
        self.done.append("beat")
        self.during(self.done.count("beat"))
        await self.beating()

    async def look(self) -> None:
        self.done.append("look")
        await self.looking()

    async def live(self, beats: int) -> None:
        """So many beats, and perhaps some more."""
        pulse = Pulse(self.clock, self.vitals, self.put.append, beat=self.beat, look=self.look)
        task = asyncio.create_task(pulse.run())
        await wait_until_async(lambda: self.done.count("beat") >= beats or task.done())
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    return House(monkeypatch)


async def test_each_beat_ticks_each_fifth_looks_round_and_memory_is_given_back(
    house: House,
) -> None:
    await house.live(LOOK_EVERY + 2)
    first = ["beat", "tidy", "look", "beat", "beat", "beat", "beat", "tidy", "beat", "look"]
    assert house.done[: len(first)] == first
    assert house.put.count(Tick()) >= house.done.count("beat")


async def test_what_happened_to_the_clocks_is_told_before_the_tick(house: House) -> None:
    def set_forward(beats: int) -> None:
        if beats == 1:
            house.clock.wall += timedelta(seconds=90)

    house.during = set_forward
    await house.live(3)
    told = Happened((ClockStepped(cause="wall", seconds=90.0),))
    assert house.put[:4] == [Tick(), told, Tick(), Tick()]


async def test_a_loop_that_is_late_is_stamped_and_logged(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    lags: list[float] = []

    def be_slow(beats: int) -> None:
        lags.append(house.vitals.lag)
        if beats == 1:
            asyncio.get_running_loop().call_soon(dawdle_blocking, 0.4)  # while the pulse sleeps

    house.during = be_slow
    before = house.vitals.loop_at
    with caplog.at_level(logging.WARNING):
        await house.live(3)
    assert lags[1] > module.LAG_TOLD
    assert house.vitals.loop_at > before
    assert "loop_lag=" in caplog.text


async def test_a_beat_that_waits_long_is_no_lag_of_the_loop(house: House) -> None:
    lags: list[float] = []

    async def wait_long() -> None:
        lags.append(house.vitals.lag)
        if len(lags) == 1:
            await dawdle(1.0)

    house.beating = wait_long
    await house.live(3)
    assert lags[1] < 0.5


async def test_a_look_that_never_ends_holds_up_no_beat_and_ends_with_the_pulse(
    house: House,
) -> None:
    ended: list[bool] = []

    async def hang() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    house.looking = hang
    await house.live(3 * LOOK_EVERY)
    assert house.done.count("look") == 1
    assert house.put.count(Tick()) >= 3 * LOOK_EVERY
    assert ended == [True]


async def test_a_look_that_fails_is_logged_and_the_next_one_comes(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail() -> None:
        raise OSError("the disk is far away")

    house.looking = fail
    await house.live(LOOK_EVERY + 2)
    assert house.done.count("look") == 2
    assert "the disk is far away" in caplog.text
