"""A scenario played: its faults and acts in their time, on a launch in virtual time or on a real
engine. The two differ in what a `Stage` is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from msgspec.structs import replace

from golive_tui.checklist.model import Checklist
from golive_tui.errors import GoliveError
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.fold import fold
from golive_tui.launch.progress import decision
from golive_tui.launch.state import EMPTY, LaunchState
from golive_tui.rehearsal.acts import Asked, commands
from golive_tui.rehearsal.disturb import clock_of
from golive_tui.rehearsal.expect import Run
from golive_tui.rehearsal.scenario import KILL, START, Act, Fault, Scenario
from golive_tui.rehearsal.schedule import Do, Schedule

ENDLESS = 30.0
"""Launch seconds for which an engine is gone that the scenario does not bring back."""


class Stage(Protocol):
    """Where a scenario is played."""

    @property
    def now(self) -> float:
        """Launch seconds since the beginning."""

    @property
    def state(self) -> LaunchState:
        """The launch."""

    def ask(self, command: Asked) -> None:
        """What a person asks for; raises what it is refused with."""

    def kill(self) -> None:
        """Kill the engine."""

    def come_back(self) -> None:
        """Start another."""

    def plan(self, when: float, do: Do) -> None:
        """Have that done at that time, or now if it is over."""


class Player:
    """One scenario on one stage: what it plans, what it hears, what goes wrong on the way."""

    def __init__(
        self, scenario: Scenario, checklist: Checklist, told: Callable[[e.Event, float], None]
    ) -> None:
        """`told` hears of every event with its true time since the beginning."""
        self._scenario = scenario
        self._checklist = checklist
        self._told = told
        self._schedule = Schedule()
        self._start: datetime | None = None
        self._began: dict[str, float] = {}
        self._wrong_by = 0.0
        self._clocks = EMPTY
        self.events: list[e.Event] = []
        self.problems: list[str] = []

    def begin(self, stage: Stage) -> None:
        """Plan what counts from the beginning, and keep the rest until its moment comes."""
        for fault in self._scenario.faults:
            self._schedule.add(fault.when, partial(self._break, stage, fault))
        for act in self._scenario.acts:
            self._schedule.add(act.when, partial(self._act, stage, act))
        self._came(stage, START, 0.0)

    def heard(self, stage: Stage, event: e.Event) -> None:
        """An event: kept with its true time, told, and a moment that things may count from."""
        if self._start is None:
            self._start = event.at
        true = replace(event, at=self._true(event))
        seconds = (true.at - self._start).total_seconds()
        self.events.append(true)
        self._told(true, seconds)
        self._came(stage, event.fact.kind, seconds)
        if isinstance(event.fact, RehearsalFaulted):
            self._came(stage, event.fact.name, seconds)

    def _true(self, event: e.Event) -> datetime:
        """What the clock would have shown, had nobody set it wrong."""
        at = event.at - timedelta(seconds=self._wrong_by)
        if isinstance(event.fact, RehearsalFaulted | RehearsalMended):
            numbered = replace(event, seq=self._clocks.seq + 1)
            self._clocks = fold(self._clocks, numbered)
            self._wrong_by = clock_of(self._clocks.faults)
        return at

    def _came(self, stage: Stage, moment: str, seconds: float) -> None:
        for when, do in self._schedule.came(moment, seconds):
            stage.plan(when, do)

    def _break(self, stage: Stage, fault: Fault) -> None:
        if fault.fault == KILL:
            self._began[fault.name] = stage.now
            stage.kill()
            self._came(stage, fault.name, stage.now)
            stage.plan(stage.now + (fault.lasts or ENDLESS), stage.come_back)
            return
        command = c.FaultRehearsal(fault=fault.fault, settings=fault.settings, name=fault.name)
        self._ask(stage, command, f"fault `{fault.name}`")
        if fault.lasts is not None:
            mend = partial(self._ask, stage, c.MendRehearsal(name=fault.name), "mending")
            stage.plan(stage.now + fault.lasts, mend)

    def _act(self, stage: Stage, act: Act) -> None:
        for command in commands(act.do, act.given, self._checklist, stage.state):
            self._ask(stage, command, f"`{act.do}`", act.refused)

    def _ask(self, stage: Stage, command: Asked, what: str, refused: str = "") -> None:
        try:
            stage.ask(command)
        except GoliveError as error:
            if not refused or refused not in error.message:
                self.problems.append(f"{what} was refused: {error.message}")
        else:
            if refused:
                self.problems.append(f"{what} was not refused with: {refused}")

    def run(self, stage: Stage) -> Run:
        """What it all came to."""
        start = self._start
        assert start is not None  # noqa: S101 - a launch has a first event
        left = [f"nothing to count `{when.after}` from came" for when, _ in self._schedule.waiting]
        now = start + timedelta(seconds=stage.now)
        said = decision(self._checklist, stage.state, now)
        return Run(
            start=start,
            events=self.events,
            verdict=said.word,
            reasons=said.reasons,
            began={name: start + timedelta(seconds=each) for name, each in self._began.items()},
            problems=[*self.problems, *left],
        )
