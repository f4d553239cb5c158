"""Retries: when a failed run of a step is followed by another, unasked, and why one is not.

How often is on the request itself (`step.requested`), as the checklist had it then. So an engine
that comes back decides as the one before it would have, and a checklist taken in later starts
nothing by itself.
"""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from golive_tui.checklist.model import Checklist
from golive_tui.launch import events as e
from golive_tui.launch.state import Attempt, LaunchState

WITHIN: Final = timedelta(minutes=15)
"""How long after a failure its retry may begin: later, a person should look first."""
TRIES: Final = 3
"""Requests for a run of which none could be started, after which nobody asks again."""


class Retry(Struct, frozen=True, kw_only=True):
    """The run of `step` that follows `failed`: number `number` of `of`."""

    step: str
    failed: Attempt
    number: int
    of: int

    @property
    def reason(self) -> str:
        """As the request says it."""
        return f"retry {self.number} of {self.of}"


def pending(state: LaunchState, step_id: str) -> Retry | None:
    """The retry that a step's newest run calls for; None when it calls for none."""
    step = state.step(step_id)
    run = step.last_run
    if run is None or step.open is not None or run.status not in ("failed", "timed_out"):
        return None
    if run.settled or run.given_up or run.retry >= run.retries:
        return None
    return Retry(step=step_id, failed=run, number=run.retry + 1, of=run.retries)


def is_pending(state: LaunchState) -> bool:
    """Whether any step waits for its retry."""
    return any(pending(state, step_id) is not None for step_id in state.steps)


def following(checklist: Checklist, state: LaunchState, now: datetime) -> Retry | e.Fact | None:
    """The next retry to run, or the fact that one is given up; None when there is none."""
    for step_id in state.steps:
        retry = pending(state, step_id)
        if retry is not None:
            why = _against(checklist, state, retry, now)
            return given_up(retry, why) if why else retry
    return None


def given_up(retry: Retry, why: str) -> e.StepGivenUp:
    """That it is not run, and why."""
    return e.StepGivenUp(step=retry.step, attempt=retry.failed.id, why=why)


def _against(checklist: Checklist, state: LaunchState, retry: Retry, now: datetime) -> str:
    """What speaks against it; empty when nothing does."""
    item = checklist.item(retry.step)
    failed = retry.failed
    rollback = state.rollback
    if item is None or item.step is None:
        return "the checklist has the step no more"
    if rollback is not None and rollback.seq > failed.seq and retry.step not in rollback.steps:
        return "the launch is being rolled back"
    if failed.survivors:
        return "processes of the attempt outlived it"
    if item.step.rerun == "never":
        return 'it may not run again (rerun = "never")'
    if state.item(item.id).record.status in ("passed", "skipped"):
        return "it was answered by hand since"
    if failed.ended_at is not None and now - failed.ended_at > WITHIN:
        return f"it ended at {failed.ended_at:%Y-%m-%d %H:%M} UTC, and no engine was there in time"
    if _never_started(state, retry) >= TRIES:
        return "it could not be started"
    return ""


def _never_started(state: LaunchState, retry: Retry) -> int:
    attempts = state.step(retry.step).attempts
    return sum(
        each.purpose == "run" and each.status == "ready" and each.seq > retry.failed.seq
        for each in attempts
    )
