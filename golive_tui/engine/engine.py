"""The engine: take from the inbox, journal the events, fold them, publish them, act on them.

One inbox, one consumer, no locks. Nothing happens in the world that is not on disk first.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from golive_tui.checklist.model import Checklist
from golive_tui.clock import Clock, stopwatch
from golive_tui.engine import driver
from golive_tui.engine.adoption import Adopting
from golive_tui.engine.books import Books
from golive_tui.engine.checker import Checker
from golive_tui.engine.desk import FrontDesk
from golive_tui.engine.digests import Digester
from golive_tui.engine.inbox import Asked, Came, Drive, Happened, Seen, Stop, Tick, Went, Work
from golive_tui.engine.notifier import Notifier
from golive_tui.engine.server import Client
from golive_tui.engine.step_desk import StepDesk
from golive_tui.engine.untold import Untold
from golive_tui.engine.vitals import Vitals
from golive_tui.errors import GoliveError, Refused, StoreError
from golive_tui.launch import events as e
from golive_tui.launch import signing, triggers
from golive_tui.launch.advance import advance, next_deadline
from golive_tui.launch.codec import event_to_plain, sample_to_plain
from golive_tui.launch.commands import (
    ApproveStep,
    Command,
    RerunFrom,
    RunNext,
    RunStep,
    SignOff,
    VerifyStep,
    VoteGate,
)
from golive_tui.launch.decide import decide
from golive_tui.launch.fold import fold
from golive_tui.launch.gauges import Gauges, gauges_of
from golive_tui.launch.intents import (
    CallOff,
    Cancel,
    CountFrom,
    Disturb,
    Look,
    Notify,
    RunChecks,
    Spawn,
    TakeDigest,
    intents,
)
from golive_tui.launch.judge import judge
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Sight
from golive_tui.launch.state import FaultState
from golive_tui.launch.steps import consequences
from golive_tui.store.crash_points import reach
from golive_tui.wire.messages import (
    AcceptChecklist,
    Request,
    StopEngine,
    TakeHelm,
    TryNotice,
    TypeIn,
)

log = logging.getLogger(__name__)

Disturber = Callable[[Mapping[str, FaultState]], None]
"""Has a rehearsal's stand-in suffer these faults, by name, and no other."""


