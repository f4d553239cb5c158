"""The dashboard's line to its engine: what comes over the link goes to the desk, in order.

It owns the link's life: attach, hear, lose, revive, and a pulse that notices an engine which is
attached and says nothing (stopped, or stuck on a dead disk).
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from golive_tui.client.answers import Message
from golive_tui.client.link import Link
from golive_tui.client.mirror import Mirror
from golive_tui.client.start import ensure_engine
from golive_tui.clock import real_now
from golive_tui.errors import GoliveError
from golive_tui.launch.events import EngineResumed, HelmTaken, RoundDue
from golive_tui.tui.desk import EVERYTHING, Changes, Desk, LinkState, changes_of
from golive_tui.units import show_duration
from golive_tui.wire.messages import Attach, ReadEvents

PULSE: Final = 3.0
"""Real seconds between two questions that only ask whether anybody is there."""

Revive = Callable[[Path], Awaitable[None]]


@dataclass(slots=True, eq=False)
class LinkWorker:
    """Runs for as long as the dashboard does. `ring` is called for a round that falls due now."""

    directory: Path
    desk: Desk
    ring: Callable[[], None]
    arrived: Callable[[], None]
    revive: Revive = ensure_engine

    async def run(self) -> None:
        """Keep the desk attached until cancelled."""
        link = Link(
            self.directory,
            Attach(role="dashboard", read_only=self.desk.read_only, tty=_tty()),
            hear=self.hear,
            lost=self.lost,
            revive=self._revive,
        )
        self.desk.link = link
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._pulse(link))
            while True:
                # The border of a client connection: a message that cannot be read ends it, and
                # the next hello tells everything anew.
                try:
                    await link.run()
                except (GoliveError, ValueError, KeyError, TypeError) as error:
                    self.lost(f"the engine said what cannot be read: {error}")
                await asyncio.sleep(1.0)

    def hear(self, message: Message) -> None:
        """Take one unasked message."""
        self.desk.heard_at = real_now()
        if "hello" in message:
            self._greeted(message)
            return
        mirror = self.desk.mirror
        if mirror is None:
            return
        if "bye" in message:
            self.desk.notice(f"the engine says goodbye: {message['bye']}", "warn")
            return
        changes = changes_of(mirror.apply(message))
        self._notice(changes)
        self.desk.mark(changes)

    def lost(self, reason: str) -> None:
        """The connection ended; what is shown is stale from now on."""
        since = real_now() if self.desk.linked.up else self.desk.linked.since
        self.desk.linked = LinkState(up=False, since=since, reason=reason)
        self.desk.mark(Changes(engine=True))

    def _greeted(self, message: Message) -> None:
        before, lost = self.desk.mirror, self.desk.linked
        if before is None:
            self.desk.mirror = Mirror(message["hello"])
        else:
            before.apply(message)
        self.desk.linked = LinkState(up=True, since=real_now())
        if before is None:
            self.arrived()
        elif not lost.up:
            gone = show_duration((real_now() - lost.since).total_seconds())
            self.desk.notice(f"the engine is back after {gone}{self._notices()}", "ok")
        self.desk.mark(EVERYTHING)
        if before is not None:  # no key may meet rows of a checklist that is gone
            self.desk.flush()

    def _notices(self) -> str:
        """What a resumed engine told of what it found."""
        mirror = self.desk.mirror
        if mirror is None:
            return ""
        newest = next(
            (each.fact for each in reversed(mirror.events) if isinstance(each.fact, EngineResumed)),
            None,
        )
        return "".join(f"; {each}" for each in newest.notices) if newest else ""

    def _notice(self, changes: Changes) -> None:
        """A round that falls due is heard live, and only then rung for; so is a taken helm told."""
        if any(isinstance(event.fact, RoundDue) for event in changes.events):
            self.ring()
        for event in changes.events:
            if isinstance(event.fact, HelmTaken) and event.fact.before:
                why = f": {event.fact.reason}" if event.fact.reason else ""
                said = f"{event.fact.user} took the helm from {event.fact.before}{why}"
                self.desk.notice(said, "warn")

    async def _revive(self) -> None:
        try:
            await self.revive(self.directory)
        except GoliveError as error:
            mark = " " if error.message.endswith(".") else "; "
            said = f"{error.message}{mark}{error.hint}" if error.hint else error.message
            # A notice has one line: the file and the reason must not be behind a long path.
            self.desk.notice(said.replace(f"{self.directory}/", ""), "bad")
            await asyncio.sleep(1.0)

    async def _pulse(self, link: Link) -> None:
        while True:
            await asyncio.sleep(PULSE)
            if link.up:
                with suppress(GoliveError):
                    await link.ask(ReadEvents(before=1, count=1))
                    self.desk.heard_at = real_now()


def _tty() -> str:
    try:
        return os.ttyname(0)
    except OSError:
        return ""
