"""A rehearsal in no time: the engine's own functions over values, with simulated probes.

What an engine does is done here in the same order, as a loop over the next thing that is due:
judge, evaluate, advance, decide, fold, and what the intents ask for. There is no socket, no disk
and no process: a step ends as its rehearsal would, after as long as that would take.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from math import inf
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from golive_tui.checklist.model import Checklist
from golive_tui.engine import driver
from golive_tui.engine.attempts import Attempts, Known
from golive_tui.engine.step_desk import StepDesk
from golive_tui.engine.surroundings import Surroundings
from golive_tui.errors import EngineUnreachable
from golive_tui.launch import events as e
from golive_tui.launch import retries, rollback, triggers
from golive_tui.launch.advance import advance, next_deadline
from golive_tui.launch.answers import answers, round_start
from golive_tui.launch.commands import Command, CompleteRound, RunStep
from golive_tui.launch.decide import decide
from golive_tui.launch.figures import digest
from golive_tui.launch.fold import fold
from golive_tui.launch.gauges import Gauges, gauges_of
from golive_tui.launch.intents import (
    Cancel,
    CountFrom,
    Disturb,
    Spawn,
    TakeDigest,
    intents,
)
from golive_tui.launch.judge import judge
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Sight, sight_of
from golive_tui.launch.state import EMPTY, LaunchState
from golive_tui.launch.steps import consequences
from golive_tui.rehearsal.disturb import behaviour_of, clock_of
from golive_tui.rehearsal.simulated import STAND_IN, Answers, afresh, simulated
from golive_tui.rehearsal.virtual_clock import VirtualClock
from golive_tui.secrets import Redactor
from golive_tui.store.directory import LaunchDirectory

EPOCH: Final = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
"""When a launch in virtual time begins: a Monday morning."""
STEP_TAKES: Final = 20.0
"""Launch seconds of a rehearsed step."""
SEED: Final = 1
BY_LEAD: Final = e.By(user="lead", uid=1, host="rehearsal", how="peer")
BY_ENGINE: Final = e.By(user="golive", uid=1, host="rehearsal", how="engine")


class Virtual:
    """A launch in virtual time: `now` is launch seconds since its beginning. `heard` is told of
    every event; `rounds`: somebody completes each round as it falls due."""

    def __init__(
        self,
        checklist: Checklist,
        created: e.LaunchCreated,
        heard: Callable[[e.Event], None],
        *,
        rounds: bool = True,
    ) -> None:
        self.checklist = checklist
        self.now = 0.0
        self.state: LaunchState = EMPTY
        self.sight: Sight = {}
        self._created = created
        self._heard = heard
        self._rounds = rounds
        self._wrong_by = 0.0
        self._away = False
        self._stopped_at = 0.0
        self._epoch = 1
        self._gauges = Gauges()
        self._kept: dict[str, deque[Sample]] = {}
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._slots: list[tuple[float, int, str]] = []
        self._due = inf
        self._deadline: datetime | None = None
        self._silence: datetime | None = None
        self._blind: set[str] = set()
        self._probes_alone = replace(checklist, watch=(), stages=(), triggers={})
        self._numbers = count()
        self._clock = VirtualClock(EPOCH)
        self._answers = Answers(SEED, self._clock)
        self._behaviour = self._answers.behave(behaviour_of({}))
        lookup = self._lookup()
        self.probes = simulated(checklist, lookup, self._answers, SEED)
        self._steps = self._step_desk()

    def _lookup(self) -> Surroundings:
        return Surroundings(
            self.checklist,
            self._created.target,
            directory=Path(self._created.directory),
            stand_in=STAND_IN,
            outputs=lambda step, name: self.state.step(step).outputs.get(name),
        )

    def _step_desk(self) -> StepDesk:
        """The engine's own, which plans and refuses; nothing is ever started by it."""
        known = Known(
            state=lambda: self.state,
            step=lambda _id: None,
            redactor=lambda _id: Redactor(()),
            from_real=self._clock.from_real,
            lookup=self._lookup,
        )
        nowhere = LaunchDirectory(Path(self._created.directory))
        version = self._created.version
        attempts = Attempts(nowhere, known, version=version, tell=lambda _facts: None)
        return StepDesk(attempts, self._lookup)

    def at(self, seconds: float) -> datetime:
        """What the wall clock shows then."""
        return EPOCH + timedelta(seconds=seconds + self._wrong_by)

    # -- a life ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Created, started, every probe at its place."""
        self.sight = sight_of(self.checklist.probes, EPOCH)
        self._kept = {name: deque() for name in self.checklist.probes}
        self.record([self._created, self._started()])
        self._regauge(resumed=False)
        self._place_slots()

    def _started(self) -> e.EngineStarted:
        return e.EngineStarted(pid=self._epoch, boot_id="virtual", version=self._created.version)

    def _place_slots(self) -> None:
        number = len(self.checklist.probes)
        self._slots = [
            (self.now + index / number * min(each.every, 2.0), index, each.id)
            for index, each in enumerate(self.checklist.probes.values())
        ]
        heapq.heapify(self._slots)

    def _regauge(self, *, resumed: bool) -> None:
        self._gauges = gauges_of(
            self.checklist, self.state, self.sight, self.at(self.now), resumed=resumed
        )
        self._reckon()

    def kill(self) -> None:
        """The engine is gone; what it held in memory with it."""
        self._away, self._stopped_at = True, self.now

    def come_back(self) -> None:
        """Another one takes over what is on disk: the journal, and the samples."""
        self._away = False
        self._epoch += 1
        fresh = sight_of(self.checklist.probes, self.state.went_live_at or EPOCH)
        for name, series in self.sight.items():
            for sample in series.window:
                fresh[name].add(sample, tally=False)
            fresh[name].tally = series.tally
        self.sight = fresh
        gap = self.now - self._stopped_at
        since = self.at(self._stopped_at)
        after = triggers.after_gap(self.checklist, self.state, gap, "the engine stopped")
        self.record([self._started(), e.EngineResumed(since=since, clean=False), *after])
        self._regauge(resumed=True)
        self._place_slots()
        self._let_pass()

    def plan(self, when: float, do: Callable[[], None]) -> None:
        """Have that done at that time."""
        heapq.heappush(self._queue, (when, next(self._numbers), do))

    def run(self, until: float) -> None:
        """Let everything happen in its order, up to then."""
        while True:
            queue, slots = self._queue, self._slots
            planned = queue[0][0] if queue else inf
            slot = slots[0][0] if slots and not self._away else inf
            due = inf if self._away else self._due
            when = min(planned, slot, due)
            if when > until:
                self.now = max(self.now, until)
                return
            self.now = max(self.now, when)
            if planned <= when:
                heapq.heappop(queue)[2]()
            elif due <= when:
                self._let_pass()
            else:
                self._look(slots)

    # -- looking -----------------------------------------------------------------------------

    def _look(self, slots: list[tuple[float, int, str]]) -> None:
        slot, index, name = slots[0]
        probe = self.probes[name]
        heapq.heapreplace(slots, (slot + probe.probe.every, index, name))
        self._clock.elapsed = self.now
        at = self.at(self.now)
        self.see(probe.look(at, self.now, self._behaviour, SEED), at)

    def see(self, sample: Sample, at: datetime) -> None:
        """Take in a sample as the engine does."""
        series = self.sight[sample.probe]
        series.add(sample)
        if self.checklist.watch:
            self._kept[sample.probe].append(sample)
        facts = judge(self.state, series, sample)
        facts += triggers.look(self.checklist, self.state, self._gauges, sample, at)
        if facts:
            self.record(facts)
        if sample.outcome not in ("ok", "fail"):
            self._blind.add(sample.probe)
            self._listen()
        elif self._blind:
            self._blind.discard(sample.probe)

    def _let_pass(self) -> None:
        at = self.at(self.now)
        if self._gauges.next_at <= at.timestamp():
            self.record(triggers.evaluate(self.checklist, self.state, self._gauges, at))
            self._due_next()
        if self._deadline is not None and self._deadline <= at:
            self.record(advance(self.checklist, self.state, {}, at))
            self._reckon()
        if self._silence is not None and self._silence <= at:
            self.record(advance(self._probes_alone, self.state, self.sight, at))
            self._listen()

    def _reckon(self) -> None:
        """What is due next by the state alone, which changes with facts and not with looks."""
        self._deadline = next_deadline(self.checklist, self.state, {}, self.at(self.now))
        self._listen()

    def _listen(self) -> None:
        """When a probe that sees nothing will be silent; one that sees something is not."""
        blind = {name: each for name, each in self.sight.items() if name in self._blind}
        now = self.at(self.now)
        self._silence = next_deadline(self._probes_alone, self.state, blind, now) if blind else None
        self._due_next()

    def _due_next(self) -> None:
        zero = self.at(0)
        self._due = self._gauges.next_at - zero.timestamp()
        for each in (self._deadline, self._silence):
            if each is not None:
                self._due = min(self._due, (each - zero).total_seconds())

    # -- recording and acting ----------------------------------------------------------------

    def decide(self, command: Command) -> None:
        """What a person asks for; raises what the engine would refuse it with."""
        self._check_there()
        now = self.at(self.now)
        self.record(decide(self.checklist, self.state, command, BY_LEAD, now), BY_LEAD)

    def request(self, command: RunStep) -> None:
        """Have a step run; raises what the engine would refuse it with."""
        self._check_there()
        now = self.at(self.now)
        facts = self._steps.request(self.checklist, self.state, command, BY_LEAD, now)
        self.record(facts, BY_LEAD)

    def _check_there(self) -> None:
        if self._away:
            raise EngineUnreachable("no engine runs")

    def record(self, facts: Sequence[e.Fact], by: e.By = BY_ENGINE) -> None:
        """Journal facts and what follows from them, fold them, and act on them."""
        if not facts:
            return
        waiting, now = deque(facts), self.at(self.now)
        acted: list[e.Event] = []
        while waiting:
            fact = waiting.popleft()
            event = e.Event(seq=self.state.seq + 1, at=now, epoch=self._epoch, by=by, fact=fact)
            self.state = fold(self.state, event)
            acted.append(event)
            more = [
                *consequences(self.state, fact, now),
                *triggers.slept(self.checklist, self.state, fact),
            ]
            waiting.extendleft(reversed(more))
            self._gauges.follow(self.state, event)
            self._heard(event)
        for event in acted:
            self._act(event)
        self._reckon()
        self._drive()

    def _act(self, event: e.Event) -> None:
        for intent in intents(event):
            match intent:
                case TakeDigest(round=round_id, until=until):
                    self.plan(self.now, lambda r=round_id, u=until: self._digest(r, u))  # type: ignore[misc]
                case CountFrom(since=since):
                    for series in self.sight.values():
                        series.reset_tally(since)
                case Spawn(step=step, attempt=attempt):
                    self._spawn(step, attempt)
                case Cancel(step=step, attempt=attempt):
                    ended = e.StepEnded(step=step, attempt=attempt, outcome="cancelled")
                    self.plan(self.now + 1.0, lambda f=ended: self._end(f))  # type: ignore[misc]
                case Disturb():
                    self._disturb()
                case _:
                    pass

    def _disturb(self) -> None:
        self._behaviour = self._answers.behave(behaviour_of(self.state.faults))
        afresh(self.probes)
        wrong_by = clock_of(self.state.faults)
        if wrong_by != self._wrong_by:
            by, self._wrong_by = wrong_by - self._wrong_by, wrong_by
            self.record([e.ClockStepped(cause="wall", seconds=by)])

    def _digest(self, round_id: str, until: datetime) -> None:
        since = round_start(self.checklist, self.state, round_id) or EPOCH
        found = {}
        for probe in self.checklist.probes.values():
            kept = self._kept[probe.id]
            found[probe.id] = digest(kept, probe.every, since, until)
            while kept and kept[0].at <= until:
                kept.popleft()
        phase = self.state.rounds[round_id].phase
        said = answers(self.checklist, phase, found, until)
        self.record([e.RoundDigested(round=round_id, digests=found, answers=said)])
        if self._rounds and self.state.rounds[round_id].status in ("due", "overdue"):
            self.decide(CompleteRound(rest="passed", round=round_id))

    # -- steps -------------------------------------------------------------------------------

    def _spawn(self, step: str, attempt: str) -> None:
        started = e.StepStarted(step=step, attempt=attempt, pid=1)
        ended = e.StepEnded(
            step=step, attempt=attempt, outcome="succeeded", exit_code=0, seconds=STEP_TAKES
        )
        self.plan(self.now, lambda: self._end(started))
        self.plan(self.now + STEP_TAKES, lambda: self._end(ended))

    def _end(self, fact: e.StepStarted | e.StepEnded) -> None:
        attempt = self.state.step(fact.step).attempt(fact.attempt)
        if attempt is not None and attempt.is_open:
            self.record([fact])

    def _drive(self) -> None:
        """What goes on by itself, as `engine/driver.py` has it."""
        if not rollback.is_running(self.state) and not retries.is_pending(self.state):
            return
        now = self.at(self.now)
        facts = driver.facts(self._steps, self.checklist, self.state, BY_ENGINE, now)
        if facts:
            self.plan(self.now, self._go_on)

    def _go_on(self) -> None:
        now = self.at(self.now)
        self.record(driver.facts(self._steps, self.checklist, self.state, BY_ENGINE, now))

    @property
    def unseen(self) -> Iterable[str]:
        """Probes that look at nothing of the stand-in: their slots are absent."""
        return [name for name, each in self.probes.items() if not each.sees]
