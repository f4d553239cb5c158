"""Questions that change nothing: answered beside the consumer, from what is on disk."""

import asyncio
import contextlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, assert_never

from golive_tui.engine.desk import FrontDesk
from golive_tui.engine.keeper import Keeper
from golive_tui.engine.server import Client
from golive_tui.errors import GoliveError, NotFound, Refused
from golive_tui.holder import adopt, follow
from golive_tui.holder.ask import ask
from golive_tui.launch import buckets
from golive_tui.launch.buckets import bucket_of, edges
from golive_tui.launch.codec import Plain, event_to_plain, sample_to_plain, to_plain
from golive_tui.launch.events import Event
from golive_tui.store import history
from golive_tui.store.directory import LaunchDirectory
from golive_tui.text import clean
from golive_tui.wire.messages import ReadEvents, ReadOutput, ReadSamples, ShowStep

MOST: Final = 1000
"""Events or samples of one answer."""
MOST_BYTES: Final = 1 << 62
"""No file is longer, and every system call takes it for a place in one."""
ECHO_WITHIN: Final = 0.5
"""Seconds that a page of output waits for its holder to say whether it shows what is typed."""
_ATTEMPT: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
"""An attempt's id, which is the name of its folder too: a slug and a number."""
_COPY: Final = re.compile(r"evidence-[0-9]{1,3}")
"""The name of a copy that `evidence` keeps."""


Question = ReadEvents | ReadSamples | ReadOutput | ShowStep


class Queries:
    """Reads events and samples for clients."""

    def __init__(
        self,
        launch: LaunchDirectory,
        keeper: Keeper,
        desk: FrontDesk,
        show_step: Callable[[str], dict[str, object]],
        deaf: Callable[[str], int],
    ) -> None:
        self._launch = launch
        self._show_step = show_step
        self._deaf = deaf
        self._keeper = keeper
        self._desk = desk

    async def answer(self, client: Client, number: int, question: Question) -> None:
        """Answer, oldest first where it is a list; or refuse."""
        try:
            self._desk.reply(client, number, await self._found(question))
        except GoliveError as error:
            with contextlib.suppress(GoliveError):
                self._desk.refuse(client, number, error)

    async def _found(self, question: Question) -> Mapping[str, Any]:
        match question:
            case ReadEvents():
                events = await asyncio.to_thread(self._events, question)
                return {"events": [event_to_plain(each) for each in events]}
            case ReadSamples(probe=probe, count=count, since=since, until=until) if since and until:
                return {"buckets": await self._buckets(probe, since, until, count)}
            case ReadSamples(probe=probe, count=count):
                samples = await self._keeper.last(probe, _bounded(count))
                return {"samples": [sample_to_plain(sample) for sample in samples]}
            case ShowStep(step=step):
                return {"plan": self._show_step(step)}
            case ReadOutput():
                found = await asyncio.to_thread(self._output, question)
                if deaf := self._deaf(question.attempt):
                    found = {**found, "deaf": deaf}
                if not question.keyboard:
                    return found
                return {**found, "echo": await _echo(self._launch.steps / question.attempt)}
            case _:
                assert_never(question)

    async def _buckets(
        self, probe: str, since: datetime, until: datetime, count: int
    ) -> list[Plain]:
        """A read a bucket: the store is free for what comes in between two of them."""
        if since >= until:
            return []
        borders = edges(since, until, max(1, min(count, buckets.MOST)))
        return [
            to_plain(bucket_of(await self._keeper.window(probe, start, end)))
            for start, end in pairwise(borders)
        ]

    def _output(self, question: ReadOutput) -> Mapping[str, Any]:
        if not _ATTEMPT.fullmatch(question.attempt):
            raise NotFound(f"no attempt `{clean(question.attempt, 60)}`")
        if question.offset is not None and not 0 <= question.offset <= MOST_BYTES:
            raise Refused("no output has such a place")
        if question.file and not _COPY.fullmatch(question.file):
            raise NotFound(f"no evidence `{clean(question.file, 60)}`")
        folder = self._launch.steps / question.attempt
        path = folder / (question.file or "transcript")
        count = _bounded(question.count)
        try:
            if question.offset is None:
                page = follow.tail(path, count)
            elif question.back:
                page = follow.before(path, question.offset, count)
            else:
                page = follow.latest(path, question.offset, count)
        except FileNotFoundError as error:
            raise NotFound(f"attempt `{clean(question.attempt, 60)}` has no output yet") from error
        return {
            "lines": [[line.offset, line.text, line.open] for line in page.lines],
            "next_offset": page.next_offset,
            "size": page.size,
            "skipped": page.skipped,
        }

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


async def _echo(folder: Path) -> bool | None:
    """Whether the terminal of an attempt shows what is typed; None where nobody answers."""
    outlook = await asyncio.to_thread(adopt.look, folder)
    if not isinstance(outlook, adopt.Running):
        return None
    try:
        said = await ask(outlook.record, {"do": "status"}, within=ECHO_WITHIN)
        return said.take("echo", bool)
    except (Refused, ValueError):
        return None


def _bounded(count: int) -> int:
    return max(1, min(count, MOST))
