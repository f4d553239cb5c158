"""Which probe looks when: a fixed rate on the monotonic clock, spread out, never in a burst.

A slot that could not be served is counted and left out. One look of a probe at a time; `take`
keeps a hard deadline round it, and a watchdog over that.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Probe
from golive_tui.clock import Clock
from golive_tui.engine.opening import Opened
from golive_tui.launch.samples import Sample
from golive_tui.probes.take import take

log = logging.getLogger(__name__)

AT_ONCE: Final = 32
"""Looks under way at the same time, over all probes."""
STUCK: Final = "probe.stuck"
"""The reason of a look that ended neither by its deadline nor by being cancelled."""
FIRST_WITHIN: Final = 2.0
"""Real seconds over which the first looks are spread, whatever the interval; the later ones are
spread over all of it."""

SETTLE_NAP: Final = 0.05
"""Real seconds between two looks at what is still under way."""

Open = Callable[[Probe], Opened]
Seen = Callable[[Sample], None]


class Prober:
    """Runs every probe of the checklist on its schedule and hands its samples to `seen`."""

    def __init__(self, clock: Clock, *, open_probe: Open, seen: Seen) -> None:
        self._clock = clock
        self._open = open_probe
        self._seen = seen
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._leaving: list[asyncio.Task[None]] = []
        self._asked: dict[str, asyncio.Event] = {}
        self._looking: dict[str, datetime] = {}
        self.missed_slots = 0

    def start(self, probes: Mapping[str, Probe]) -> None:
        """Begin to watch these probes and no others; each gets its own place in the interval."""
        self._let_go()
        for index, probe in enumerate(probes.values()):
            share = index / max(len(probes), 1)
            self._asked[probe.id] = asyncio.Event()
            self._tasks[probe.id] = asyncio.create_task(
                self._watch(probe, share), name=f"probe {probe.id}"
            )

    async def stop(self) -> None:
        """End every look and let go of what the lookouts hold."""
        self._let_go()
        await asyncio.gather(*self._leaving, return_exceptions=True)
        self._leaving.clear()

    def _let_go(self) -> None:
        """End every watch; who stops waits until the last of them has let go."""
        for task in self._tasks.values():
            task.cancel()
        self._leaving = [
            task for task in (*self._leaving, *self._tasks.values()) if not task.done()
        ]
        self._tasks.clear()
        self._asked.clear()

    def look_now(self, probe_id: str) -> None:
        """Look once outside the schedule, as soon as a look under way is over."""
        if probe_id in self._asked:
            self._asked[probe_id].set()

    async def settled(self, when: datetime) -> None:
        """Return when no look that began by `when` is under way any more: a round's digest is not
        to lose the looks that take longest."""
        await asyncio.sleep(SETTLE_NAP)  # what has just ended is on its way through the inbox
        while any(at <= when for at in self._looking.values()):
            await asyncio.sleep(SETTLE_NAP)

    async def _watch(self, probe: Probe, share: float) -> None:
        opened = self._open(probe)
        asked = self._asked[probe.id]
        slot = self._clock.monotonic() + first_wait(share, probe.every, self._clock.speed)
        gap = second_gap(share, probe.every, self._clock.speed)
        try:
            while True:
                scheduled = await self._wait(slot, asked)
                sample = await self._look(opened, scheduled=scheduled)
                self._seen(sample)
                if sample.reason == STUCK:
                    log.error("probe=%s stuck: its lookout is given up and opened anew", probe.id)
                    opened = self._open(probe)
                if scheduled:
                    slot, gap = self._next(slot, gap, probe.every), probe.every
        finally:
            await opened.lookout.close()

    async def _wait(self, slot: float, asked: asyncio.Event) -> bool:
        """True at the slot; False when somebody asked for a look before it."""
        left = (slot - self._clock.monotonic()) / self._clock.speed
        if left <= 0:
            return True
        try:
            async with asyncio.timeout(left):
                await asked.wait()
        except TimeoutError:
            return True
        asked.clear()
        return False

    def _next(self, slot: float, gap: float, every: float) -> float:
        slot += gap
        late = self._clock.monotonic() - slot
        if late > 0:
            missed = int(late // every) + 1
            self.missed_slots += missed
            slot += missed * every
        return slot

    async def _look(self, opened: Opened, *, scheduled: bool) -> Sample:
        async with self._gate:
            at = self._clock.now()
            self._looking[opened.probe.id] = at
            try:
                return await self._take(opened, at, scheduled=scheduled)
            finally:
                self._looking.pop(opened.probe.id, None)

    async def _take(self, opened: Opened, at: datetime, *, scheduled: bool) -> Sample:
        return await take(opened.lookout, opened.probe, at, opened.reach, scheduled=scheduled)


def first_wait(share: float, every: float, speed: float) -> float:
    """Launch seconds until a probe's first slot: its `share` (0 to 1) of its interval, but no
    more than a short real time, so that a lead sees every probe answer at once."""
    return share * min(every, FIRST_WITHIN * speed)


def second_gap(share: float, every: float, speed: float) -> float:
    """Launch seconds from a probe's first slot to its second: from there on each probe has its
    `share` of the interval, and they do not come in one burst for ever. A quarter more than the
    interval at most, which a sample covers (`figures.COVER`)."""
    gap = share * every - first_wait(share, every, speed)
    return gap if gap >= every / 4 else gap + every
