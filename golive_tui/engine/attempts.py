"""Attempts in the world: started, watched, cancelled, adopted; what they say becomes facts.

The holder owns the command and outlives us. We look at its folder: a result that is there is
told once, and an attempt that an engine before us left behind is adopted, or told lost.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from golive_tui.checklist.model import Step
from golive_tui.checklist.template import Lookup
from golive_tui.engine.endings import Teller, not_started, told_barely
from golive_tui.engine.hearing import Hearing
from golive_tui.engine.keyboard import Typing
from golive_tui.engine.outputs import VARIABLE
from golive_tui.engine.planner import Ready
from golive_tui.engine.prompts import Prompts
from golive_tui.engine.tasks import log_failure
from golive_tui.errors import GoliveError, Refused, StoreUnwritable
from golive_tui.holder import adopt
from golive_tui.holder.ask import cancelling
from golive_tui.holder.record import Record
from golive_tui.holder.request import Request, Secrets, inherited
from golive_tui.holder.spare import Spare
from golive_tui.holder.start import start
from golive_tui.launch import events as e
from golive_tui.launch.state import Attempt, LaunchState
from golive_tui.secrets import Redactor
from golive_tui.store.crash_points import reach
from golive_tui.store.directory import LaunchDirectory

log = logging.getLogger(__name__)

LOOK_EVERY: Final = 0.2
"""Real seconds between two looks at the attempts that run."""
TELL_AGAIN: Final = 1.0
"""Real seconds until what could not be recorded is looked at again."""
SPARE_KEPT: Final = 600.0
"""Real seconds for which a holder is kept ready after somebody looked at what a step would run."""

POINTS: Final = (
    "step.requested",
    "step.spawned",
    "step.told",
    "step.cancelled",
    "step.ended",
    "step.adopting",
    "engine.taken",
    "engine.folded",
    "engine.published",
)
"""Where a test may kill the engine (`store.crash_points`): the intent is on disk and nothing is
started; the command was started and nobody knows; that is about to be recorded; a cancel is on
disk and its holder knows nothing; the end is about to be recorded; an attempt is about to be
adopted; a request was taken, and nothing is on disk; its events are, and nobody was told; everybody
was, and nobody was answered."""

Tell = Callable[[tuple[e.Fact, ...]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What there is to know of steps beside their folders: the state as recorded, a step's
    definition (None: the checklist has it no more), what of its output is secret, launch time, and
    what stands for `${...}`."""

    state: Callable[[], LaunchState]
    step: Callable[[str], Step | None]
    redactor: Callable[[str], Redactor]
    from_real: Callable[[float], datetime]
    lookup: Callable[[], Lookup]


@dataclass(slots=True)
class _Watched:
    """An attempt that may still run; `told`: that it has started is recorded, or about to be."""

    step: str
    told: bool
    why: str = "the engine ended before the command was started"


