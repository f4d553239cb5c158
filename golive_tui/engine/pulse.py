"""What an engine does each second: it sees what time has brought, and keeps its house in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from golive_tui import collector
from golive_tui.clock import Clock, stopwatch
from golive_tui.engine.clock_watch import ClockWatch
from golive_tui.engine.inbox import Happened, Tick, Work
from golive_tui.engine.vitals import Vitals

log = logging.getLogger(__name__)

PULSE: Final = 1.0
"""Real seconds between two beats."""
LOOK_EVERY: Final = 5
"""Beats between two looks round."""
LAG_TOLD: Final = 0.25
"""Seconds by which the event loop may be late before the log says so."""


class Pulse:
    """`put` takes a tick each second and what happened to the clocks; `beat` is done each second,
    `look` every fifth."""

    def __init__(
        self,
        clock: Clock,
        vitals: Vitals,
        put: Callable[[Work], None],
        *,
        beat: Callable[[], Awaitable[None]],
        look: Callable[[], Awaitable[None]],
    ) -> None:
        self._clock = clock
        self._vitals = vitals
        self._put = put
        self._beat = beat
        self._look = look

    async def run(self) -> None:
        """Beat until cancelled."""
        watch = ClockWatch(self._clock)
        loop = asyncio.get_running_loop()
        due, beats = loop.time() + PULSE, 0
        while True:
            await asyncio.sleep(max(due - loop.time(), 0))
            lag = max(loop.time() - due, 0.0)
            due = max(due + PULSE, loop.time())
            self._vitals.loop_at, self._vitals.lag = stopwatch(), lag
            if stepped := watch.look():
                self._put(Happened(tuple(stepped)))
            self._put(Tick())
            await self._beat()
            if beats % LOOK_EVERY == 0:
                await self._look()
            if beats % collector.TIDY == 0:
                collector.tidy()
            beats += 1
            if lag > LAG_TOLD:
                log.warning("loop_lag=%.3f", lag)
