"""Where the plot of a probe comes from: the engine's samples, asked for again when they have grown
by a column; and what is marked on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from golive_tui.client.mirror import Mirror
from golive_tui.errors import GoliveError
from golive_tui.launch.buckets import MOST, Bucket
from golive_tui.launch.codec import from_plain
from golive_tui.launch.trigger_facts import TriggerTripped
from golive_tui.tui.desk import Desk
from golive_tui.tui.views.plot import Mark, Plot, plot_width
from golive_tui.wire.messages import ReadSamples

AGAIN: Final = timedelta(seconds=30)
"""Launch time after which a plot that did not come is asked for again."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """A probe, and the columns that there is room for."""

    probe: str
    columns: int


class PlotSource:
    """One plot at a time; `arrived` is called when it is there, or anew."""

    def __init__(self, desk: Desk, arrived: Callable[[], None]) -> None:
        self._desk = desk
        self._arrived = arrived
        self._wish: _Wish | None = None
        self._asking = False
        self._plot: Plot | None = None
        self._refused_until: datetime | None = None

    def of(self, probe: str, width: int) -> Plot | None:
        """The plot of a probe on a page that wide; None until it has come."""
        wish = _Wish(probe, min(plot_width(width), MOST))
        if wish != self._wish:
            self._wish, self._plot, self._refused_until = wish, None, None
        if not self._asking and self._is_old(wish):
            self._asking = True
            self._desk.host.start(self._ask)
        return self._plot

    def _is_old(self, wish: _Wish) -> bool:
        now = self._desk.now
        if self._refused_until is not None and now < self._refused_until:
            return False
        if self._plot is None:
            return True
        column = (self._plot.until - self._plot.since) / wish.columns
        return now - self._plot.until > column

    async def _ask(self) -> None:
        wish, mirror, until = self._wish, self._desk.mirror, self._desk.now
        try:
            since = _begun(mirror)
            if wish is None or since is None or since >= until:
                return
            request = ReadSamples(probe=wish.probe, count=wish.columns, since=since, until=until)
            answer = await self._desk.ask(request)
            found = [from_plain(each, Bucket) for each in answer.get("buckets", ())]
            if wish == self._wish and found:
                self._plot = Plot(since=since, until=until, buckets=found)
            else:
                self._refused_until = until + AGAIN
        except GoliveError:
            self._refused_until = until + AGAIN  # the page stands without it
        finally:
            self._asking = False
        if self._plot is not None:
            self._arrived()


def _begun(mirror: Mirror | None) -> datetime | None:
    origin = mirror.state.origin if mirror else None
    return origin.created_at if origin else None


def marks_of(mirror: Mirror) -> list[Mark]:
    """T0, the trips that are known here, and the newest rollback."""
    state = mirror.state
    found = []
    if state.went_live_at is not None:
        found.append(Mark(at=state.went_live_at, sign="┴", role="run", word="T0"))
    trips = {each.tripped_at for each in state.triggers.values() if each.tripped_at is not None}
    trips |= {
        each.at
        for each in mirror.events
        if isinstance(each.fact, TriggerTripped) and not each.fact.shadow
    }
    found += [Mark(at=at, sign="▲", role="bad", word="trip") for at in sorted(trips)]
    if state.rollback is not None:
        found.append(Mark(at=state.rollback.requested_at, sign="◄", role="warn", word="rollback"))
    return found
