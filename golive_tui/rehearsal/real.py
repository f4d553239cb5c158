"""A scenario with the real engine: a process of its own on a fast clock, asked over its socket."""

import heapq
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import Final

from golive_tui import clock
from golive_tui.checklist.model import Checklist
from golive_tui.client.ask import ask
from golive_tui.client.start import ensure_engine_now
from golive_tui.errors import GoliveError, Refused
from golive_tui.launch import events as e
from golive_tui.launch.commands import CompleteRound
from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY, LaunchState
from golive_tui.rehearsal.acts import Asked
from golive_tui.rehearsal.expect import Run
from golive_tui.rehearsal.play import Player
from golive_tui.rehearsal.scenario import Scenario
from golive_tui.rehearsal.schedule import Do
from golive_tui.store import history
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import holder
from golive_tui.wire.messages import StopEngine

NAP: Final = 0.05
"""Real seconds between two looks at the journal."""
ENDED_WITHIN: Final = 10.0
"""Real seconds for an engine to end."""


class RealStage:
    """A launch with a real engine, as a scenario wants it."""

    def __init__(
        self, launch: LaunchDirectory, speed: float, heard: Callable[[e.Event], None]
    ) -> None:
        """`heard` is told of every event in its order."""
        self.launch = launch
        self.state: LaunchState = EMPTY
        self._heard = heard
        self._seq = 0
        self._queue: list[tuple[float, int, Do]] = []
        self._numbers = count()
        [created] = history.since(launch, 0, 1)
        self._clock = clock.clock_of(created.at, speed)
        self._start = created.at

    @property
    def now(self) -> float:
        """Launch seconds since the beginning."""
        return (self._clock.now() - self._start).total_seconds()

    def ask(self, command: Asked) -> None:
        """Ask the engine; raises what it refuses."""
        ask(self.launch.path, command)

    def kill(self) -> None:
        """Kill the engine, as `kill -9` does; raises Refused when there is none."""
        held = holder(self.launch)
        if held is None:
            raise Refused("there is no engine to kill")
        os.kill(held.pid, signal.SIGKILL)

    def come_back(self) -> None:
        """Start another."""
        ensure_engine_now(self.launch.path)

    def plan(self, when: float, do: Do) -> None:
        """Have that done at that time, or now if it is over."""
        heapq.heappush(self._queue, (when, next(self._numbers), do))

    def pull(self) -> list[e.Event]:
        """The events that have come since the last look."""
        found = list(history.since(self.launch, self._seq))
        for event in found:
            self._seq = event.seq
            self.state = fold(self.state, event)
            self._heard(event)
        return found

    def run(self, until: float, *, rounds: bool, over: Callable[[], bool]) -> None:
        """Let it happen, up to then, or until it is `over` before."""
        while self.now < until and not over():
            for event in self.pull():
                if rounds and isinstance(event.fact, e.RoundDigested):
                    self.plan(self.now, lambda name=event.fact.round: self._complete(name))  # type: ignore[misc]
            while self._queue and self._queue[0][0] <= self.now:
                heapq.heappop(self._queue)[2]()
            clock.pause(NAP)
        self.pull()

    def _complete(self, name: str) -> None:
        if self.state.rounds[name].status in ("due", "overdue"):
            self.ask(CompleteRound(rest="passed", round=name))


def stop(launch: LaunchDirectory) -> None:
    """End the engine, if there is one."""
    held = holder(launch)
    if held is None:
        return
    try:
        ask(launch.path, StopEngine(reason="the rehearsal is over"))
    except GoliveError:
        with suppress(ProcessLookupError):
            os.kill(held.pid, signal.SIGTERM)
    end = clock.stopwatch() + ENDED_WITHIN
    while holder(launch) is not None and clock.stopwatch() < end:
        clock.pause(NAP)


def play_on(
    launch: LaunchDirectory,
    scenario: Scenario,
    checklist: Checklist,
    told: Callable[[e.Event, float], None],
    *,
    over: Callable[[], bool] = lambda: False,
) -> Run:
    """Play it on a launch that has just begun; `told` hears of every event with its time, and it
    ends when it is `over`. Its engine goes on: `stop` ends it."""
    player = Player(scenario, checklist, told)
    stage: RealStage

    def heard(event: e.Event) -> None:
        player.heard(stage, event)

    stage = RealStage(launch, scenario.speed, heard)
    ensure_engine_now(launch.path)
    player.begin(stage)
    stage.run(scenario.until, rounds=scenario.rounds, over=over)
    return player.run(stage)


def at_speed(scenario: Scenario, speed: float | None, *, instant: bool) -> Scenario:
    """The scenario as the command line wants it played."""
    if instant:
        return replace(scenario, how="instant")
    if speed is not None:
        return replace(scenario, how="engine", speed=speed)
    return scenario
