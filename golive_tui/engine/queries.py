"""Questions that change nothing: answered beside the consumer, from what is on disk."""

import asyncio
import contextlib
from typing import Final

from golive_tui.engine.desk import FrontDesk
from golive_tui.engine.keeper import Keeper
from golive_tui.engine.server import Client
from golive_tui.errors import GoliveError
from golive_tui.launch.codec import event_to_plain, sample_to_plain
from golive_tui.launch.events import Event
from golive_tui.store import history
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import ReadEvents, ReadSamples

MOST: Final = 1000


class Queries:
    """Reads events and samples for clients."""

    def __init__(self, launch: LaunchDirectory, keeper: Keeper, desk: FrontDesk) -> None:
        self._launch = launch
        self._keeper = keeper
        self._desk = desk

    async def answer(self, client: Client, number: int, question: ReadEvents | ReadSamples) -> None:
        """Answer with `events` or `samples`, oldest first; or refuse."""
        try:
            if isinstance(question, ReadEvents):
                events = await asyncio.to_thread(self._events, question)
                self._desk.reply(client, number, {"events": [event_to_plain(e) for e in events]})
            else:
                samples = await self._keeper.last(question.probe, _bounded(question.count))
                plain = [sample_to_plain(sample) for sample in samples]
                self._desk.reply(client, number, {"samples": plain})
        except GoliveError as error:
            with contextlib.suppress(GoliveError):
                self._desk.refuse(client, number, error)

    def _events(self, question: ReadEvents) -> tuple[Event, ...]:
        count = _bounded(question.count)
        if question.item:
            return history.of_item(self._launch, question.item, count)
        if question.round:
            return history.of_round(self._launch, question.round, count)
        if question.before is not None:
            after = max(question.before - count - 1, 0)
            found = history.since(self._launch, after, count)
            return tuple(event for event in found if event.seq < question.before)
        return history.tail(self._launch, count)


def _bounded(count: int) -> int:
    return max(1, min(count, MOST))
