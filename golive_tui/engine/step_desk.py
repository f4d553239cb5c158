"""Steps, as the engine's consumer needs them: plan, request, approve, retry, show, type."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from golive_tui.checklist.model import Checklist
from golive_tui.checklist.template import Lookup
from golive_tui.engine.attempts import Attempts
from golive_tui.engine.elsewhere import Elsewhere
from golive_tui.engine.planner import Ready, plan_step
from golive_tui.errors import GoliveError, Refused
from golive_tui.launch import events as e
from golive_tui.launch import four_eyes, gates, retries, rollback, sequence
from golive_tui.launch.commands import ApproveStep, RerunFrom, Run, RunStep, VerifyStep
from golive_tui.launch.identity import called
from golive_tui.launch.state import LaunchState
from golive_tui.launch.steps import check_run, check_undo, gates_of, requested, step_of
from golive_tui.text import clean, clean_lines
from golive_tui.wire.messages import TypeIn

LONGEST_REASON: Final = 300
"""Characters of a sentence that says why a step cannot be started."""


class StepDesk:
    """Turns a command for a step into the intent to journal, or a refusal."""

    def __init__(
        self, attempts: Attempts, lookup: Callable[[], Lookup], elsewhere: Elsewhere | None = None
    ) -> None:
        self.attempts = attempts
        self._lookup = lookup
        self._elsewhere = elsewhere

    def request(
        self,
        checklist: Checklist,
        state: LaunchState,
        command: Run | VerifyStep,
        by: e.By,
        now: datetime,
    ) -> Sequence[e.Fact]:
        """What to record, the intent last; what only the holder may see is kept for when it is on
        disk. Raises Refused and NotFound."""
        if isinstance(command, VerifyStep):
            return [self._verify(checklist, state, command.step)]
        wanted = _wanted(checklist, state, command)
        item, step = check_run(checklist, state, wanted, now)
        reopened: Sequence[e.Fact] = ()
        if isinstance(command, RerunFrom):
            reopened = sequence.reopened(checklist, state, item.id, command.reason)
        ready = self._plan(checklist, state, item.id, "run")
        known = four_eyes.approval(item, state, ready.plan, now)
        fact = requested(
            state,
            item.id,
            ready.plan,
            reason=clean_lines(wanted.reason).strip(),
            retries=step.retries,
            approved_by=four_eyes.approver(item, known, by, wanted.name) if known else "",
        )
        self.attempts.keep(fact.attempt, ready, step)
        passing = gates.passing(checklist, state, gates_of(checklist, item), now)
        return [*passing, *reopened, fact]

    def _verify(self, checklist: Checklist, state: LaunchState, step_id: str) -> e.StepRequested:
        item, step = step_of(checklist, step_id)
        if state.step(item.id).open is not None:
            raise Refused(f"`{item.id}` is running")
        ready = self._plan(checklist, state, item.id, "verify")
        fact = requested(state, item.id, ready.plan, purpose="verify")
        self.attempts.keep(fact.attempt, ready, step)
        return fact

    def retry(
        self, checklist: Checklist, state: LaunchState, retry: retries.Retry, now: datetime
    ) -> Sequence[e.Fact]:
        """The run that follows a failed one, or that it is given up since it is refused now."""
        typed = state.origin.target if state.origin else ""
        command = RunStep(step=retry.step, typed=typed, again=True)
        try:
            item, step = check_run(checklist, state, command, now)
            ready = self._plan(checklist, state, item.id, "run")
        except GoliveError as error:
            return [retries.given_up(retry, error.message)]
        if item.four_eyes and not four_eyes.still_approved(retry.failed, ready.plan):
            return [retries.given_up(retry, "what it would run was not approved")]
        fact = requested(
            state,
            item.id,
            ready.plan,
            reason=retry.reason,
            retry=retry.number,
            retries=retry.of,
            approved_by=retry.failed.approved_by,
        )
        self.attempts.keep(fact.attempt, ready, step)
        return [fact]

    def forget(self, facts: Sequence[e.Fact]) -> None:
        """The intent could not be recorded: nothing will be started."""
        for fact in facts:
            if isinstance(fact, e.StepRequested):
                self.attempts.forget(fact.attempt)

    def approve(
        self, checklist: Checklist, state: LaunchState, command: ApproveStep, now: datetime
    ) -> e.StepApproved:
        """That another may run what would run now; raises Refused and NotFound."""
        item, _ = step_of(checklist, command.step)
        plan = self._plan(checklist, state, item.id, "run").plan
        return four_eyes.approve(item, plan, command, now)

    def _plan(self, checklist: Checklist, state: LaunchState, step_id: str, purpose: str) -> Ready:
        item, step = step_of(checklist, step_id)
        if state.origin is None:
            raise Refused("there is no launch")
        return plan_step(item, step, self._lookup(), state.origin, purpose=purpose)

    def show(
        self, checklist: Checklist, state: LaunchState, step_id: str, now: datetime
    ) -> dict[str, object]:
        """What would run, for the eyes of the lead before it does; `refusal` says why it cannot.
        Where it can, a holder is got ready."""
        item, step = step_of(checklist, step_id)
        shown: dict[str, object] = {
            "step": item.id,
            "confirm": step.confirm,
            "timeout": step.timeout,
            "rerun": step.rerun,
            "status": state.step(item.id).status,
            "retries": step.retries,
            "interactive": step.interactive,
            "evidence": list(step.evidence),
            "four_eyes": item.four_eyes,
            "approved_by": "",
            "refusal": "",
        }
        try:
            plan = self._plan(checklist, state, step_id, "run").plan
        except GoliveError as error:
            return shown | {"refusal": error.message}
        typed = state.origin.target if state.origin else ""
        try:
            check_run(checklist, state, RunStep(step=step_id, typed=typed, again=True), now)
            known = four_eyes.approval(item, state, plan, now)
            shown["approved_by"] = called(known.by, known.name) if known else ""
        except GoliveError as error:
            shown["refusal"] = error.message
        else:
            self.attempts.foresee()
        return shown | {
            "digest": four_eyes.digest(plan),
            "argv": list(plan.argv),
            "shell": plan.shell,
            "directory": plan.directory,
            "env": dict(plan.env),
            "target": plan.target,
            "rehearsed": plan.rehearsed,
        }

    def check_rollback(
        self, checklist: Checklist, state: LaunchState, *, beside: bool
    ) -> e.RollbackChecked:
        """Whether each step of the rollback could be started now: what the readiness light rests
        on. Looks for programs and directories, and at what the step needs; runs nothing. `beside`:
        looks at other launches too, which may take seconds; else what is known of them stands."""
        found = rollback.steps(checklist)
        wanting, before = dict[str, str](), list[str]()
        for item in found:
            try:
                check_undo(checklist, state, item, before)
                before.append(item.id)
                self._plan(checklist, state, item.id, "run")
            except GoliveError as error:
                wanting[item.id] = clean(error.message, LONGEST_REASON)
        names = tuple(item.id for item in found)
        last = state.rollback_check.elsewhere if state.rollback_check else None
        if beside and self._elsewhere is not None and state.origin is not None:
            last = self._elsewhere.last(checklist, state.origin, names)
        return e.RollbackChecked(steps=names, wanting=wanting, elsewhere=last)

    def type_in(
        self, state: LaunchState, request: TypeIn, settle: Callable[[Refused | None], None]
    ) -> None:
        """Type into the attempt that runs; raises Refused when none does, or not the one that was
        meant, and `settle` hears later what came of it."""
        attempt = state.step(request.step).open
        if attempt is None:
            raise Refused(f"`{request.step}` is not running")
        if request.attempt not in ("", attempt.id):
            raise Refused(
                f"{request.attempt} has ended, and {attempt.id} runs: what was typed was dropped",
                hint="attach to it, and type it again",
            )
        self.attempts.type_in(attempt.id, request.text, settle)

    def transcript(self, attempt: str) -> Path:
        """The file of an attempt's output."""
        return self.attempts.folder(attempt) / "transcript"


def _wanted(checklist: Checklist, state: LaunchState, command: Run) -> RunStep:
    """The step that is to run, by its id; raises Refused when none comes next."""
    if isinstance(command, RunStep):
        return command
    if isinstance(command, RerunFrom):
        return RunStep(
            step=command.step,
            typed=command.typed,
            again=True,
            reason=command.reason or f"again from {command.step}",
            name=command.name,
        )
    coming = sequence.next_step(checklist, state)
    if coming is None:
        raise Refused("no step comes next: each is done, or waits for what it needs")
    return RunStep(
        step=coming.id,
        typed=command.typed,
        again=command.again,
        reason=command.reason,
        name=command.name,
    )
