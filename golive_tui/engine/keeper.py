"""Keeps samples: gathers them and writes a batch a second, in a thread of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from golive_tui.launch.figures import Tally
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Sight
from golive_tui.store.samples import SampleStore

T = TypeVar("T")


class Keeper:
    """The sample store, used from one worker thread only."""

    def __init__(self, store: SampleStore) -> None:
        self._store = store
        self._fresh: list[Sample] = []
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="samples")

    def keep(self, sample: Sample) -> None:
        """Take a sample; it is on disk a second later."""
        self._fresh.append(sample)

    async def flush(self, sight: Sight) -> None:
        """Write what was gathered, with the tallies as of now, in one transaction."""
        if not self._fresh:
            return
        fresh, self._fresh = self._fresh, []
        tallies = {probe: series.tally.copy() for probe, series in sight.items()}
        await self._call(lambda: self._write(fresh, tallies))

    def _write(self, fresh: list[Sample], tallies: dict[str, Tally]) -> None:
        self._store.add(fresh)
        self._store.save_tallies(tallies)
        self._store.commit()

    async def _call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    async def window(self, probe: str, since: datetime, until: datetime) -> list[Sample]:
        """The stored samples of a probe in (since, until]."""
        return await self._call(lambda: list(self._store.window(probe, since, until)))

    async def last(self, probe: str, count: int) -> list[Sample]:
        """The newest stored samples of a probe, oldest first."""
        return await self._call(lambda: list(self._store.last(probe, count)))

    async def close(self, sight: Sight) -> None:
        """Write what is left and let go of the file."""
        await self.flush(sight)
        await self._call(self._store.close)
        self._worker.shutdown(wait=True)
