"""What goes on by itself: the retry of a step that failed, and the next step of a rollback.

Decided from the state alone, so that an engine that comes back goes on where the one before it
was, and asks for nothing twice.
"""

from collections.abc import Sequence
from datetime import datetime

from golive_tui.checklist.model import Checklist
from golive_tui.engine.step_desk import StepDesk
from golive_tui.errors import GoliveError
from golive_tui.launch import events as e
from golive_tui.launch import retries, rollback
from golive_tui.launch.commands import RunStep
from golive_tui.launch.state import LaunchState


def is_due(state: LaunchState) -> bool:
    """Whether something may have to go on."""
    return rollback.is_running(state) or retries.is_pending(state)


def facts(
    steps: StepDesk, checklist: Checklist, state: LaunchState, by: e.By, now: datetime
) -> Sequence[e.Fact]:
    """What to record now, in the name of the engine; nothing where there is something to wait
    for."""
    retry = retries.following(checklist, state, now)
    if isinstance(retry, retries.Retry):
        return steps.retry(checklist, state, retry, now)
    if retry is not None:
        return [retry]
    return _roll_back(steps, checklist, state, by, now)


def _roll_back(
    steps: StepDesk, checklist: Checklist, state: LaunchState, by: e.By, now: datetime
) -> Sequence[e.Fact]:
    """The rollback's next step, or its end; a step that is refused ends it."""
    coming = rollback.following(state)
    if coming.ended is not None:
        return [coming.ended]
    if not coming.step:
        return []
    typed = state.origin.target if state.origin else ""
    command = RunStep(step=coming.step, typed=typed, again=True, reason="rollback")
    try:
        return steps.request(checklist, state, command, by, now)
    except GoliveError as error:
        return [e.RollbackEnded(outcome="failed", step=coming.step, detail=error.message)]
