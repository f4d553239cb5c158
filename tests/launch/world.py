"""What the tests of the heart share: a small checklist, people, times, and a launch that grows.

`Rehearsed` is the engine's one sentence without an engine: facts become events, events are folded.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from golive_tui.checklist import model as m
from golive_tui.launch.advance import advance, next_deadline
from golive_tui.launch.commands import Command
from golive_tui.launch.decide import decide
from golive_tui.launch.events import (
    FORMAT,
    By,
    EngineStarted,
    Event,
    Fact,
    ItemStatus,
    LaunchCreated,
)
from golive_tui.launch.fold import fold
from golive_tui.launch.judge import judge
from golive_tui.launch.samples import Outcome, Sample
from golive_tui.launch.series import Sight, sight_of
from golive_tui.launch.state import EMPTY, LaunchState

START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
"""When the launches of these tests begin."""

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0

ANA = By(user="ana", uid=1001, host="jump1", how="peer")
LEE = By(user="lee", uid=1002, host="jump1", how="peer")
ENGINE = By(user="engine", uid=1001, host="jump1", how="engine")


def after(seconds: float) -> datetime:
    """START plus seconds."""
    return START + timedelta(seconds=seconds)


def probe(
    name: str = "api",
    *,
    every: float = 30.0,
    timeout: float = 5.0,
    window: float = 900.0,
    slow: float | None = None,
    fail_after: int = 2,
    recover_after: int = 2,
) -> m.Probe:
    """A probe of nothing."""
    return m.Probe(
        id=name,
        kind="http",
        title=name.upper(),
        every=every,
        timeout=timeout,
        window=window,
        slow=slow,
        fail_after=fail_after,
        recover_after=recover_after,
    )


def sample(
    seconds: float,
    outcome: Outcome = "ok",
    latency: float | None = 0.02,
    *,
    name: str = "api",
    scheduled: bool = True,
    values: dict[str, float] | None = None,
) -> Sample:
    """A look at START plus seconds."""
    return Sample(
        probe=name,
        at=after(seconds),
        outcome=outcome,
        latency=latency if outcome == "ok" else None,
        reason=None if outcome == "ok" else "tcp.refused",
        detail="" if outcome == "ok" else "nobody listens",
        values=values or {},
        scheduled=scheduled,
    )


FLOWMIND_WATCH = (
    m.Phase(
        id="hour-1-6",
        title="Hour 1-6",
        start=0.0,
        until=6 * HOUR,
        every=15 * MINUTE,
        grace=5 * MINUTE,
        items=(
            m.RoundItem(id="endpoints", title="Verify all endpoints responding", probes=("api",)),
            m.RoundItem(id="logs", title="Check error logs for anomalies"),
        ),
    ),
    m.Phase(
        id="hour-6-24",
        title="Hour 6-24",
        start=6 * HOUR,
        until=24 * HOUR,
        every=HOUR,
        grace=10 * MINUTE,
        items=(m.RoundItem(id="trends", title="Track performance trends", probes=("api", "ws")),),
    ),
    m.Phase(
        id="week-1",
        title="Week 1",
        start=24 * HOUR,
        until=7 * DAY,
        every=DAY,
        grace=HOUR,
        items=(m.RoundItem(id="bottlenecks", title="Analyze performance bottlenecks"),),
    ),
)
"""The document's watch: 24 rounds, 18, 6."""


