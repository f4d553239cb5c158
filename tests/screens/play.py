"""The scene in the making: an engine's work without an engine, from the first event on."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from golive_tui.checklist.reader import read_checklist
from golive_tui.launch.advance import advance, next_deadline
from golive_tui.launch.answers import answers, round_start
from golive_tui.launch.decide import decide
from golive_tui.launch.events import (
    FORMAT,
    By,
    EngineResumed,
    EngineStarted,
    Event,
    Fact,
    HelmTaken,
    LaunchCreated,
    LaunchWentLive,
    RollbackChecked,
    RoundDigested,
    RoundDue,
)
from golive_tui.launch.figures import Digest, digest
from golive_tui.launch.fold import fold
from golive_tui.launch.judge import judge
from golive_tui.launch.rollback import steps
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Series, Sight, sight_of
from golive_tui.launch.state import EMPTY, LaunchState
from tests.screens.looks import had_been_well, looks
from tests.screens.people import ANA, ENGINE, HOST
from tests.screens.story import CREATED, LIVE, Act, after_t0, before_t0, moods, nights

GAP: Final = LIVE + timedelta(minutes=50, seconds=10)
"""When the engine dies in the scene that is interrupted."""
BACK: Final = LIVE + timedelta(hours=2, seconds=31)
"""When it is there again."""
LOOKED: Final = timedelta(minutes=22)
"""How long before a moment the looks are simulated one by one: more than a window."""
TORN: Final = "the journal's last line was torn and is cut: that event was never acknowledged"


class Play:
    """Grows the launch: acts of people, looks of probes, and what falls due between them."""

    def __init__(self, text: str) -> None:
        self.checklist = read_checklist(text.encode(), "flowmind.toml", None)
        self.state: LaunchState = EMPTY
        self.sight: Sight = sight_of(self.checklist.probes, CREATED)
        self.events: list[Event] = []
        self.epoch = 1
        self._due: datetime | None = None
        self._changed = True
        self._skips = False
        self.looks: dict[str, list[Sample]] = {probe: [] for probe in self.checklist.probes}
        acts = [*before_t0(self.checklist), *after_t0(self.checklist)]
        self._acts = deque(sorted(acts, key=lambda act: act.at))

    # -- stretches ------------------------------------------------------------------------------

    def begin(self) -> None:
        """The launch is created, and ana has the helm."""
        created = LaunchCreated(
            format=FORMAT,
            id="flowmind-1124-1102",
            title=self.checklist.title,
            checklist="checklists/flowmind.toml",
            sha256="9f3c1a77" * 8,
            target=next(iter(self.checklist.targets)),
            directory="/srv/flowmind",
            rehearsal=False,
            speed=1.0,
            version="0.1.0",
            host=HOST,
        )
        self.record([created], CREATED, ANA)
        self._engine(CREATED + timedelta(seconds=1), 4412)
        self.record([HelmTaken(user="ana", uid=ANA.uid)], CREATED + timedelta(seconds=2), ANA)
        for series in self.sight.values():
            had_been_well(series, CREATED, LIVE - LOOKED)

    def live(self, start: datetime, until: datetime) -> None:
        """Looks, deadlines and acts in [`start`, `until`], in order of time."""
        for sample in looks(self.checklist.probes, start, until, moods(self.checklist)):
            self._pass_time(sample.at)
            series = self.sight[sample.probe]
            series.add(sample)
            self.looks[sample.probe].append(sample)
            self.record(judge(self.state, series, sample), sample.at)
        self._pass_time(until)

    def die(self, last: datetime, now: datetime) -> None:
        """An engine is gone from `last` on; at `now` another takes over."""
        while self._acts and self._acts[0].at < now:
            self._acts.popleft()
        self.epoch += 1
        self._engine(now, 4901)
        self.record([EngineResumed(since=last, notices=(TORN,))], now)
        self.record(advance(self.checklist, self.state, self.sight, now), now)

    def skip(self, start: datetime, until: datetime) -> None:
        """Days in a moment: rounds with made-up digests, tallies as if all had been well."""
        self._acts.clear()
        self._skips = True
        nobody: Sight = {}
        now = start
        while (due := next_deadline(self.checklist, self.state, nobody, now)) and due <= until:
            now = due
            self.record(advance(self.checklist, self.state, nobody, now), now)
            for act in nights(self.state, now):
                self._do(act)
        for probe, series in self.sight.items():
            had_been_well(series, start, until)
            fresh = Series(series.probe, until)
            fresh.tally, fresh.last_observed_at = series.tally, until
            self.sight[probe] = fresh
        self._skips = False
        self._changed = True

    # -- moments --------------------------------------------------------------------------------

    def _pass_time(self, until: datetime) -> None:
        """What people do and what falls due by `until`, each at its time."""
        while True:
            due = self._next_due(until)
            act = self._acts[0] if self._acts else None
            if act is not None and act.at <= until and (due is None or act.at <= due):
                self._do(self._acts.popleft())
            elif due is not None and due <= until:
                self.record(advance(self.checklist, self.state, self.sight, due), due)
                self._changed = True
            else:
                return

    def _next_due(self, now: datetime) -> datetime | None:
        """Looks only put deadlines off: what was reckoned before holds until it is reached."""
        if self._changed:
            self._due = next_deadline(self.checklist, self.state, self.sight, now)
            self._changed = False
        return self._due

    def _do(self, act: Act) -> None:
        if any(isinstance(fact, EngineStarted) for fact in act.facts):
            self.epoch += 1
            self.record((*act.facts, self._looked()), act.at, act.by)
        else:
            self.record(act.facts, act.at, act.by)
        if act.command is not None:
            facts = decide(self.checklist, self.state, act.command, act.by, act.at)
            self.record(facts, act.at, act.by)

    def _engine(self, at: datetime, pid: int) -> None:
        self.record([EngineStarted(pid=pid, boot_id="6d1f", version="0.1.0"), self._looked()], at)

    def _looked(self) -> RollbackChecked:
        """What an engine finds when it looks whether the rollback could run."""
        return RollbackChecked(steps=tuple(item.id for item in steps(self.checklist)))

    def record(self, facts: Sequence[Fact], at: datetime, by: By = ENGINE) -> None:
        """Fold facts, and do what an engine would do about them."""
        for fact in facts:
            event = Event(seq=self.state.seq + 1, at=at, epoch=self.epoch, by=by, fact=fact)
            self.state = fold(self.state, event)
            self.events.append(event)
            self._changed = True
            if isinstance(fact, LaunchWentLive):
                for series in self.sight.values():
                    series.reset_tally(at)
            if isinstance(fact, RoundDue):
                self._digest(fact, at)

    def _digest(self, due: RoundDue, at: datetime) -> None:
        since = round_start(self.checklist, self.state, due.round) or LIVE
        digests = {
            probe: self._digest_of(series, since, due.due_at)
            for probe, series in self.sight.items()
        }
        said = answers(self.checklist, due.phase, digests, at)
        self.record([RoundDigested(round=due.round, digests=digests, answers=said)], at)

    def _digest_of(self, series: Series, since: datetime, until: datetime) -> Digest:
        probe = series.probe
        if not self._skips:
            return digest(self.looks[probe.id], probe.every, since, until)
        n = int((until - since).total_seconds() / probe.every)
        return Digest(n=n, failed=0, p50=0.024, p95=0.041, max=0.13, error_rate=0.0, uptime=1.0,
                      coverage=0.998)  # fmt: skip
