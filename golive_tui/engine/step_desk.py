"""Steps, as the engine's consumer needs them: plan, request, show, type."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from golive_tui.checklist.model import Checklist
from golive_tui.checklist.template import Lookup
from golive_tui.engine.attempts import Attempts
from golive_tui.engine.planner import Ready, plan_step
from golive_tui.errors import GoliveError, Refused
from golive_tui.launch import events as e
from golive_tui.launch import rollback
from golive_tui.launch.commands import RunStep, VerifyStep
from golive_tui.launch.state import LaunchState
from golive_tui.launch.steps import Purpose, check_run, requested, step_of
from golive_tui.text import clean, clean_lines

LONGEST_REASON: Final = 300
"""Characters of a sentence that says why a step cannot be started."""


class StepDesk:
    """Turns a command for a step into the intent to journal, or a refusal."""

    def __init__(self, attempts: Attempts, lookup: Callable[[], Lookup]) -> None:
        self.attempts = attempts
        self._lookup = lookup

    def request(
        self,
        checklist: Checklist,
        state: LaunchState,
        command: RunStep | VerifyStep,
        now: datetime,
    ) -> e.StepRequested:
        """The intent; what only the holder may see is kept for when it is on disk."""
        purpose: Purpose = "run"
        if isinstance(command, RunStep):
            item, step = check_run(checklist, state, command, now)
            reason = clean_lines(command.reason).strip()
        else:
            item, step = step_of(checklist, command.step)
            purpose, reason = "verify", ""
            if state.step(item.id).open is not None:
                raise Refused(f"`{item.id}` is running")
        ready = self._plan(checklist, state, item.id, purpose)
        fact = requested(state, item.id, ready.plan, purpose=purpose, reason=reason)
        self.attempts.keep(fact.attempt, ready, step)
        return fact

    def _plan(self, checklist: Checklist, state: LaunchState, step_id: str, purpose: str) -> Ready:
        item, step = step_of(checklist, step_id)
        if state.origin is None:
            raise Refused("there is no launch")
        return plan_step(item, step, self._lookup(), state.origin, purpose=purpose)

    def show(
        self, checklist: Checklist, state: LaunchState, step_id: str, now: datetime
    ) -> dict[str, object]:
        """What would run, for the eyes of the lead before it does; `refusal` says why it cannot."""
        item, step = step_of(checklist, step_id)
        shown: dict[str, object] = {
            "step": item.id,
            "confirm": step.confirm,
            "timeout": step.timeout,
            "rerun": step.rerun,
            "status": state.step(item.id).status,
            "refusal": "",
        }
        try:
            plan = self._plan(checklist, state, step_id, "run").plan
        except GoliveError as error:
            return shown | {"refusal": error.message}
        typed = state.origin.target if state.origin else ""
        try:
            check_run(checklist, state, RunStep(step=step_id, typed=typed, again=True), now)
        except GoliveError as error:
            shown["refusal"] = error.message
        return shown | {
            "argv": list(plan.argv),
            "shell": plan.shell,
            "directory": plan.directory,
            "env": dict(plan.env),
            "target": plan.target,
            "rehearsed": plan.rehearsed,
        }

    def check_rollback(self, checklist: Checklist, state: LaunchState) -> e.RollbackChecked:
        """Whether each step of the rollback could be started now: what the readiness light rests
        on. Looks for programs and directories, and runs nothing."""
        found = rollback.steps(checklist)
        wanting = {}
        for item in found:
            try:
                self._plan(checklist, state, item.id, "run")
            except GoliveError as error:
                wanting[item.id] = clean(error.message, LONGEST_REASON)
        return e.RollbackChecked(steps=tuple(item.id for item in found), wanting=wanting)

    async def type_in(self, state: LaunchState, step_id: str, text: str) -> None:
        """Type into the attempt that runs; raises Refused."""
        attempt = state.step(step_id).open
        if attempt is None:
            raise Refused(f"`{step_id}` is not running")
        await self.attempts.type_in(attempt.id, text)

    def transcript(self, attempt: str) -> Path:
        """The file of an attempt's output."""
        return self.attempts.folder(attempt) / "transcript"
