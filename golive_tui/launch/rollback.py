"""The rollback: which steps undo the launch, which comes next, and when it is over."""

from dataclasses import dataclass
from typing import Final

from golive_tui.checklist.model import Checklist, Item
from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.state import LaunchState
from golive_tui.text import clean_lines

WORD: Final = "ROLLBACK"
"""What must be typed."""
TRIES: Final = 3
"""Requests for a step of which none could be started, after which the rollback has failed."""


def steps(checklist: Checklist) -> list[Item]:
    """The steps of the stages marked `rollback`, in the document's order."""
    return [
        item for _, stage, item in checklist.leaves() if stage.rollback and item.step is not None
    ]


def request(checklist: Checklist, state: LaunchState, command: c.RollBack) -> e.RollbackRequested:
    """The lead's decision; raises Refused."""
    if command.typed != WORD:
        raise Refused(f"type {WORD} to roll back")
    if state.rollback is not None and state.rollback.status == "running":
        raise Refused("a rollback is running already")
    found = steps(checklist)
    if not found:
        raise Refused(
            "the checklist has no rollback steps", hint="mark a stage with `rollback = true`"
        )
    reason = clean_lines(command.reason).strip()
    return e.RollbackRequested(reason=reason, steps=tuple(item.id for item in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What a running rollback needs now: a step to run, or its end to record, or patience."""

    step: str = ""
    ended: e.RollbackEnded | None = None


def is_running(state: LaunchState) -> bool:
    """Whether a rollback is under way."""
    return state.rollback is not None and state.rollback.status == "running"


def following(state: LaunchState) -> Next:
    """What comes next in a running rollback: the first step not done since it was requested.

    A step that is at work already is waited for. One whose command was never started, since the
    engine died or the system refused, is asked for again: nothing has run.
    """
    running = state.rollback
    if running is None or running.status != "running":
        return Next()
    for step_id in running.steps:
        step = state.step(step_id)
        if step.open is not None:
            return Next()
        # By number, not by time: the clock may have been set back since.
        runs = [each for each in step.attempts if each.purpose == "run" and each.seq > running.seq]
        if not runs or (runs[-1].status == "ready" and len(runs) < TRIES):
            return Next(step=step_id)
        newest = runs[-1]
        if newest.status != "succeeded":
            said = "never started" if newest.status == "ready" else newest.status
            detail = newest.detail or said
            return Next(ended=e.RollbackEnded(outcome="failed", step=step_id, detail=detail))
    return Next(ended=e.RollbackEnded(outcome="rolled_back"))
