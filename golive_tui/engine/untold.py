"""What the engine itself found, once, and could not record: it is put again until it can be."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from golive_tui.engine.inbox import Happened, Work
from golive_tui.launch.events import ClockStepped, Fact, RoundDigested

TELL_AGAIN: Final = 1.0
"""Real seconds until what could not be recorded is put again."""
MOST: Final = 100
"""Facts that wait at most: the newest ones."""


class Untold:
    """A round's figures and the steps of the clock, of which nobody else keeps account."""

    def __init__(self, put: Callable[[Work], None]) -> None:
        self._put = put
        self._facts: deque[Fact] = deque(maxlen=MOST)
        self._timer: asyncio.TimerHandle | None = None

    def recall(self, facts: Sequence[Fact]) -> None:
        """What was put could not be recorded: put it again after a while."""
        self._facts += [each for each in facts if isinstance(each, RoundDigested | ClockStepped)]
        if self._facts and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(TELL_AGAIN, self._again)

    def _again(self) -> None:
        self._timer = None
        while self._facts:
            # Each for itself: one that cannot be recorded as it is holds up no other.
            self._put(Happened((self._facts.popleft(),)))
