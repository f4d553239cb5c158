"""The events that a view holds: the mirror's newest, and older ones that were asked for. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from golive_tui.launch.events import Event

HELD: Final = 20_000
"""Events held at most; the oldest go first, and can be asked for again."""
FOLLOWED: Final = 500
"""Events held while somebody only follows the newest: those that the mirror holds anyway. What a
check found takes 14 kB, and a dashboard that is left open must not grow by all that happens."""


class EventLog:
    """Events in order of their numbers, without a gap and without one twice."""

    def __init__(self) -> None:
        self._events: list[Event] = []

    @property
    def events(self) -> Sequence[Event]:
        """Oldest first."""
        return self._events

    @property
    def first(self) -> int:
        """The number of the oldest one; 1 when there is none."""
        return self._events[0].seq if self._events else 1

    def add(self, newest: Iterable[Event], *, followed: bool = False) -> bool:
        """Take in the newest ones, some of which may be there already; whether that changed it.
        `followed`: nobody reads the old ones now, so few of them stay.

        Where a gap would be between what is held and what comes, what is held goes.
        """
        last = self._events[-1].seq if self._events else 0
        fresh = [event for event in newest if event.seq > last]
        if not fresh:
            return False
        if self._events and fresh[0].seq != last + 1:
            self._events = []
        self._events += fresh
        most = FOLLOWED if followed else HELD
        del self._events[: max(0, len(self._events) - most)]
        return True

    def add_older(self, older: Iterable[Event]) -> int:
        """Put older ones before; how many they were. What does not join on is not taken."""
        before = [event for event in older if event.seq < self.first]
        if not before or before[-1].seq != self.first - 1:
            return 0
        self._events = [*before, *self._events]
        return len(before)

    def index(self, seq: int) -> int:
        """Where the event of that number is, or would be."""
        return bisect_left(self._events, seq, key=lambda event: event.seq)
