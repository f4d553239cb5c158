"""Sums up every probe for a round that fell due, from the stored samples."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from golive_tui.checklist.model import Checklist
from golive_tui.clock import Clock
from golive_tui.engine.tasks import log_failure
from golive_tui.launch.answers import answers, round_start
from golive_tui.launch.buckets import edges
from golive_tui.launch.events import Fact, RoundDigested
from golive_tui.launch.figures import COVER, Digest, Summary
from golive_tui.launch.samples import Sample
from golive_tui.launch.state import LaunchState

AT_ONCE: Final = 500
"""Intervals of a probe whose samples are read at once: those of a day, read whole, take memory that
an engine never gives back (8 MB at the first daily round of a soak)."""

Window = Callable[[str, datetime, datetime], Awaitable[list[Sample]]]


class Digester:
    """Takes digests, one task a round; what it found goes to `tell`."""

    def __init__(
        self,
        window: Window,
        flush: Callable[[], Awaitable[None]],
        clock: Clock,
        settled: Callable[[datetime], Awaitable[None]],
    ) -> None:
        """`settled` returns when no look that began by that time is under way any more."""
        self._window = window
        self._settled = settled
        self._flush = flush
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()

    def start(
        self,
        checklist: Checklist,
        state: LaunchState,
        round_id: str,
        tell: Callable[[tuple[Fact, ...]], None],
    ) -> None:
        """Begin to sum up for the round; `tell` gets the fact to record."""
        each = state.rounds.get(round_id)
        since = round_start(checklist, state, round_id)
        if each is None or since is None:
            return

        async def take() -> None:
            await self._settled(each.due_at)
            await self._flush()
            digests = await self._digests(checklist, since, each.due_at)
            found = answers(checklist, each.phase, digests, self._clock.now())
            tell((RoundDigested(round=round_id, digests=digests, answers=found),))

        task = asyncio.create_task(take(), name=f"digest {round_id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(log_failure)

    async def _digests(
        self, checklist: Checklist, since: datetime, until: datetime
    ) -> dict[str, Digest]:
        found = {}
        for probe in checklist.probes.values():
            summary = Summary(probe.every, since, until)
            begin = since - timedelta(seconds=probe.every * COVER)
            parts = math.ceil((until - begin).total_seconds() / (probe.every * AT_ONCE))
            for start, end in pairwise(edges(begin, until, max(parts, 1))):
                await asyncio.to_thread(summary.add, await self._window(probe.id, start, end))
            found[probe.id] = await asyncio.to_thread(summary.digest)
        return found

    async def close(self) -> None:
        """Let what is under way come to its end."""
        await asyncio.gather(*self._tasks, return_exceptions=True)
