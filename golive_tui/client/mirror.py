"""The launch as a client knows it: the engine's hello, and everything since folded in.

The dashboard reads this and nothing else. `apply` says which parts a message changed, so that a
screen redraws only those.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from golive_tui.checklist.model import Checklist
from golive_tui.checklist.pace import paced
from golive_tui.checklist.reader import read_checklist
from golive_tui.clock import Clock, clock_of
from golive_tui.launch import events as e
from golive_tui.launch.check_facts import CheckCancelled, CheckRequested, EvidenceRecorded
from golive_tui.launch.codec import (
    Plain,
    event_from_plain,
    from_plain,
    sample_from_plain,
    state_from_plain,
    tally_from_plain,
)
from golive_tui.launch.fold import fold
from golive_tui.launch.series import Series, Sight, sight_of
from golive_tui.launch.state import LaunchState
from golive_tui.wire.messages import EngineFacts, Hello

EVENTS_KEPT: Final = 500
"""Newest events kept for the log; older ones are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a message changed: ids of items, probes and rounds; `event` when it was one.

    `everything`: a hello, draw all afresh.
    """

    everything: bool = False
    engine: bool = False
    items: frozenset[str] = frozenset()
    probes: frozenset[str] = frozenset()
    rounds: frozenset[str] = frozenset()
    event: e.Event | None = None


NOTHING: Final = Changed()


class Mirror:
    """The launch, folded along. `apply` every message of the engine, in order."""

    checklist: Checklist
    state: LaunchState
    sight: Sight
    engine: EngineFacts
    clock: Clock
    you: int
    launch_dir: str
    events: deque[e.Event]

    def __init__(self, hello: Plain) -> None:
        self.events = deque(maxlen=EVENTS_KEPT)
        self._greet(from_plain(hello, Hello))

    def _greet(self, hello: Hello) -> None:
        read = read_checklist(hello.checklist.encode(), "checklist.toml", None)
        self.checklist = paced(read, hello.clock.speed)
        self.state = state_from_plain(hello.state)
        self.clock = clock_of(hello.clock.origin, hello.clock.speed)
        self.engine = hello.engine
        self.you = hello.you
        self.launch_dir = hello.launch_dir
        self.events.clear()
        self.events.extend(event_from_plain(each) for each in hello.events)
        since = self.state.went_live_at or self._created_at(hello)
        self.sight = sight_of(self.checklist.probes, since)
        for probe, seen in hello.sight.items():
            if probe in self.sight:
                _refill(self.sight[probe], seen)

    def _created_at(self, hello: Hello) -> datetime:
        origin = self.state.origin
        return origin.created_at if origin else hello.clock.origin

    @property
    def now(self) -> datetime:
        """Launch time."""
        return self.clock.now()

    @property
    def at_helm(self) -> bool:
        """Whether this client steers."""
        return self.engine.helm == self.you

    def apply(self, message: Mapping[str, Any]) -> Changed:
        """Take in one unasked message; unknown ones change nothing. Raises ValueError when it
        cannot be read, after which only a new hello helps."""
        if "event" in message:
            return self._event(event_from_plain(message["event"]))
        if "sample" in message:
            sample = sample_from_plain(message["sample"])
            series = self.sight.get(sample.probe)
            if series is None:
                return NOTHING
            series.add(sample)
            return Changed(probes=frozenset({sample.probe}))
        if "engine" in message:
            self.engine = from_plain(message["engine"], EngineFacts)
            return Changed(engine=True)
        if "hello" in message:
            self._greet(from_plain(message["hello"], Hello))
            return Changed(everything=True)
        return NOTHING

    def _event(self, event: e.Event) -> Changed:
        if event.seq <= self.state.seq:
            return NOTHING
        self.state = fold(self.state, event)
        self.events.append(event)
        match event.fact:
            case e.LaunchWentLive():
                for series in self.sight.values():
                    series.reset_tally(event.at)
                return Changed(everything=True, event=event)
            case e.ChecklistAccepted():
                return Changed(everything=True, event=event)
            case e.ProbeChanged(probe=probe) | e.ProbeAsked(probe=probe):
                return Changed(probes=frozenset({probe}), event=event)
            case (
                e.RoundDue(round=each) | e.RoundDigested(round=each) | e.RoundAnswered(round=each)
                | e.RoundOverdue(round=each) | e.RoundCompleted(round=each)
                | e.RoundMissed(round=each)
            ):  # fmt: skip
                return Changed(rounds=frozenset({each}), event=event)
            case (
                e.ItemStarted(item=item) | e.ItemPassed(item=item) | e.ItemFailed(item=item)
                | e.ItemSkipped(item=item) | e.ItemReopened(item=item)
                | e.ItemRestored(item=item) | e.ItemStaled(item=item) | e.ItemNoted(item=item)
                | e.ItemAssigned(item=item)
                | CheckRequested(item=item) | EvidenceRecorded(item=item)
                | CheckCancelled(item=item)
            ):  # fmt: skip
                return Changed(items=frozenset({item}), event=event)
            case (
                e.StepRequested(step=step) | e.StepStarted(step=step) | e.StepEnded(step=step)
                | e.StepLost(step=step) | e.StepCancelled(step=step) | e.StepSettled(step=step)
            ):  # fmt: skip
                return Changed(items=frozenset({step}), event=event)
            case e.RollbackRequested() | e.RollbackEnded() | e.SignoffRecorded():
                return Changed(everything=True, event=event)
            case _:
                return Changed(engine=True, event=event)


def _refill(series: Series, seen: Plain) -> None:
    for plain in _listed(seen.get("window")):
        series.add(sample_from_plain(plain), tally=False)
    for plain in _listed(seen.get("extra")):
        series.recent.append(sample_from_plain(plain))
    tally = seen.get("tally")
    if isinstance(tally, dict):
        series.tally = tally_from_plain(tally)


def _listed(value: object) -> Iterable[Plain]:
    return value if isinstance(value, list) else ()
