"""Notices to the channels of the checklist: queued, tried again with patience, told once.

A channel has a queue and a task of its own, so that a dead service delays no other. What came of a
notice is a fact for the journal. A notice counts as sent when that fact is on disk: an engine that
is killed between the two has it sent once more.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from golive_tui.checklist.model import Channel, Checklist
from golive_tui.checklist.template import Lookup, expand
from golive_tui.engine.messenger import Answer, Send, send
from golive_tui.errors import GoliveError, NotFound, Refused
from golive_tui.launch.events import Event, Fact
from golive_tui.launch.intents import Notify, intents
from golive_tui.launch.notice_facts import NoticeFailed, NoticeSent
from golive_tui.launch.notices import Notice, notice, worded
from golive_tui.launch.state import LaunchState
from golive_tui.secrets import Redactor
from golive_tui.text import clean

TRIES: Final = 5
"""How often a notice is tried before it is given up."""
FIRST_WAIT: Final = 1.0
"""Real seconds before the second try; each wait is twice the one before it."""
QUEUED: Final = 100
"""Notices that may wait for a channel; one more fails at once."""
SHORT_AGE: Final = timedelta(minutes=5)
"""Launch time after which a resumed engine sends no notice that was due."""
REMEMBERED: Final = 5000
"""Keys of a channel that are known as told."""

Outcome = NoticeSent | NoticeFailed
Settle = Callable[[Mapping[str, Any] | GoliveError], None]
Wait = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the notifier knows of its engine. `lookup` fills the URLs; `tell` takes facts."""

    checklist: Callable[[], Checklist]
    state: Callable[[], LaunchState]
    lookup: Callable[[], Lookup]
    tell: Callable[[tuple[Fact, ...]], None]


@dataclass(slots=True)
class _Line:
    """A channel at work."""

    queue: "asyncio.Queue[Notice]"
    known: dict[str, None] = field(default_factory=dict)
    task: "asyncio.Task[None] | None" = None


