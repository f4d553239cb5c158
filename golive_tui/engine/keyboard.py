"""Typing into attempts: those who type into one wait for each other, and for nobody else.

What is typed arrives at once or never. A holder that was stopped leaves what it was told in its
socket, and would type it when it goes on: minutes later, and at whatever the command then asks, a
password perhaps where it is shown. So each text bears a time after which its holder drops it, and
that time is over before the person hears that it did not arrive. What was typed behind a text that
did not arrive is dropped with it, for it may be the answer to a later question. A control byte
is a text like any other. (A cancel is no text: it is passed on for as long as the command runs.)
"""

import asyncio
from pathlib import Path
from typing import Final

from golive_tui.clock import real_boottime
from golive_tui.errors import Refused, Unanswered
from golive_tui.holder import adopt
from golive_tui.holder.ask import WITHIN, ask, typing

MOST_TYPED: Final = 32
"""Texts that may wait to be typed into one attempt; one more is refused."""
FRESH: Final = WITHIN - 1.0
"""Real seconds after which a holder drops a text: sooner than its answer is given up."""


class _Queue:
    """Those who type into one attempt; each has a number, and those up to `lost` are dropped."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.waiting = 0
        self.came = 0
        self.lost = 0


class Typing:
    """Types texts into attempts, in the order in which they came."""

    def __init__(self) -> None:
        self._queues: dict[str, _Queue] = {}

    async def type_in(self, folder: Path, text: str) -> None:
        """Type into the attempt of that folder what those before it have left; raises Refused,
        and then it is not typed later either."""
        attempt = folder.name
        queue = self._queues.setdefault(attempt, _Queue())
        queue.waiting += 1
        queue.came += 1
        try:
            if queue.waiting > MOST_TYPED:
                raise Refused(
                    f"The holder of attempt {attempt} has not taken what was typed before.",
                    hint="If it was stopped, kill -CONT lets it go on.",
                )
            await self._in_turn(queue, queue.came, folder, text)
        finally:
            queue.waiting -= 1
            if not queue.waiting:
                del self._queues[attempt]

    async def _in_turn(self, queue: _Queue, number: int, folder: Path, text: str) -> None:
        until = real_boottime() + FRESH
        async with queue.turn:
            if number <= queue.lost:
                raise Refused("What was typed before it did not arrive: this was dropped too.")
            try:
                outlook = await asyncio.to_thread(adopt.look, folder)
                if isinstance(outlook, adopt.Unsaid):
                    raise Refused(f"nothing was typed: {outlook.why}", hint="try again")
                if not isinstance(outlook, adopt.Running):
                    raise Refused("it is not running")
                message = typing(text.encode(), until=until)
                await ask(outlook.record, message, within=WITHIN)
            except Unanswered as error:
                queue.lost = queue.came
                raise Refused(f"{error.message} What was typed is dropped.", hint=error.hint) from (
                    error
                )
            except Refused:
                queue.lost = queue.came
                raise
