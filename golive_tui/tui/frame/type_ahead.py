"""Keys that come in one burst are taken one after another, each where the one before has led.

A lagging link delivers `x`, a reason and enter at once. Textual hands all of them to what has the
focus now; the dialog that `x` opens would get the tail of the reason, and other keys would do what
nobody asked for. Here a key waits until the one before was dealt with and its dialog is there.
"""

from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

from textual.events import Key
from textual.timer import Timer

PATIENCE: Final = 0.4
"""Seconds after which a key is taken for dealt with, whatever became of it."""
BREATH: Final = 0.01
"""Seconds between two keys of a burst: what the first one began finds its end."""


class Stage(Protocol):
    """The app, as far as this needs it."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call back once."""

    def post_message(self, message: Key) -> bool:
        """Take a key as if it had just come."""


class TypeAhead:
    """`admit` a key before it is handled, `seen` and `done` after."""

    def __init__(self, stage: Stage, opening: Callable[[], bool]) -> None:
        self._stage = stage
        self._opening = opening
        self._busy: Key | None = None
        self._waiting: deque[Key] = deque()
        self._patience: Timer | None = None

    def admit(self, key: Key) -> bool:
        """Whether to handle the key now; if not, it comes again in its turn."""
        if self._busy is not None and self._busy is not key:
            self._waiting.append(key)
            return False
        self._busy = key
        self._patience = self._stage.set_timer(PATIENCE, lambda: self.done(key))
        return True

    def seen(self, key: Key) -> None:
        """The widget with the focus has had it, and either stopped it or let it go on."""
        if key._stop_propagation:  # noqa: SLF001 - Textual has no public word for it
            self.done(key)

    def done(self, key: Key) -> None:
        """It was dealt with."""
        if key is not self._busy:
            return
        if self._patience is not None:
            self._patience.stop()
        if self._opening():
            self._stage.set_timer(BREATH, lambda: self.done(key))
        elif self._waiting:
            self._stage.set_timer(BREATH, self._next)
        else:
            self._busy = None

    def _next(self) -> None:
        if not self._waiting:
            self._busy = None
            return
        self._busy = self._waiting.popleft()
        self._stage.post_message(self._busy)
