"""What the engine writes: the journal first, then the state that follows from it.

`record` is the commit point of everything: journal the facts, and only then fold them. A write
that fails changes nothing here; the reason stands in `unwritable` until a write succeeds, unless
it was the event's own: others can be recorded.
"""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Final

from golive_tui.clock import stopwatch
from golive_tui.errors import EventUnfit, StoreError
from golive_tui.launch.events import By, Event, Fact
from golive_tui.launch.fold import fold
from golive_tui.launch.state import LaunchState
from golive_tui.store import snapshot
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal

QUICK: Final = 0.002
"""Seconds of an append up to which the next one does not leave the event loop: handing it to a
thread costs 0.1 ms, half an fsync on a good disk."""


class Books:
    """The journal, the state and its snapshot, of one launch and one epoch."""

    def __init__(
        self, directory: LaunchDirectory, journal: Journal, state: LaunchState, epoch: int
    ) -> None:
        self.directory = directory
        self.state = state
        self.epoch = epoch
        self.unwritable = ""
        self.titles: Mapping[str, str] = {}
        self._journal = journal
        self._saved = -1
        self._took = QUICK  # the first append tells how quick this disk is
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="books")

    async def record(self, facts: Sequence[Fact], by: By, at: datetime) -> list[Event]:
        """Journal the facts and fold them; raises StoreError, and then nothing happened."""
        events = [
            Event(seq=self.state.seq + number, at=at, epoch=self.epoch, by=by, fact=fact)
            for number, fact in enumerate(facts, 1)
        ]
        state = self.state
        for event in events:
            state = fold(state, event)
        try:
            await self._append(events)
        except EventUnfit:
            raise
        except StoreError as error:
            self.unwritable = error.message
            raise
        self.unwritable = ""
        self.state = state
        return events

    async def _append(self, events: list[Event]) -> None:
        """Append here while the disk is quick, in the writer's thread while it is not: a slow
        fsync on the event loop would be counted as latency of the probes then under way."""
        start = stopwatch()
        if self._took < QUICK:
            self._journal.append(events)
        else:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._writer, self._journal.append, events)
        self._took = stopwatch() - start

    async def save(self, at: datetime) -> None:
        """Write `state.toml` if an event came since the last time; raises StoreError."""
        if self.state.seq == self._saved:
            return
        seq = self.state.seq
        taken = snapshot.Snapshot(state=self.state, position=self._journal.position, saved_at=at)
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(
            self._writer, snapshot.write, self.directory.state, taken, self.titles
        )
        self._saved = seq

    def close(self) -> None:
        """Let go of the files."""
        self._writer.shutdown(wait=True)
        self._journal.close()