def _stages() -> tuple[m.Stage, ...]:
    dns = m.Item(
        id="dns",
        title="Domain & DNS",
        items=(
            m.Item(id="domain", title="Domain purchased", owner="devops"),
            m.Item(id="records", title="DNS A records", valid_for=HOUR),
        ),
    )
    step = m.Step(run=("./deploy.sh", "railway"), rehearse=("true",))
    return (
        m.Stage(
            id="pre",
            title="Pre-Deployment",
            before_go_live=True,
            sections=(
                m.Section(
                    id="infra",
                    title="Infrastructure",
                    items=(
                        dns,
                        m.Item(id="cdn", title="CDN"),
                        m.Item(id="day", title="Watch for a day", after_go_live=True),
                    ),
                ),
            ),
        ),
        m.Stage(
            id="deploy",
            title="Deployment",
            sections=(
                m.Section(
                    id="step-1", title="Step 1", items=(m.Item(id="ship", title="Ship", step=step),)
                ),
                m.Section(id="final", title="Final Verification", signoff=True),
            ),
        ),
        m.Stage(
            id="rollback",
            title="Rollback",
            rollback=True,
            sections=(
                m.Section(id="manual", title="Manual", items=(m.Item(id="undo-it", title="Undo"),)),
            ),
        ),
    )


def checklist(probes: Iterable[m.Probe] = ()) -> m.Checklist:
    """Seven leaves, of which three before go-live and one rollback; the document's watch."""
    chosen = tuple(probes) or (probe("api"), probe("ws", every=60.0))
    return m.Checklist(
        title="Small launch",
        targets={"rehearsal": m.Target(id="rehearsal", values={}, rehearsal=True)},
        probes={each.id: each for each in chosen},
        objectives={},
        triggers={},
        stages=_stages(),
        watch=FLOWMIND_WATCH,
        contacts=(
            m.Contact(group="Team", role="Lead", name="ana"),
            m.Contact(group="Team", role="DevOps", name="[Contact]", filled=False),
        ),
        signoff=m.Signoff(
            fields=("Date", "Notes"), confirm=(m.Item(id="approved", title="Go-live approved"),)
        ),
    )


CREATED = LaunchCreated(
    format=FORMAT,
    id="small-1",
    title="Small launch",
    checklist="small.toml",
    sha256="0" * 64,
    target="rehearsal",
    directory="/srv/small",
    rehearsal=True,
    speed=1.0,
    version="0.1.0",
    host="jump1",
)
STARTED = EngineStarted(pid=4412, boot_id="b0", version="0.1.0")


class Rehearsed:
    """A launch as the engine would grow it: `events` are its journal, `state` their fold."""

    def __init__(self, plan: m.Checklist | None = None) -> None:
        self.plan = plan or checklist()
        self.state: LaunchState = EMPTY
        self.sight: Sight = sight_of(self.plan.probes, START)
        self.events: list[Event] = []
        self.epoch = 1

    def record(self, facts: Sequence[Fact], now: datetime, by: By = ENGINE) -> list[Event]:
        """Give facts their envelope and fold them."""
        made = []
        for fact in facts:
            event = Event(seq=self.state.seq + 1, at=now, epoch=self.epoch, by=by, fact=fact)
            self.state = fold(self.state, event)
            made.append(event)
        self.events += made
        return made

    def begin(self, now: datetime = START) -> None:
        """Create the launch, with an engine."""
        self.record([CREATED], now, ANA)
        self.record([STARTED], now)

    def do(self, command: Command, now: datetime, by: By = ANA) -> list[Event]:
        """Ask for something; a refusal is raised."""
        return self.record(decide(self.plan, self.state, command, by, now), now, by)

    def look(self, seen: Sample) -> list[Event]:
        """Take in a sample."""
        series = self.sight[seen.probe]
        series.add(seen)
        return self.record(judge(self.state, series, seen), seen.at)

    def tick(self, now: datetime) -> list[Event]:
        """Let what is due by `now` come to pass, all at once: as after a gap."""
        return self.record(advance(self.plan, self.state, self.sight, now), now)

    def live_on(self, start: datetime, until: datetime) -> list[Event]:
        """Let time pass from deadline to deadline."""
        made: list[Event] = []
        now = start
        while True:
            made += self.tick(now)
            coming = next_deadline(self.plan, self.state, self.sight, now)
            if coming is None or coming > until:
                return made
            assert coming > now, "a deadline that has passed was not acted on"
            now = coming

    def status(self, item: str) -> ItemStatus:
        """That item's status."""
        return self.state.item(item).record.status
