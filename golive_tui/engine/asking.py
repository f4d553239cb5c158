"""Speaking to a holder without waiting for it: the engine's own way to say what `holder.ask` says.

A holder that was stopped accepts a connection and never answers. So each ask is a task that takes
no thread, and those who type into one attempt wait for each other only.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from golive_tui.errors import Refused
from golive_tui.holder import adopt
from golive_tui.holder.ask import LONGEST, WITHIN, spelled, typing, unanswered, understood
from golive_tui.holder.plain import Plain
from golive_tui.holder.record import Record

MOST_TYPED: Final = 32
"""Texts that may wait to be typed into one attempt; one more is refused."""


async def ask(record: Record, message: Mapping[str, object], *, within: float = WITHIN) -> Plain:
    """What the holder answers; raises Refused with its reason, or when it does not answer."""
    try:
        async with asyncio.timeout(within):
            heard = await _exchange(record.socket, spelled(message))
    except TimeoutError as error:
        late = TimeoutError(f"nothing was heard for {within:g} s")
        raise unanswered(record, late) from error
    except (OSError, ValueError) as error:  # ValueError: it never ends its line
        raise unanswered(record, error) from error
    return understood(record, heard)


async def _exchange(path: str, message: bytes) -> bytes:
    reader, writer = await asyncio.open_unix_connection(path, limit=LONGEST)
    try:
        writer.write(message)
        await writer.drain()
        return await reader.readline()
    finally:
        writer.close()


class Typing:
    """Types texts into attempts, in the order in which they came."""

    def __init__(self) -> None:
        self._turns: dict[str, asyncio.Lock] = {}
        self._waiting: Counter[str] = Counter()

    async def type_in(self, folder: Path, text: str) -> None:
        """Type into the attempt of that folder what those before it have left; raises Refused."""
        attempt = folder.name
        if self._waiting[attempt] >= MOST_TYPED:
            raise Refused(
                f"The holder of attempt {attempt} has not taken what was typed before.",
                hint="If it was stopped, kill -CONT lets it go on.",
            )
        self._waiting[attempt] += 1
        try:
            async with self._turns.setdefault(attempt, asyncio.Lock()):
                outlook = await asyncio.to_thread(adopt.look, folder)
                if not isinstance(outlook, adopt.Running):
                    raise Refused("it is not running")
                await ask(outlook.record, typing(text.encode()))
        finally:
            self._waiting[attempt] -= 1
            if not self._waiting[attempt]:
                del self._waiting[attempt], self._turns[attempt]
