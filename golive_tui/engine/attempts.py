"""Attempts in the world: started, watched, cancelled, adopted; what they say becomes facts.

The holder owns the command and outlives us. We look at its folder: a result that is there is
told once, and an attempt that an engine before us left behind is adopted, or told lost.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Final

from golive_tui.checklist.model import Step
from golive_tui.engine.planner import Ready
from golive_tui.errors import GoliveError, Refused
from golive_tui.holder import adopt, ask
from golive_tui.holder.request import Request, Secrets, inherited
from golive_tui.holder.result import Result
from golive_tui.holder.start import start
from golive_tui.launch import events as e
from golive_tui.launch.state import Attempt, LaunchState
from golive_tui.store.directory import LaunchDirectory
from golive_tui.text import clean

log = logging.getLogger(__name__)

LOOK_EVERY: Final = 0.2
"""Real seconds between two looks at the attempts that run."""
OUTPUTS: Final = "GOLIVE_OUTPUTS"
"""Names the file into which a step writes what it hands on, as NAME=VALUE lines."""
OUTPUT_LIMIT: Final = 64 * 1024

Tell = Callable[[tuple[e.Fact, ...]], None]


class Attempts:
    """The attempts of one launch that may still run. `tell` gets the facts to record."""

    def __init__(
        self,
        launch: LaunchDirectory,
        *,
        version: str,
        tell: Tell,
        good_codes: Callable[[str], tuple[int, ...]],
    ) -> None:
        """`good_codes`: the exit codes with which the step of that id has succeeded."""
        self._launch = launch
        self._version = version
        self._tell = tell
        self._good_codes = good_codes
        self._ready: dict[str, tuple[Ready, Step]] = {}
        self._open: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def folder(self, attempt: str) -> Path:
        """Where the attempt's transcript, record and result are."""
        return self._launch.steps / attempt

    def keep(self, attempt: str, ready: Ready, step: Step) -> None:
        """Keep what only the holder may see until the intent is on disk."""
        self._ready[attempt] = (ready, step)

    def forget(self, attempt: str) -> None:
        """The intent could not be journaled: nothing will be started."""
        self._ready.pop(attempt, None)

    # -- starting ----------------------------------------------------------------------------

    def spawn(self, step_id: str, attempt: str) -> None:
        """Start the attempt whose intent is on disk now."""
        self._task(self._spawn(step_id, attempt), f"spawn {attempt}")

    async def _spawn(self, step_id: str, attempt: str) -> None:
        ready, step = self._ready.pop(attempt)
        try:
            outlook = await asyncio.to_thread(self._start, attempt, ready, step)
        except GoliveError as error:
            self._tell((_not_started(step_id, attempt, error.message),))
            return
        self._told(step_id, attempt, outlook, adopted=False)

    def _start(self, attempt: str, ready: Ready, step: Step) -> adopt.Outlook:
        env = {**inherited(os.environ), **ready.plan.env}
        secret_env = {
            name: value for name, value in ready.env.items() if ready.plan.env.get(name) != value
        }
        request = Request(
            attempt=attempt,
            argv=ready.plan.argv,
            cwd=ready.plan.directory,
            env={name: value for name, value in env.items() if name not in secret_env},
            through_shell=ready.plan.shell,
            pty=True,
            timeout=step.timeout,
            outputs=OUTPUTS if step.outputs else "",
            version=self._version,
        )
        argv = ready.argv if ready.argv != ready.plan.argv else None
        secrets = Secrets(values=ready.secrets, env=secret_env, argv=argv)
        return start(self.folder(attempt), request, secrets)

    # -- coming back -------------------------------------------------------------------------

    def reconcile(self, state: LaunchState) -> None:
        """Look at every attempt that the journal leaves open, and tell what became of it."""
        for step_id, step in state.steps.items():
            for attempt in step.attempts:
                if attempt.is_open:
                    self._task(self._found(step_id, attempt), f"reconcile {attempt.id}")

    async def _found(self, step_id: str, attempt: Attempt) -> None:
        why = "the engine ended before the command was started"
        try:
            outlook = await asyncio.to_thread(adopt.seal, self.folder(attempt.id), why)
        except GoliveError as error:
            outlook = adopt.Unknown(why=error.message)
        self._told(step_id, attempt.id, outlook, adopted=True)

    # -- watching ----------------------------------------------------------------------------

    def _told(self, step_id: str, attempt: str, outlook: adopt.Outlook, *, adopted: bool) -> None:
        match outlook:
            case adopt.Running(record=record):
                pid = record.child.pid if record.child is not None else 0
                self._open[attempt] = step_id
                started = e.StepStarted(step=step_id, attempt=attempt, pid=pid, adopted=adopted)
                self._tell((started,))
            case adopt.Finished():
                # The start was never told when the command was quicker than our look.
                if not adopted:
                    self._tell((e.StepStarted(step=step_id, attempt=attempt, pid=0),))
                self._tell((self._ended(step_id, attempt, outlook.result),))
            case adopt.NeverStarted(why=why):
                self._tell((_not_started(step_id, attempt, why),))
            case adopt.Unknown(why=why):
                self._tell((e.StepLost(step=step_id, attempt=attempt, why=clean(why)),))

    async def watch(self) -> None:
        """Look at what runs, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            for attempt, step_id in list(self._open.items()):
                outlook = await asyncio.to_thread(adopt.look, self.folder(attempt))
                if isinstance(outlook, adopt.Running):
                    continue
                self._open.pop(attempt, None)
                self._told(step_id, attempt, outlook, adopted=True)

    def _ended(self, step_id: str, attempt: str, result: Result) -> e.StepEnded:
        outcome = _outcome(result, self._good_codes(step_id))
        return e.StepEnded(
            step=step_id,
            attempt=attempt,
            outcome=outcome,
            exit_code=result.exit_code,
            signal=result.signal,
            seconds=round(result.duration, 3),
            bytes=result.size,
            sha256=result.sha256,
            survivors=tuple(clean(str(each), 120) for each in result.survivors),
            outputs=self._outputs(attempt),
            detail=clean(result.not_started or result.trouble, 300),
        )

    def _outputs(self, attempt: str) -> Mapping[str, str]:
        path = self.folder(attempt) / "outputs"
        try:
            with path.open(encoding="utf-8", errors="replace") as file:
                text = file.read(OUTPUT_LIMIT)
        except OSError:
            return {}
        pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
        return {clean(name.strip(), 60): clean(value, 500) for name, _, value in pairs}

    # -- acting ------------------------------------------------------------------------------

    def cancel(self, attempt: str, by: str) -> None:
        """End the command's whole tree."""
        self._task(self._cancel(attempt, by), f"cancel {attempt}")

    async def _cancel(self, attempt: str, by: str) -> None:
        outlook = await asyncio.to_thread(adopt.look, self.folder(attempt))
        if not isinstance(outlook, adopt.Running):
            return
        try:
            await asyncio.to_thread(ask.cancel, outlook.record, by=by)
        except Refused as error:
            log.warning("cancel=%s refused=%s", attempt, error.message)

    async def type_in(self, attempt: str, text: str) -> None:
        """Type into the command's terminal; raises Refused."""
        outlook = await asyncio.to_thread(adopt.look, self.folder(attempt))
        if not isinstance(outlook, adopt.Running):
            raise Refused("it is not running")
        await asyncio.to_thread(ask.type_in, outlook.record, text.encode(), secret=True)

    def _task(self, work: Coroutine[None, None, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Let starts that are under way come to their end; commands go on without us."""
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _outcome(result: Result, good: tuple[int, ...]) -> e.StepOutcome:
    if result.not_started:
        return "not_started"
    if result.timed_out:
        return "timed_out"
    if result.cancelled_by:
        return "cancelled"
    return "succeeded" if result.exit_code in good else "failed"


def _not_started(step_id: str, attempt: str, why: str) -> e.StepEnded:
    return e.StepEnded(step=step_id, attempt=attempt, outcome="not_started", detail=clean(why, 300))