class Engine:
    """One launch at work. `run` is the consumer; everybody else only puts into the inbox."""

    def __init__(
        self,
        *,
        books: Books,
        checklist: Checklist,
        sight: Sight,
        clock: Clock,
        by: e.By,
        desk: FrontDesk,
        digester: Digester,
        keep: Callable[[Sample], None],
        look_now: Callable[[str], None],
        adopt: Callable[[str], Adopting],
        steps: StepDesk,
        notifier: Notifier,
        checker: Checker,
    ) -> None:
        self.books = books
        self.checklist = checklist
        self.sight = sight
        self.clock = clock
        self.by = by
        self.desk = desk
        self.inbox: asyncio.Queue[Work] = asyncio.Queue()
        self.digester = digester
        self._keep = keep
        self._look_now = look_now
        self._adopt = adopt
        self.steps = steps
        self.notifier = notifier
        self.checker = checker
        self.gauges = Gauges()
        self.disturb: Disturber = lambda _faults: None
        self._deadline: datetime | None = None
        self._stopped = ""
        self.vitals = Vitals()
        self._untold = Untold(self.put)

    def put(self, work: Work) -> None:
        """Put work into the inbox."""
        self.inbox.put_nowait(work)

    async def catch_up(self) -> None:
        """Record what time has brought while no engine ran, before anybody can ask."""
        engine = self.books.state.engine
        self._regauge(resumed=engine is not None and engine.resumed_since is not None)
        self._redo_digest()
        self._reckon()
        await self._tick()

    def _regauge(self, *, resumed: bool) -> None:
        self.gauges = gauges_of(
            self.checklist, self.books.state, self.sight, self.clock.now(), resumed=resumed
        )

    async def run(self) -> str:
        """Consume until told to stop; returns the reason."""
        self.steps.attempts.reconcile(self.books.state)
        self.checker.take_up(self.books.state)
        self.put(Drive())
        while not self._stopped:
            await self._do(await self.inbox.get())
            self.vitals.consumer_at = stopwatch()
            self.vitals.unwritable = self.books.unwritable
        return self._stopped

    async def _do(self, work: Work) -> None:
        match work:
            case Seen(sample=sample):
                await self._see(sample)
            case Tick():
                await self._tick()
            case Asked(client=client, number=number, request=request):
                await self._answer(client, number, request)
            case Came(client=client):
                await self._welcome(client)
            case Went(client=client):
                self.desk.went(client)
            case Happened(facts=facts):
                if not await self._record_quietly(self.checker.waited_for(facts)):
                    self.steps.attempts.recall(facts)
                    self.notifier.recall(facts)
                    self.checker.recall(facts)
                    self._untold.recall(facts)
            case Drive():
                await self._drive()
            case Stop(reason=reason):
                await self._record_quietly([e.EngineStopped(reason=reason)])
                self._stopped = reason

    # -- recording ---------------------------------------------------------------------------

    async def _record(self, facts: Sequence[e.Fact], by: e.By) -> list[e.Event]:
        if not facts:
            return []
        was = self.books.unwritable
        now = self.clock.now()
        try:
            events = await self.books.record(self._with_consequences(facts, by, now), by, now)
        finally:
            if self.books.unwritable != was:
                self._tell_unwritable(now)
        reach("engine.folded")
        for event in events:
            self.desk.publish({"event": event_to_plain(event)})
            self._act(event)
            self.gauges.follow(self.books.state, event)
        self._reckon()
        if driver.is_due(self.books.state):
            self.put(Drive())
        return events

    def _tell_unwritable(self, now: datetime) -> None:
        self.desk.announce()
        if said := self.books.unwritable:
            self.notifier.offer_text(f"unwritable:{now:%Y-%m-%dT%H:%M}", said, now)

    async def _record_quietly(self, facts: Sequence[e.Fact]) -> bool:
        """Record what the engine itself found; False when it cannot be recorded now: it is found
        again."""
        try:
            await self._record(facts, self.by)
        except StoreError as error:
            log.warning("unwritable=%s", error.message)
            return False
        return True

    def _with_consequences(
        self, facts: Sequence[e.Fact], by: e.By, now: datetime
    ) -> Sequence[e.Fact]:
        """The facts, each followed by what it means for its item: one batch, one fate."""
        state, found, waiting = self.books.state, list[e.Fact](), deque(facts)
        while waiting:
            fact = waiting.popleft()
            event = e.Event(seq=state.seq + 1, at=now, epoch=self.books.epoch, by=by, fact=fact)
            state = fold(state, event)
            found.append(fact)
            after = [*consequences(state, fact, now), *triggers.slept(self.checklist, state, fact)]
            waiting.extendleft(reversed(after))
        return found

    def _act(self, event: e.Event) -> None:
        for intent in intents(event):
            match intent:
                case TakeDigest(round=round_id):
                    self._take_digest(round_id)
                case Look(probe=probe):
                    self._look_now(probe)
                case Spawn(step=step, attempt=attempt):
                    self.steps.attempts.spawn(step, attempt)
                case Cancel(attempt=attempt):
                    self.steps.attempts.cancel(attempt, event.by.user)
                case Notify():
                    self.notifier.offer(intent, event)
                case RunChecks(item=item, check=check, armed=armed):
                    self.checker.run(item, check, armed=armed)
                case Disturb():
                    self.disturb(self.books.state.faults)
                case CallOff(check=check):
                    self.checker.call_off(check)
                case CountFrom(since=since):
                    for series in self.sight.values():
                        series.reset_tally(since)

    def _take_digest(self, round_id: str) -> None:
        self.digester.start(
            self.checklist, self.books.state, round_id, lambda facts: self.put(Happened(facts))
        )

    def _redo_digest(self) -> None:
        """A round that fell due just before an engine died has no digest yet."""
        for round_id, each in self.books.state.rounds.items():
            if each.status in ("due", "overdue") and not each.digests:
                self._take_digest(round_id)

    # -- what comes in -----------------------------------------------------------------------

    async def _see(self, sample: Sample) -> None:
        series = self.sight.get(sample.probe)
        if series is None:
            return
        series.add(sample)
        self._keep(sample)
        self.desk.publish({"sample": sample_to_plain(sample)})
        state, now = self.books.state, self.clock.now()
        facts = judge(state, series, sample)
        facts += triggers.look(self.checklist, state, self.gauges, sample, now)
        await self._record_quietly(facts)

    async def _tick(self) -> None:
        now = self.clock.now()
        if self.gauges.next_at <= now.timestamp():
            await self._record_quietly(
                triggers.evaluate(self.checklist, self.books.state, self.gauges, now)
            )
        if self._deadline is not None and now >= self._deadline:
            facts = advance(self.checklist, self.books.state, self.sight, now)
            await self._record_quietly(facts)
            self._reckon()
        if driver.is_due(self.books.state):
            await self._drive()
        try:
            await self.books.save(now)
        except StoreError as error:
            log.warning("snapshot=%s", error.message)

    def _reckon(self) -> None:
        self._deadline = next_deadline(
            self.checklist, self.books.state, self.sight, self.clock.now()
        )

    async def _welcome(self, client: Client) -> None:
        viewer, got_helm = self.desk.came(client, self.clock.now())
        if got_helm and self.books.state.helm_uid != viewer.uid:
            await self._record_quietly(
                [e.HelmTaken(user=viewer.user, uid=viewer.uid, before=self.books.state.helm)]
            )
        self.greet(client)
        self.desk.announce()

    def greet(self, client: Client) -> None:
        """Send everything afresh."""
        self.desk.greet(client, self.books.state, self.sight)

    async def _answer(self, client: Client, number: int, request: Request) -> None:
        try:
            if isinstance(request, TryNotice):
                self.desk.helm.check(client.number)
                self.notifier.begin_test(request.channel, partial(self.desk.settle, client, number))
                return
            if isinstance(request, TypeIn):
                self._type_in(client, number, request)
                return
            reach("engine.taken")
            await self._carry_out(client, request)
            reach("engine.published")
        except GoliveError as error:
            self.desk.refuse(client, number, error)
        else:
            self.desk.confirm(client, number, self.books.state.seq)

    def _type_in(self, client: Client, number: int, request: TypeIn) -> None:
        self.desk.helm.check(client.number)

        def settle(refused: Refused | None) -> None:
            self.desk.settle(client, number, refused or {"seq": self.books.state.seq})

        self.steps.type_in(self.books.state, request, settle)

    async def _carry_out(self, client: Client, request: Request) -> None:
        if isinstance(request, TakeHelm):
            await self._take_helm(client, request.reason)
            return
        self.desk.helm.check(client.number, word=isinstance(request, ApproveStep | VoteGate))
        by = self.desk.by(client)
        match request:
            case StopEngine(reason=reason):
                self.put(Stop(reason or f"stopped by {by.user}"))
            case RunStep() | RunNext() | RerunFrom() | VerifyStep():
                now = self.clock.now()
                facts = self.steps.request(self.checklist, self.books.state, request, by, now)
                await self._record_intent(facts, by)
            case ApproveStep():
                now = self.clock.now()
                approved = self.steps.approve(self.checklist, self.books.state, request, now)
                await self._record([approved], by)
            case SignOff():
                now = self.clock.now()
                state = self.books.state
                fact = signing.record(self.checklist, state, self.sight, request, now)
                await self._record([fact], by)
            case AcceptChecklist(sha256=sha256):
                await self._accept(sha256, by)
            case _ if isinstance(request, Command):
                now = self.clock.now()
                facts = decide(self.checklist, self.books.state, request, by, now)
                await self._record(facts, by)
            case _:
                raise StoreError(f"`{request.DO}` is no act")

    async def _record_intent(self, facts: Sequence[e.Fact], by: e.By) -> None:
        """Record; what cannot be recorded is not started."""
        try:
            await self._record(facts, by)
        except BaseException:
            self.steps.forget(facts)
            raise

    async def _drive(self) -> None:
        """Let go on what goes on by itself."""
        now = self.clock.now()
        facts = driver.facts(self.steps, self.checklist, self.books.state, self.by, now)
        try:
            await self._record_intent(facts, self.by)
        except StoreError as error:
            log.warning("unwritable=%s", error.message)

    async def _take_helm(self, client: Client, reason: str) -> None:
        before = self.desk.helm.take(client.number, reason)
        by = self.desk.by(client)
        taken = e.HelmTaken(user=by.user, uid=by.uid, before=before, reason=reason[:500])
        try:
            await self._record([taken], by)
        finally:
            self.desk.announce()

    async def _accept(self, sha256: str, by: e.By) -> None:
        adopting = self._adopt(sha256)
        await self._record([adopting.fact], by)
        self.checklist = adopting.take_in(self.sight)
        self.books.titles = {item.id: item.title for _, _, item in self.checklist.leaves()}
        self._regauge(resumed=True)
        self._reckon()
        self.desk.greet_all(self.books.state, self.sight)