class Attempts:
    """The attempts of one launch that may still run. `tell` gets the facts to record; those that
    could not be recorded come back by `recall`."""

    def __init__(self, launch: LaunchDirectory, known: Known, *, version: str, tell: Tell) -> None:
        self._launch = launch
        self._known = known
        self._version = version
        self._tell = tell
        self._spare = Spare()
        self._parting: asyncio.TimerHandle | None = None  # when the spare holder goes unwanted
        self._hearing = Hearing()
        self._prompts = Prompts(known.state, self._hearing)
        self._endings = Teller(known.redactor, known.from_real, known.lookup)
        self._ready: dict[str, tuple[Ready, Step]] = {}
        self._watched: dict[str, _Watched] = {}
        self._cancels: dict[str, str] = {}
        self._over: set[str] = set()
        self._own: set[str] = set()
        self._typing = Typing()
        self._asked: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def folder(self, attempt: str) -> Path:
        """Where the attempt's transcript, record and result are."""
        return self._launch.steps / attempt

    def deaf(self, attempt: str) -> int:
        """The pid of its holder when that does not answer; 0 else."""
        return self._hearing.deaf(attempt)

    def keep(self, attempt: str, ready: Ready, step: Step) -> None:
        """Keep what only the holder may see until the intent is on disk."""
        self._ready[attempt] = (ready, step)

    def forget(self, attempt: str) -> None:
        """The intent could not be journaled: nothing will be started."""
        self._ready.pop(attempt, None)

    # -- starting ----------------------------------------------------------------------------

    def foresee(self) -> None:
        """Somebody looks at what a step would run: have a holder ready for when it is wanted."""
        self._task(asyncio.to_thread(self._spare.prepare), "spare holder")
        if self._parting is not None:
            self._parting.cancel()
        self._parting = asyncio.get_running_loop().call_later(SPARE_KEPT, self._part)

    def _part(self) -> None:
        self._task(asyncio.to_thread(self._spare.dismiss), "spare holder unwanted")

    def spawn(self, step_id: str, attempt: str) -> None:
        """Start the attempt whose intent is on disk now."""
        self._own.add(attempt)
        self._task(self._spawn(step_id, attempt), f"spawn {attempt}")

    async def _spawn(self, step_id: str, attempt: str) -> None:
        ready, step = self._ready.pop(attempt)
        watched = _Watched(step_id, told=False)
        try:
            outlook = await asyncio.to_thread(self._start, attempt, ready, step)
        except StoreUnwritable as error:
            # Whether a holder is on its way cannot be written down now: `_settled` will.
            watched.why = error.message
            self._watched[attempt] = watched
        except GoliveError as error:
            self._over.add(attempt)
            why = self._known.redactor(step_id).redact(error.message)
            self._tell((not_started(step_id, attempt, why),))
        except Exception as error:  # an error of our own: a holder may be on its way all the same
            log.exception("spawn=%s", attempt)
            watched.why = f"golive failed while it started it ({type(error).__name__}; see its log)"
            self._watched[attempt] = watched
        else:
            await self._told(attempt, watched, outlook)

    def _start(self, attempt: str, ready: Ready, step: Step) -> adopt.Settled:
        reach("step.requested")
        shown = ready.plan.env
        secret = {name: text for name, text in ready.env.items() if shown.get(name) != text}
        env = {**inherited(os.environ), **shown}
        request = Request(
            attempt=attempt,
            argv=ready.plan.argv,
            cwd=ready.plan.directory,
            env={name: text for name, text in env.items() if name not in secret},
            through_shell=ready.plan.shell,
            pty=True,
            timeout=step.timeout,
            outputs=VARIABLE if step.outputs else "",
            version=self._version,
        )
        argv = ready.argv if ready.argv != ready.plan.argv else None
        secrets = Secrets(values=ready.secrets, env=secret, argv=argv)
        outlook = start(self.folder(attempt), request, secrets, self._spare)
        reach("step.spawned")
        return outlook

    # -- coming back -------------------------------------------------------------------------

    def reconcile(self, state: LaunchState) -> None:
        """Look at every attempt that an engine before us left open, and tell what became of it."""
        for step_id, step in state.steps.items():
            for attempt in step.attempts:
                if not attempt.is_open:
                    adopt.clear(self.folder(attempt.id))
                elif attempt.id not in self._own:
                    self._take_over(step_id, attempt)

    def _take_over(self, step_id: str, attempt: Attempt) -> None:
        if attempt.cancelling:
            # Whether its holder was told before the engine died is not known: told twice is well.
            self._cancels[attempt.id] = "golive"
        self._task(self._adopt(step_id, attempt), f"adopt {attempt.id}")

    async def _adopt(self, step_id: str, attempt: Attempt) -> None:
        watched = _Watched(step_id, told=attempt.status == "running")
        reach("step.adopting")
        outlook = await self._settled(attempt.id, watched)
        if isinstance(outlook, adopt.Running):
            self._started(attempt.id, watched, outlook.record, adopted=True)
        elif outlook is None:
            self._watched[attempt.id] = watched
        else:
            await self._told(attempt.id, watched, outlook)

    async def _settled(self, attempt: str, watched: _Watched) -> adopt.Settled | None:
        """What is so, and what is not started never will be; None while that cannot be said."""
        try:
            outlook = await asyncio.to_thread(adopt.seal, self.folder(attempt), watched.why)
        except StoreUnwritable as error:
            log.warning("seal=%s unwritable=%s", attempt, error.message)
            return None
        if isinstance(outlook, adopt.Unsaid):
            log.warning("look=%s unsaid=%s", attempt, outlook.why)
            return None
        return outlook

    # -- watching ----------------------------------------------------------------------------

    async def watch(self) -> None:
        """Look at what runs, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            for attempt, watched in list(self._watched.items()):
                await self._look(attempt, watched)

    async def _look(self, attempt: str, watched: _Watched) -> None:
        outlook = await self._settled(attempt, watched)
        if isinstance(outlook, adopt.Running):
            if not watched.told:
                self._started(attempt, watched, outlook.record, adopted=False)
            if attempt not in self._asked:
                self._asked.add(attempt)
                self._task(self._ask(attempt, watched, outlook.record), f"ask {attempt}")
        elif outlook is not None:
            self._watched.pop(attempt, None)
            self._prompts.forget(attempt)
            self._hearing.forget(attempt)
            await self._told(attempt, watched, outlook)

    async def _ask(self, attempt: str, watched: _Watched, record: Record) -> None:
        """Speak to its holder, aside: one that was stopped keeps nobody else waiting."""
        try:
            await self._pass_on_cancel(attempt, record)
            news = await self._prompts.look(watched.step, attempt, record)
        finally:
            self._asked.discard(attempt)
        if attempt not in self._watched:
            self._prompts.forget(attempt)
            self._hearing.forget(attempt)
        elif news:
            self._tell(news)

    def _started(self, attempt: str, watched: _Watched, record: Record, *, adopted: bool) -> None:
        watched.told = True
        self._watched[attempt] = watched
        reach("step.told")
        pid = record.child.pid if record.child is not None else 0
        self._tell((e.StepStarted(step=watched.step, attempt=attempt, pid=pid, adopted=adopted),))

    async def _told(self, attempt: str, watched: _Watched, outlook: adopt.Settled) -> None:
        if isinstance(outlook, adopt.Running):
            self._started(attempt, watched, outlook.record, adopted=False)
            return
        self._cancels.pop(attempt, None)
        self._over.add(attempt)
        facts = await self._facts(attempt, watched, outlook)
        adopt.clear(self.folder(attempt))
        reach("step.ended")
        self._tell(facts)

    async def _facts(
        self,
        attempt: str,
        watched: _Watched,
        outlook: adopt.Finished | adopt.NeverStarted | adopt.Unknown,
    ) -> tuple[e.Fact, ...]:
        found = self._known.state().step(watched.step).attempt(attempt)
        is_run = found is None or found.purpose == "run"
        step = self._known.step(watched.step) if is_run else None
        try:
            return await asyncio.to_thread(
                self._endings.facts,
                watched.step,
                self.folder(attempt),
                outlook,
                step=step,
                told=watched.told,
                directory=found.directory if found is not None else "",
            )
        except Exception as error:  # an error of our own must not end the engine, nor hide the end
            log.exception("end=%s", attempt)
            good = step.success_exit_codes if step is not None else (0,)
            return told_barely(watched.step, attempt, outlook, error, good=good, told=watched.told)

    def recall(self, facts: Sequence[e.Fact]) -> None:
        """What was told could not be recorded: look again after a while, and tell it again."""
        for fact in facts:
            if isinstance(fact, e.StepPrompted):
                self._prompts.forget(fact.attempt)
            if isinstance(fact, e.StepStarted | e.StepEnded | e.StepLost):
                if not isinstance(fact, e.StepStarted):
                    self._over.discard(fact.attempt)
                loop = asyncio.get_running_loop()
                loop.call_later(TELL_AGAIN, self._watch_again, fact.step, fact.attempt)

    def _watch_again(self, step_id: str, attempt: str) -> None:
        found = self._known.state().step(step_id).attempt(attempt)
        if found is not None and found.is_open and attempt not in self._over:
            self._watched[attempt] = _Watched(step_id, told=found.status == "running")

    # -- acting ------------------------------------------------------------------------------

    def cancel(self, attempt: str, by: str) -> None:
        """End the command's whole tree, as soon as there is one."""
        self._cancels[attempt] = by
        self._task(self._cancel(attempt), f"cancel {attempt}")

    async def _cancel(self, attempt: str) -> None:
        reach("step.cancelled")
        outlook = await asyncio.to_thread(adopt.look, self.folder(attempt))
        if isinstance(outlook, adopt.Running):
            await self._pass_on_cancel(attempt, outlook.record)

    async def _pass_on_cancel(self, attempt: str, record: Record) -> None:
        by = self._cancels.get(attempt)
        if by is None or record.child is None:
            return
        try:
            await self._hearing.ask(record, cancelling(by=by))
        except Refused as error:  # the next look finds it ended, or asks again
            log.warning("cancel=%s refused=%s", attempt, error.message)
        else:
            self._cancels.pop(attempt, None)

    def type_in(self, attempt: str, text: str, settle: Callable[[Refused | None], None]) -> None:
        """Type into the command's terminal, a secret while its echo is off; `settle` hears later
        that it is typed, or why not."""
        self._task(self._type_in(attempt, text, settle), f"type into {attempt}")

    async def _type_in(
        self, attempt: str, text: str, settle: Callable[[Refused | None], None]
    ) -> None:
        try:
            await self._typing.type_in(self.folder(attempt), text)
        except Refused as error:
            settle(error)
        else:
            settle(None)

    def _task(self, work: Coroutine[None, None, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(log_failure)

    async def close(self) -> None:
        """Let starts that are under way come to their end; commands go on without us."""
        if self._parting is not None:
            self._parting.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(self._spare.dismiss)
        for attempt in self._over:
            adopt.clear(self.folder(attempt))
