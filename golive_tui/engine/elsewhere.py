"""When another launch of this host last went through the rollback: in a rehearsal, mostly."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from msgspec.structs import replace

from golive_tui.checklist.model import Checklist
from golive_tui.clock import stopwatch
from golive_tui.errors import GoliveError
from golive_tui.launch.events import GoneThrough, LaunchCreated
from golive_tui.launch.fold import fold
from golive_tui.launch.readiness import gone_through
from golive_tui.launch.state import Origin
from golive_tui.store import catalog
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from golive_tui.text import clean

ANEW: Final = 600.0
"""Real seconds after which the other launches are looked at again."""
LONGEST_NAME: Final = 100
"""Characters of a launch's name."""
MOST_LISTED: Final = 100
MOST_READ: Final = 5
"""Launches whose first line is read, and launches of the same checklist that are read whole, the
one that changed last first."""


class Elsewhere:
    """Looks at the launches beside `own`; remembers for a while what it found."""

    def __init__(self, own: LaunchDirectory) -> None:
        self._own = own.path.resolve()
        self._asked: tuple[str, ...] = ()
        self._looked_at = 0.0
        self._found: GoneThrough | None = None

    def last(self, checklist: Checklist, origin: Origin, steps: tuple[str, ...]) -> (
        GoneThrough | None
    ):  # fmt: skip
        """The newest run through all these steps of the rollback in another launch of the same
        checklist, by its digest or its title; None where there is none. Blocks."""
        due = stopwatch() - self._looked_at >= ANEW
        if not steps or (self._asked == steps and not due):
            return self._found if steps else None
        found = [
            each
            for other in islice(self._others(origin), MOST_READ)
            if (each := _gone_through(checklist, other)) is not None
        ]
        self._found = max(found, key=lambda each: each.at, default=None)
        self._asked, self._looked_at = steps, stopwatch()
        return self._found

    def _others(self, origin: Origin) -> Iterator[LaunchDirectory]:
        try:
            listed = catalog.launches(catalog.base())[:MOST_LISTED]
        except GoliveError:
            return
        for each in listed:
            if each.path.resolve() != self._own and _is_of(each, origin):
                yield each


def _is_of(other: LaunchDirectory, origin: Origin) -> bool:
    """Whether it is a launch of the same checklist; one that cannot be read is of none."""
    try:
        fact = catalog.first_event(other).fact
    except GoliveError:
        return False
    assert isinstance(fact, LaunchCreated)  # noqa: S101 - `first_event` gives nothing else
    return fact.sha256 == origin.sha256 or fact.title == origin.title


def _gone_through(checklist: Checklist, other: LaunchDirectory) -> GoneThrough | None:
    try:
        state = look(other, fold).state
    except GoliveError:
        return None
    found, origin = gone_through(checklist, state), state.origin
    if found is None or origin is None:
        return None
    # A launch's clock may run fast: what it calls tomorrow was an hour ago.
    real = origin.created_at + (found.at - origin.created_at) / origin.speed
    return replace(found, at=real, launch=clean(other.path.name, LONGEST_NAME))
