"""The one place that builds an engine from its parts, and runs it to its end."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Mapping
from pathlib import Path

from golive_tui import collector
from golive_tui.checklist.model import Checklist, Probe, Step
from golive_tui.checklist.pace import paced
from golive_tui.clock import boot_id
from golive_tui.engine.adoption import Adopting, finish, prepare, settled
from golive_tui.engine.attempts import Attempts, Known
from golive_tui.engine.books import Books
from golive_tui.engine.checker import Checker, Ground
from golive_tui.engine.desk import FrontDesk
from golive_tui.engine.digests import Digester
from golive_tui.engine.elsewhere import Elsewhere
from golive_tui.engine.engine import Engine
from golive_tui.engine.inbox import Asked, Came, Happened, Seen, Stop, Went
from golive_tui.engine.keeper import Keeper
from golive_tui.engine.loaded import Loaded, load, sight_found
from golive_tui.engine.metrics import Reading, exposition
from golive_tui.engine.metrics_server import MetricsServer
from golive_tui.engine.notifier import Around, Notifier
from golive_tui.engine.opening import Opened, open_probe
from golive_tui.engine.parts import Parts
from golive_tui.engine.planner import secrets_of
from golive_tui.engine.prober import Prober
from golive_tui.engine.pulse import Pulse
from golive_tui.engine.queries import Queries
from golive_tui.engine.secret_commands import SecretCommands
from golive_tui.engine.server import Client, Doorman
from golive_tui.engine.source import Change, change
from golive_tui.engine.step_desk import StepDesk
from golive_tui.engine.surroundings import Surroundings
from golive_tui.engine.tasks import log_failure
from golive_tui.errors import StoreError
from golive_tui.launch import events as e
from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Sight, sight_of
from golive_tui.launch.triggers import after_gap
from golive_tui.secrets import Redactor
from golive_tui.store import history
from golive_tui.store.journal import Journal
from golive_tui.store.samples import SampleStore
from golive_tui.wire.messages import (
    ClockFacts,
    EngineFacts,
    ReadEvents,
    ReadOutput,
    ReadSamples,
    Request,
    ShowStep,
)
from golive_tui.wire.peer import by_engine

log = logging.getLogger(__name__)


class Assembly:
    """An engine and everything round it."""

    def __init__(self, loaded: Loaded, parts: Parts, version: str) -> None:
        self.loaded = loaded
        self.version = version
        self.epoch = loaded.found.state.epoch + 1
        self._stand_in = parts.stand_in
        self._metrics_port = parts.metrics_port
        self._restarting = asyncio.Lock()
        self._restarts: set[asyncio.Task[None]] = set()
        self._secrets = SecretCommands(
            Path(loaded.origin.directory), on_demand=False, rehearsal=loaded.origin.rehearsal
        )
        self._change: Change | None = None
        self._waits_beside = False  # the checklist that was taken in, for its place on the disk
        self.text = loaded.text
        clock, launch = loaded.clock, loaded.directory
        store = SampleStore.open(launch.samples)
        self.sight = sight_found(loaded, store)
        self.keeper = Keeper(store)
        self.books = Books(
            launch, Journal.open(launch, loaded.found.position), loaded.found.state, self.epoch
        )
        self.books.titles = _titles(loaded.checklist)
        self.desk = self._front_desk()
        self.prober = Prober(clock, open_probe=self._open, seen=self._seen)
        self.steps = self._step_desk()
        self.notifier = self._notifier()
        self.engine = Engine(
            steps=self.steps,
            notifier=self.notifier,
            checker=self._checker(),
            books=self.books,
            checklist=loaded.checklist,
            sight=self.sight,
            clock=clock,
            by=by_engine(),
            desk=self.desk,
            digester=self._digester(),
            keep=self.keeper.keep,
            look_now=self.prober.look_now,
            adopt=self._adopting,
        )
        self.engine.disturb = parts.disturb
        self.queries = self._queries()
        self.doorman = Doorman(
            launch.socket_address(), attached=self._came, asked=self._asked, left=self._went
        )

    def _front_desk(self) -> FrontDesk:
        origin, launch = self.loaded.origin, self.loaded.directory
        return FrontDesk(
            host=os.uname().nodename,
            launch_dir=str(launch.path),
            clock=self.loaded.clock,
            clock_facts=ClockFacts(origin=origin.created_at, speed=origin.speed),
            facts=EngineFacts(pid=os.getpid(), epoch=self.epoch, version=self.version),
            checklist_text=self._text,
            newest_events=lambda count: [
                event_to_plain(each) for each in history.tail(launch, count)
            ],
            unwritable=lambda: self.books.unwritable,
        )

    def _checker(self) -> Checker:
        around = Ground(
            state=lambda: self.books.state,
            checklist=lambda: self.engine.checklist,
            lookup=self._surroundings,
            origin=self.loaded.origin,
            prime=lambda: self._secrets.primed(self.engine.checklist.secrets),
        )
        return Checker(self.loaded.clock, around, self._tell)

    def _digester(self) -> Digester:
        keeper, clock = self.keeper, self.loaded.clock
        return Digester(keeper.window, lambda: keeper.flush(self.sight), clock, self.prober.settled)

    def _step_desk(self) -> StepDesk:
        known = Known(
            state=lambda: self.books.state, step=self._step, redactor=self._redactor,
            from_real=self.loaded.clock.from_real, lookup=self._surroundings,
        )  # fmt: skip
        where = self.loaded.directory
        attempts = Attempts(where, known, version=self.version, tell=self._tell)
        return StepDesk(attempts, self._surroundings, Elsewhere(where))

    def _queries(self) -> Queries:
        deaf = self.steps.attempts.deaf
        return Queries(self.loaded.directory, self.keeper, self.desk, self._show_step, deaf)

    def _notifier(self) -> Notifier:
        return Notifier(
            Around(
                checklist=lambda: self.engine.checklist,
                state=lambda: self.books.state,
                lookup=self._surroundings,
                tell=self._tell,
            )
        )

    # -- callbacks ---------------------------------------------------------------------------

    def _text(self) -> str:
        return self.text.decode()

    def _seen(self, sample: Sample) -> None:
        self.engine.put(Seen(sample))

    async def _came(self, client: Client) -> None:
        self.engine.put(Came(client))

    async def _went(self, client: Client) -> None:
        self.engine.put(Went(client))

    async def _asked(self, client: Client, number: int, request: Request) -> None:
        if isinstance(request, ReadEvents | ReadSamples | ReadOutput | ShowStep):
            await self.queries.answer(client, number, request)
        else:
            self.engine.put(Asked(client, number, request))

    def _show_step(self, step_id: str) -> dict[str, object]:
        now = self.loaded.clock.now()
        return self.steps.show(self.engine.checklist, self.books.state, step_id, now)

    def _surroundings(self) -> Surroundings:
        return Surroundings(
            self.engine.checklist,
            self.loaded.origin.target,
            directory=Path(self.loaded.origin.directory),
            stand_in=self._stand_in,
            outputs=lambda step, name: self.books.state.step(step).outputs.get(name),
            commands=self._secrets,
        )

    def _open(self, probe: Probe) -> Opened:
        return open_probe(probe, self._surroundings(), self.loaded.origin)

    def _tell(self, facts: tuple[e.Fact, ...]) -> None:
        self.engine.put(Happened(facts))

    def _step(self, step_id: str) -> Step | None:
        item = self.engine.checklist.item(step_id)
        return item.step if item is not None else None

    def _redactor(self, step_id: str) -> Redactor:
        step = self._step(step_id)
        return Redactor(secrets_of(step, self._surroundings()) if step is not None else ())

    # -- the changed checklist ---------------------------------------------------------------

    def _adopting(self, sha256: str) -> Adopting:
        found, origin = self._change, self.loaded.origin
        launch = self.loaded.directory
        if self._waits_beside and (known := self.books.state.origin) is not None:
            settled(launch, known.sha256)
            self._waits_beside = False
        new, fact = prepare(launch, self.engine.checklist, found, sha256, origin.target)
        text = found.text if found else b""
        return Adopting(fact, lambda sight: self._take_in(paced(new, origin.speed), text, sight))

    def _take_in(self, new: Checklist, text: bytes, sight: Sight) -> Checklist:
        try:
            finish(self.loaded.directory)
        except StoreError as error:
            # It is journaled: the launch goes by it, wherever the text stands.
            log.warning("checklist=%s", error.message)
            self._waits_beside = True
        now = self.loaded.clock.now()
        for probe_id, series in sight_of(new.probes, now).items():
            sight.setdefault(probe_id, series).probe = series.probe
        for probe_id in sight.keys() - new.probes.keys():
            del sight[probe_id]
        self.text = text
        self._change = None
        self.desk.change(changed_checklist="", diff="")
        self._begin_restart()
        return new

    async def reopen_probes(self, stand_in: Mapping[str, str]) -> None:
        """Open every probe anew: the stand-in has other addresses now."""
        self._stand_in = stand_in
        await self._restart_probes()

    def _begin_restart(self) -> None:
        task = asyncio.create_task(self._restart_probes(), name="restart probes")
        self._restarts.add(task)
        task.add_done_callback(self._restarts.discard)
        task.add_done_callback(log_failure)

    async def _restart_probes(self) -> None:
        """One at a time: a checklist may be taken in while the one before it is being begun."""
        async with self._restarting:
            await self.prober.stop()
            checklist = self.engine.checklist
            await self._secrets.primed(checklist.secrets)
            self.prober.start(checklist.probes)

    # -- a life ------------------------------------------------------------------------------

    async def run(self) -> str:
        """From the first event of this epoch to its last; returns why it ended."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.engine.put, Stop(f"signal {number.name}"))
        loop.add_signal_handler(signal.SIGHUP, lambda: None)
        await self._begin()
        newest = history.tail(self.loaded.directory, history.MOST)
        self.notifier.resume(newest, self.loaded.clock.now())
        metrics = await self._serve_metrics()
        await self.engine.catch_up()
        await self.doorman.open()
        self.loaded.lock.announce(socket_path=self.doorman.path, epoch=self.epoch)
        collector.started()
        self._begin_restart()
        async with asyncio.TaskGroup() as group:
            pulse = group.create_task(self._pulse().run(), name="pulse")
            watch = group.create_task(self.steps.attempts.watch(), name="attempts")
            reason = await self.engine.run()
            pulse.cancel()
            watch.cancel()
        if metrics is not None:
            await metrics.stop()
        await self._end(reason)
        return reason

    async def _serve_metrics(self) -> MetricsServer | None:
        """Metrics on their port, if they are asked for; a port in use stops no launch."""
        if self._metrics_port is None:
            return None
        server = MetricsServer(self._metrics_port, self.engine.vitals, self._metrics)
        await server.start()
        log.info("metrics=%s", server.address or server.problem)
        self.desk.change(metrics=server.address, metrics_problem=server.problem)
        return server

    def _metrics(self) -> bytes:
        reading = Reading(
            checklist=self.engine.checklist,
            state=self.books.state,
            sight=self.sight,
            now=self.loaded.clock.now(),
            version=self.version,
            lag=self.engine.vitals.lag,
            clients=len(self.desk.helm.viewers),
            missed_slots=self.prober.missed_slots,
            writable=not self.books.unwritable,
        )
        return exposition(reading)

    async def _begin(self) -> None:
        clock, state = self.loaded.clock, self.loaded.found.state
        facts: list[e.Fact] = [
            e.EngineStarted(pid=os.getpid(), boot_id=boot_id(), version=self.version)
        ]
        if state.engine is not None:
            alive = self.loaded.lock.last_alive_before
            since = clock.from_real(alive) if alive is not None else state.at or clock.now()
            clean = state.engine.stopped_at is not None
            since = max(since, state.at or since)
            facts.append(e.EngineResumed(since=since, notices=self.loaded.notices, clean=clean))
            gap = (clock.now() - since).total_seconds()
            facts += after_gap(self.loaded.checklist, state, gap, "the engine stopped")
        check = self._check_rollback(beside=False)
        if check.steps:
            facts.append(check)
        await self.books.record(facts, by_engine(), clock.now())

    async def _end(self, reason: str) -> None:
        await self.desk.farewell(reason)
        for restart in (begun := tuple(self._restarts)):
            restart.cancel()
        await asyncio.gather(*begun, return_exceptions=True)
        await self.prober.stop()
        await self.engine.checker.close()
        await self.engine.digester.close()
        await self.steps.attempts.close()
        await self.notifier.close()
        with contextlib.suppress(StoreError):
            await self.books.save(self.loaded.clock.now())
        await self.doorman.close()
        await self.keeper.close(self.sight)
        self.books.close()
        self.loaded.lock.release()

    def _pulse(self) -> Pulse:
        clock, engine = self.loaded.clock, self.engine
        return Pulse(clock, engine.vitals, engine.put, beat=self._beat, look=self._look)

    async def _beat(self) -> None:
        self.notifier.retell()
        with contextlib.suppress(StoreError):
            self.loaded.lock.touch()
        await self.keeper.flush(self.sight)
        self.desk.change(missed_slots=self.prober.missed_slots)

    async def _look(self) -> None:
        await self._look_at_source()
        await self._look_at_rollback()

    async def _look_at_source(self) -> None:
        origin = self.books.state.origin
        if origin is None:
            return
        found = await asyncio.to_thread(change, Path(origin.checklist), self.text, origin.sha256)
        self._change = found
        self.desk.change(
            changed_checklist=found.sha256 if found else "", diff=found.diff if found else ""
        )

    def _check_rollback(self, *, beside: bool) -> e.RollbackChecked:
        return self.steps.check_rollback(self.engine.checklist, self.books.state, beside=beside)

    async def _look_at_rollback(self) -> None:
        """Record what the rollback wants when it is not what was last recorded."""
        known = self.books.state.rollback_check
        found = await asyncio.to_thread(self._check_rollback, beside=True)
        said = (known.steps, known.wanting, known.elsewhere) if known else ((), {}, None)
        if (found.steps, found.wanting, found.elsewhere) != said:
            self.engine.put(Happened((found,)))


def _titles(checklist: Checklist) -> dict[str, str]:
    return {item.id: item.title for _, _, item in checklist.leaves()}


def run_engine(directory: Path, *, version: str, parts: Parts | None = None) -> str:
    """Run the engine of a launch in this process, to its end; returns why it ended."""
    loaded = load(directory, version)
    return asyncio.run(_live(loaded, parts or Parts(), version))


async def _live(loaded: Loaded, parts: Parts, version: str) -> str:
    return await Assembly(loaded, parts, version).run()
