"""A week of a launch through the pure core, as a plain loop: the engine's one sentence.

Used by `test_week.py` for a day, and by `benchmarks/week.py` for all of it.
"""

import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from golive_tui.checklist.model import (
    Checklist,
    Item,
    Measure,
    Phase,
    Probe,
    RoundItem,
    Section,
    Stage,
    Trigger,
)
from golive_tui.launch.advance import advance, next_deadline
from golive_tui.launch.answers import answers, round_start
from golive_tui.launch.commands import CompleteRound, GoLive
from golive_tui.launch.decide import decide
from golive_tui.launch.events import (
    FORMAT,
    By,
    EngineStarted,
    Event,
    Fact,
    LaunchCreated,
    RoundDigested,
)
from golive_tui.launch.figures import digest
from golive_tui.launch.fold import fold
from golive_tui.launch.gauges import Gauges, gauges_of
from golive_tui.launch.intents import CountFrom, TakeDigest, intents
from golive_tui.launch.judge import judge
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Sight, sight_of
from golive_tui.launch.state import EMPTY, LaunchState
from golive_tui.launch.triggers import evaluate, look

START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOUR, DAY = 3600.0, 86400.0
LEAD = By(user="ana", uid=1001, host="jump1", how="peer")
ENGINE = By(user="engine", uid=1001, host="jump1", how="engine")


def plan(probes: int, every: float) -> Checklist:
    """Probes, 87 items, the document's watch (24 rounds, 18, 6) and its four triggers."""
    made = {f"p{n:02d}": _probe(f"p{n:02d}", every) for n in range(probes)}
    shape = (
        ("hour-1-6", 0.0, 6 * HOUR, 900.0),
        ("hour-6-24", 6 * HOUR, DAY, HOUR),
        ("week-1", DAY, 7 * DAY, DAY),
    )
    question = RoundItem(id="endpoints", title="Verify all endpoints", probes=tuple(made))
    person = RoundItem(id="logs", title="Check error logs")
    items = tuple(Item(id=f"i{n}", title=f"Item {n}", valid_for=DAY) for n in range(87))
    section = Section(id="all", title="All", items=items)
    return Checklist(
        title="A week",
        targets={},
        probes=made,
        objectives={},
        triggers=_triggers(tuple(made), every),
        stages=(Stage(id="all", title="All", sections=(section,)),),
        watch=tuple(
            Phase(id=id_, title=id_, start=start, until=until, every=gap, grace=300.0,
                  items=(question, person))
            for id_, start, until, gap in shape
        ),
    )  # fmt: skip


def _probe(name: str, every: float) -> Probe:
    return Probe(id=name, kind="http", title=name, every=every, timeout=5.0, slow=0.5)


def _triggers(probes: tuple[str, ...], every: float) -> dict[str, Trigger]:
    """The document's four, with windows that hold samples enough."""
    shapes = (
        ("health", "consecutive_failures", probes[:1], 3.0, 7 * every, 0.0, 4),
        ("errors", "error_rate", probes, 0.05, 30 * every, 300.0, 20),
        ("slow", "p95", probes, 1.0, 30 * every, 120.0, 100 if len(probes) > 3 else 20),
        ("sockets", "error_rate", probes[-1:], 0.1, 60 * every, 60.0, 50),
    )
    return {
        name: Trigger(
            id=name,
            title=name,
            measure=Measure(measure=measure, of=of, window=window, above=above),
            for_seconds=length,
            needs=needs,
        )
        for name, measure, of, above, window, length, needs in shapes
    }


