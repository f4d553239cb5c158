"""The rollback: which steps undo the launch, which comes next, and when it is over."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from golive_tui.checklist.model import Checklist, Item
from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import retries
from golive_tui.launch.fold_triggers import LATCHED
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


def in_the_way(checklist: Checklist, state: LaunchState) -> list[Item]:
    """The steps that run in an exclusive group which a step of the rollback needs: as long as they
    run, it cannot."""
    undo = steps(checklist)
    groups = {item.step.exclusive for item in undo if item.step is not None} - {""}
    own = {item.id for item in undo}
    return [
        item
        for _, _, item in checklist.leaves()
        if item.step is not None
        and item.step.exclusive in groups
        and item.id not in own
        and state.step(item.id).open is not None
    ]


def request(checklist: Checklist, state: LaunchState, command: c.RollBack) -> list[e.Fact]:
    """The lead's decision, and before it the cancel of what runs in the way; raises Refused."""
    if command.typed != WORD:
        raise Refused(f"type {WORD} to roll back")
    if state.rollback is not None and state.rollback.status == "running":
        raise Refused("a rollback is running already")
    found = steps(checklist)
    if not found:
        raise Refused(
            "the checklist has no rollback steps", hint="mark a stage with `rollback = true`"
        )
    blocking = in_the_way(checklist, state)
    if blocking and not command.cancel_running:
        raise _blocked(blocking)
    return [
        *_cancels(state, blocking),
        e.RollbackRequested(
            reason=clean_lines(command.reason).strip(),
            steps=tuple(item.id for item in found),
            waits_for=tuple(item.id for item in blocking),
            triggers=causes_of(state),
        ),
    ]


def _blocked(blocking: list[Item]) -> Refused:
    named = ", ".join(f"`{item.id}`" for item in blocking)
    group = next((item.step.exclusive for item in blocking if item.step is not None), "")
    verb = "is" if len(blocking) == 1 else "are"
    return Refused(
        f"{named} {verb} running in the group {group}, which the rollback needs",
        hint="wait for the end, or cancel it and roll back: golive rollback --cancel-running",
    )


def _cancels(state: LaunchState, blocking: list[Item]) -> Iterator[e.StepCancelled]:
    for item in blocking:
        attempt = state.step(item.id).open
        if attempt is not None and not attempt.cancelling:
            yield e.StepCancelled(step=item.id, attempt=attempt.id, reason="the rollback needs it")


def causes_of(state: LaunchState) -> tuple[str, ...]:
    """The triggers whose trip no rollback has answered yet: the next one answers them all."""
    return tuple(name for name, each in state.triggers.items() if each.status in LATCHED)


class Next(Struct, frozen=True, kw_only=True):
    """What a running rollback needs now: a step to run, or its end to record, or patience."""

    step: str = ""
    ended: e.RollbackEnded | None = None


def is_running(state: LaunchState) -> bool:
    """Whether a rollback is under way."""
    return state.rollback is not None and state.rollback.status == "running"


def following(state: LaunchState) -> Next:
    """What comes next in a running rollback: the first step not done since it was requested.

    What is cancelled for it is waited for, and so is a step that is at work already. A step that
    failed and has a retry left is not at its end: see `retries`. One whose command was never
    started, since the engine died or the system refused, is asked for again: nothing has run.
    """
    running = state.rollback
    if running is None or running.status != "running":
        return Next()
    if any(state.step(each).open is not None for each in running.waits_for):
        return Next()
    for step_id in running.steps:
        step = state.step(step_id)
        if step.open is not None or _is_retried(state, step_id, running.seq):
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


def _is_retried(state: LaunchState, step_id: str, since: int) -> bool:
    retry = retries.pending(state, step_id)
    return retry is not None and retry.failed.seq > since
