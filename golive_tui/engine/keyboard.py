"""Typing into attempts: those who type into one wait for each other, and for nobody else."""

import asyncio
from collections import Counter
from pathlib import Path
from typing import Final

from golive_tui.errors import Refused
from golive_tui.holder import adopt
from golive_tui.holder.ask import ask, typing

MOST_TYPED: Final = 32
"""Texts that may wait to be typed into one attempt; one more is refused."""


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