@dataclass(slots=True)
class Week:
    """The engine's one sentence as a loop: sample, judge, advance, fold, digest at each round."""

    checklist: Checklist
    seed: int = 7
    state: LaunchState = EMPTY
    sight: Sight = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    samples: int = 0
    deadline: datetime | None = None
    gauges: Gauges = field(default_factory=Gauges)
    kept: dict[str, deque[Sample]] = field(default_factory=dict)

    def begin(self, now: datetime) -> None:
        """Created, started, live."""
        self.sight = sight_of(self.checklist.probes, now)
        self.kept = {probe: deque() for probe in self.checklist.probes}
        self.record([_created()], now)
        self.record([EngineStarted(pid=1, boot_id="b", version="0.1.0")], now)
        self.record(decide(self.checklist, self.state, GoLive(), LEAD, now), now)
        self.gauges = gauges_of(self.checklist, self.state, self.sight, now, resumed=False)

    def record(self, facts: Sequence[Fact], now: datetime) -> None:
        """Fold facts, and do what they ask for."""
        for fact in facts:
            event = Event(seq=self.state.seq + 1, at=now, epoch=1, by=ENGINE, fact=fact)
            self.state = fold(self.state, event)
            self.events.append(event)
            self.gauges.follow(self.state, event)
            for intent in intents(event):
                match intent:
                    case TakeDigest(round=round_id, until=until):
                        self._digest(round_id, until)
                    case CountFrom(since=since):
                        for series in self.sight.values():
                            series.reset_tally(since)
        if facts:
            self._reckon(now)

    def _reckon(self, now: datetime) -> None:
        self.deadline = next_deadline(self.checklist, self.state, self.sight, now)

    def _digest(self, round_id: str, until: datetime) -> None:
        since = round_start(self.checklist, self.state, round_id) or START
        found = {}
        for probe in self.checklist.probes.values():
            kept = self.kept[probe.id]
            found[probe.id] = digest(kept, probe.every, since, until)
            while kept and kept[0].at <= until:
                kept.popleft()
        phase = self.state.rounds[round_id].phase
        said = answers(self.checklist, phase, found, until)
        self.record([RoundDigested(round=round_id, digests=found, answers=said)], until)
        command = CompleteRound(rest="passed", round=round_id)
        done = decide(self.checklist, self.state, command, LEAD, until)
        self.record(done, until)

    def come_back(self, now: datetime) -> None:
        """A new engine after a gap: all that fell due meanwhile is told at once."""
        self.record([EngineStarted(pid=2, boot_id="b", version="0.1.0")], now)
        self.record(advance(self.checklist, self.state, self.sight, now), now)

    def see(self, sample: Sample) -> None:
        """What is due before its time, then one sample."""
        self._let_pass(sample.at - timedelta(microseconds=1))
        self.see_only(sample)
        self.record(look(self.checklist, self.state, self.gauges, sample, sample.at), sample.at)

    def see_only(self, sample: Sample) -> None:
        """One sample, and what it means for its probe."""
        series = self.sight[sample.probe]
        series.add(sample)
        self.kept[sample.probe].append(sample)
        self.samples += 1
        facts = judge(self.state, series, sample)
        if facts:
            self.record(facts, sample.at)

    def _let_pass(self, until: datetime) -> None:
        while self.gauges.next_at <= until.timestamp():
            now = self.gauges.deadline() or until
            self._advance(now)
            self.record(evaluate(self.checklist, self.state, self.gauges, now), now)
        self._advance(until)

    def _advance(self, until: datetime) -> None:
        while self.deadline is not None and self.deadline <= until:
            now = self.deadline
            self.record(advance(self.checklist, self.state, self.sight, now), now)
            self._reckon(now)

    def run(self, start: datetime, until: datetime) -> None:
        """Feed samples from `start` to `until`, then what is due at the end."""
        for sample in looks(self.checklist, start, until, self.seed):
            self.see(sample)
        self._let_pass(until)


def looks(checklist: Checklist, start: datetime, until: datetime, seed: int) -> Iterator[Sample]:
    """Samples of all probes in order of time, spread over the interval: 20 to 120 ms, one in 500
    fails, one in 2,000 could not look."""
    chance = random.Random(seed)
    probes = list(checklist.probes.values())
    every = probes[0].every
    slots = int((until - start).total_seconds() / every)
    for slot in range(slots):
        for index, probe in enumerate(probes):
            at = start + timedelta(seconds=slot * every + index * every / len(probes))
            draw = chance.random()
            latency = 0.02 + 0.1 * chance.random() ** 3
            if draw < 0.002:
                yield Sample(probe=probe.id, at=at, outcome="fail", reason="tcp.refused")
            elif draw < 0.0025:
                yield Sample(probe=probe.id, at=at, outcome="error", reason="host.offline")
            else:
                yield Sample(probe=probe.id, at=at, outcome="ok", latency=latency)


def _created() -> LaunchCreated:
    return LaunchCreated(
        format=FORMAT,
        id="week",
        title="A week",
        checklist="week.toml",
        sha256="0" * 64,
        target="rehearsal",
        directory="/srv",
        rehearsal=True,
        speed=1.0,
        version="0.1.0",
        host="jump1",
    )