class Notifier:
    """Takes notices and has them delivered; `offer` never waits."""

    def __init__(self, around: Around, *, send: Send = send, wait: Wait = asyncio.sleep) -> None:
        self._around = around
        self._send = send
        self._wait = wait
        self._lines: dict[str, _Line] = {}
        self._untold: list[Outcome] = []
        self._tests: set[asyncio.Task[None]] = set()

    @property
    def silent(self) -> bool:
        """Whether this launch sends none: a rehearsal whose target does not ask for them."""
        origin = self._around.state().origin
        if origin is None or not origin.rehearsal:
            return False
        target = self._around.checklist().targets.get(origin.target)
        return target is None or not target.notify

    def offer(self, intent: Notify, event: Event) -> None:
        """Queue the notice of an event for every channel that wants it and has not had it."""
        self._queue(notice(intent, event, self._around.checklist(), self._around.state()))

    def offer_text(self, key: str, text: str, at: datetime) -> None:
        """Queue a notice about the engine itself, for which there is no event."""
        since = f"since {at:%Y-%m-%d %H:%M:%S} UTC"
        self._queue(worded("engine", key, text, since, self._around.state().origin))

    def resume(self, newest: Sequence[Event], now: datetime) -> None:
        """Take over from the engine before: what it sent or gave up stays so; what was due within
        the last minutes and has no outcome is sent now. `newest` events, oldest first."""
        for event in newest:
            if isinstance(event.fact, Outcome):
                self._line(event.fact.channel).known[event.fact.key] = None
        for event in newest:
            if now - event.at <= SHORT_AGE:
                for intent in intents(event):
                    if isinstance(intent, Notify):
                        self.offer(intent, event)

    def begin_test(self, name: str, settle: Settle) -> None:
        """As `test`, in the background; `settle` gets what came of it, or the error."""

        async def work() -> None:
            try:
                found = await self.test(name)
            except GoliveError as error:
                settle(error)
            else:
                settle({"notices": [_told(each) for each in found]})

        task = asyncio.create_task(work(), name="notice test")
        self._tests.add(task)
        task.add_done_callback(self._tests.discard)

    async def test(self, name: str) -> tuple[Outcome, ...]:
        """Send a test to one channel, or to all when `name` is empty; one try. Raises NotFound
        where there is none, Refused in a rehearsal that sends none."""
        channels = self._around.checklist().channels
        if name and name not in channels:
            raise NotFound(f"no channel `{clean(name, 60)}`", hint=_one_of(channels))
        if not channels:
            raise NotFound(
                "the checklist has no channel for notices",
                hint='[notify.lead] urls = ["${env:GOLIVE_NOTIFY_URL}"] gives it one',
            )
        if self.silent:
            raise Refused(
                "a rehearsal sends no notice", hint="`notify = true` in its target lets it"
            )
        made = worded("test", "test", "golive can reach you", "", self._around.state().origin)
        wanted = [channels[name]] if name else list(channels.values())
        found = await asyncio.gather(*(self._deliver(each, made, tries=1) for each in wanted))
        self._around.tell(tuple(found))
        return tuple(found)

    def recall(self, facts: Sequence[Fact]) -> None:
        """What was told could not be recorded: `retell` tells it again."""
        self._untold += [fact for fact in facts if isinstance(fact, Outcome)]

    def retell(self) -> None:
        """Tell what could not be recorded before."""
        if self._untold:
            untold, self._untold = tuple(self._untold), []
            self._around.tell(untold)

    async def close(self) -> None:
        """End the tries; the next engine sends what has no outcome."""
        lines = [line.task for line in self._lines.values() if line.task is not None]
        tasks = [*lines, *self._tests]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # -- a channel's line ----------------------------------------------------------------------

    def _line(self, channel: str) -> _Line:
        return self._lines.setdefault(channel, _Line(asyncio.Queue(QUEUED)))

    def _queue(self, made: Notice) -> None:
        if self.silent:
            return
        for channel in self._around.checklist().channels.values():
            line = self._line(channel.id)
            if made.what not in channel.on or made.key in line.known:
                continue
            line.known[made.key] = None
            if len(line.known) > REMEMBERED:
                del line.known[next(iter(line.known))]
            try:
                line.queue.put_nowait(made)
            except asyncio.QueueFull:
                self._around.tell((_failed(channel, made, "too many notices wait", 0),))
                continue
            if line.task is None:
                work = self._work(channel.id, line)
                line.task = asyncio.create_task(work, name=f"notices {channel.id}")

    async def _work(self, name: str, line: _Line) -> None:
        while True:
            made = await line.queue.get()
            channel = self._around.checklist().channels.get(name)
            if channel is not None:  # a changed checklist may have dropped it
                self._around.tell((await self._deliver(channel, made, tries=TRIES),))

    async def _deliver(self, channel: Channel, made: Notice, *, tries: int) -> Outcome:
        """Try until every URL took it; those that did are not asked again."""
        try:
            filled = expand(list(channel.urls), self._around.lookup())
        except GoliveError as error:
            return _failed(channel, made, error.message, 1)
        left = [str(url) for url in filled.value] if isinstance(filled.value, list) else []
        redactor = Redactor((*left, *filled.secrets.values()))
        answer, wait = Answer(), FIRST_WAIT
        for number in range(1, tries + 1):
            if number > 1:
                await self._wait(wait)
                wait *= 2
            left, answer = await self._try(left, made)
            if not left:
                return NoticeSent(channel=channel.id, key=made.key, what=made.what, tries=number)
            if answer.final:
                break
        return _failed(channel, made, redactor.redact(answer.reason), number)

    async def _try(self, urls: Sequence[str], made: Notice) -> tuple[list[str], Answer]:
        """The URLs that did not take it, and what the last of them said."""
        left, said = [], Answer()
        for url in urls:
            answer = await self._send(url, made.title, made.body)
            if answer.reason:
                left.append(url)
                said = answer
        return left, said


def _told(outcome: Outcome) -> Mapping[str, Any]:
    reason = "" if isinstance(outcome, NoticeSent) else outcome.reason
    return {"channel": outcome.channel, "sent": not reason, "reason": reason}


def _failed(channel: Channel, made: Notice, reason: str, tries: int) -> NoticeFailed:
    return NoticeFailed(
        channel=channel.id, key=made.key, what=made.what, reason=clean(reason, 200), tries=tries
    )


def _one_of(channels: Mapping[str, Channel]) -> str:
    return f"one of: {', '.join(channels)}" if channels else ""
