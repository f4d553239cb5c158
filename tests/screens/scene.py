"""A rehearsed launch at a fixed moment, made by the pure core: for pilots, snapshots and pictures.

    shown = scene("live")           T+00:47:12, one probe slow and one down
    mirror = shown.mirror()         as a client knows it; its clock stands still
    desk.link = Answers(shown)      answers what a view asks

The same every time, on every machine. What people did is in `story.py`, what probes saw in
`looks.py`, how it comes about in `play.py`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal

from golive_tui.client.mirror import Mirror
from golive_tui.launch.buckets import bucket_of, edges
from golive_tui.launch.codec import (
    Plain,
    event_to_plain,
    sample_to_plain,
    state_to_plain,
    tally_to_plain,
    to_plain,
)
from golive_tui.launch.events import Event
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Series
from golive_tui.wire.messages import (
    PROTOCOL,
    ClockFacts,
    EngineFacts,
    Hello,
    ReadEvents,
    ReadSamples,
    Request,
    Viewer,
)
from tests.screens.people import ANA, LEE
from tests.screens.play import BACK, GAP, LOOKED, Play
from tests.screens.story import CREATED, LIVE

Moment = Literal["before-go-live", "live", "round-due", "interrupted", "week"]
MOMENTS: Final[Mapping[Moment, float]] = {
    "before-go-live": -(19 * 60 + 48),
    "live": 47 * 60 + 12,
    "round-due": 62 * 60 + 41,
    "interrupted": 121 * 60 + 5,
    "week": 3 * 86400 + 2 * 3600 + 10 * 60 + 33,
}
"""Seconds from T0. `interrupted`: an engine was away for an hour and ten minutes, and is back."""

CHECKLIST: Final = Path(__file__).resolve().parents[2] / "checklists" / "flowmind.toml"
EVENTS_IN_HELLO: Final = 200


@dataclass(frozen=True, slots=True)
class FixedClock:
    """Time that stands still."""

    at: datetime
    speed: float = 1.0

    def now(self) -> datetime:
        """Always the same."""
        return self.at

    def monotonic(self) -> float:
        """As `now`, in seconds."""
        return self.at.timestamp()

    def boottime(self) -> float:
        """As `now`, in seconds."""
        return self.at.timestamp()

    def from_real(self, seconds: float) -> datetime:
        """The same instant as a datetime."""
        return datetime.fromtimestamp(seconds, self.at.tzinfo)

    async def sleep_until(self, when: datetime) -> None:
        """Nothing waits in a scene."""

    async def sleep(self, seconds: float) -> None:
        """Nothing waits in a scene."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One moment: launch time, the hello's plain table, every event, and every look by probe."""

    now: datetime
    hello: Plain
    events: tuple[Event, ...]
    looks: Mapping[str, Sequence[Sample]]

    def mirror(self) -> Mirror:
        """A new mirror; its clock stands at the moment."""
        made = Mirror(json.loads(json.dumps(self.hello, allow_nan=False)))
        made.clock = FixedClock(self.now)
        return made


def mirror_at(moment: Moment) -> Mirror:
    """The launch at that moment, as a client knows it."""
    return scene(moment).mirror()


@cache
def scene(moment: Moment) -> Scene:
    """The launch at that moment."""
    text = CHECKLIST.read_text(encoding="utf-8")
    now = LIVE + timedelta(seconds=MOMENTS[moment])
    play = Play(text)
    play.begin()
    play.live(LIVE - LOOKED, min(now, GAP))
    if moment == "interrupted":
        play.die(GAP, BACK)
        play.live(BACK, now)
    elif moment == "week":
        play.skip(GAP, now - LOOKED)
        play.live(now - LOOKED, now)
    elif now > GAP:
        play.live(GAP, now)
    return Scene(now=now, hello=_hello(play, text), events=tuple(play.events), looks=play.looks)


def _hello(play: Play, text: str) -> Plain:
    """What the engine would say to a dashboard that attaches now."""
    ana = Viewer(
        client=1,
        user="ana",
        uid=ANA.uid,
        role="dashboard",
        read_only=False,
        since=CREATED + timedelta(seconds=2),
        tty="/dev/pts/0",
    )
    lee = Viewer(
        client=2,
        user="lee",
        uid=LEE.uid,
        role="dashboard",
        read_only=True,
        since=LIVE - timedelta(minutes=31),
        tty="/dev/pts/3",
    )
    hello = Hello(
        you=1,
        protocol=PROTOCOL,
        launch_dir="/home/ana/.local/state/golive/flowmind-1124-1102",
        clock=ClockFacts(origin=CREATED, speed=1.0),
        engine=EngineFacts(pid=4412, epoch=play.epoch, version="0.1.0", helm=1, viewers=(ana, lee)),
        checklist=text,
        state=state_to_plain(play.state),
        events=[event_to_plain(event) for event in play.events[-EVENTS_IN_HELLO:]],
        sight={probe: _seen(series) for probe, series in play.sight.items()},
    )
    plain: Plain = to_plain(hello)
    return plain


def _seen(series: Series) -> Plain:
    window = [sample_to_plain(sample) for sample in series.window]
    return {"tally": tally_to_plain(series.tally), "window": window, "extra": []}


class Answers:
    """Stands where the link stands: answers what a view reads, confirms and remembers the rest."""

    def __init__(self, shown: Scene) -> None:
        self.shown = shown
        self.asked: list[Request] = []

    async def ask(self, request: Request) -> Mapping[str, Any]:
        """The answer, as an engine gives it."""
        self.asked.append(request)
        if isinstance(request, ReadEvents):
            return {"ok": True, "events": [event_to_plain(e) for e in self._events(request)]}
        if isinstance(request, ReadSamples) and request.since and request.until:
            return {"ok": True, "buckets": self._buckets(request, request.since, request.until)}
        if isinstance(request, ReadSamples):
            window = self.shown.hello["sight"].get(request.probe, {}).get("window", [])
            return {"ok": True, "samples": window[-request.count :]}
        return {"ok": True, "seq": self.shown.events[-1].seq}

    def _buckets(self, request: ReadSamples, since: datetime, until: datetime) -> list[Plain]:
        looks = self.shown.looks[request.probe]
        return [
            to_plain(bucket_of(each for each in looks if start < each.at <= end))
            for start, end in pairwise(edges(since, until, request.count))
        ]

    def _events(self, request: ReadEvents) -> Sequence[Event]:
        found = [
            event
            for event in self.shown.events
            if request.item in ("", getattr(event.fact, "item", None))
            and request.round in ("", getattr(event.fact, "round", None))
            and (request.before is None or event.seq < request.before)
        ]
        return found[-request.count :]
