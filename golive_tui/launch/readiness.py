"""Whether the launch could be rolled back now: the light that stands beside the decision.

Ready means: an engine that runs has looked, and of every rollback step the command can be filled
in (what it returns to is recorded), its program and directory are there, what it needs is done and
it may run (again); and none failed when it last ran. When it was last gone through, and how long
that took, is told beside it: in this launch, else in another one of the same checklist that the
engine found on its host.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from golive_tui.checklist.model import Checklist, Item
from golive_tui.launch.events import GoneThrough
from golive_tui.launch.rollback import steps
from golive_tui.launch.state import Attempt, LaunchState

ReadinessWord = Literal["ready", "not ready", "unknown"]


class Readiness(Struct, frozen=True, kw_only=True):
    """The light. `reasons` say why it is not ready or not known; `steps` counts the rollback's.

    `gone_through_at` is when the last of the steps ended, counting each step's newest good run,
    None until all have one; `took` is the sum of their seconds; `rehearsed` whether stand-ins ran;
    `launch` is the other launch in which that was, empty for this one.
    """

    word: ReadinessWord
    reasons: tuple[str, ...]
    steps: int
    looked_at: datetime | None = None
    gone_through_at: datetime | None = None
    took: float | None = None
    rehearsed: bool = False
    launch: str = ""


def readiness(checklist: Checklist, state: LaunchState, *, attended: bool = True) -> Readiness:
    """The light; `attended` is whether an engine runs, without which nobody knows."""
    found = steps(checklist)
    here = gone_through(checklist, state)
    word, reasons = _judged(found, state, attended=attended)
    check = state.rollback_check
    known = here or (check.elsewhere if check else None)
    return Readiness(
        word=word,
        reasons=reasons,
        steps=len(found),
        looked_at=check.at if check else None,
        gone_through_at=known.at if known else None,
        took=known.took if known else None,
        rehearsed=known.rehearsed if known else False,
        launch=known.launch if known and known is not here else "",
    )


def gone_through(checklist: Checklist, state: LaunchState) -> GoneThrough | None:
    """When the last of the rollback's steps ended in that launch, by the launch's clock; None
    until each has ended well once."""
    runs = _good_runs(steps(checklist), state)
    if not runs:
        return None
    return GoneThrough(
        launch=state.origin.id if state.origin else "",
        at=max(each.ended_at for each in runs if each.ended_at),
        took=sum(each.seconds for each in runs),
        rehearsed=any(each.rehearsed for each in runs),
    )


def _judged(
    found: Sequence[Item], state: LaunchState, *, attended: bool
) -> tuple[ReadinessWord, tuple[str, ...]]:
    if not found:
        return "not ready", ("the checklist has no rollback steps",)
    check = state.rollback_check
    wanting = check.wanting if check else {}
    reasons = [wanting[item.id] for item in found if item.id in wanting]
    if not attended:
        return "unknown", ("no engine runs: nobody looks", *reasons)
    reasons += [_failed(item, state) for item in found if _failed(item, state)]
    if reasons:
        return "not ready", tuple(reasons)
    if check is None or check.epoch != state.epoch:
        return "unknown", ("the engine has not looked yet",)
    if set(check.steps) != {item.id for item in found}:
        return "unknown", ("the checklist changed and the engine has not looked since",)
    return "ready", ()


def _failed(item: Item, state: LaunchState) -> str:
    """What speaks against a step that ran: empty when nothing does."""
    last = state.step(item.id).last_run
    if last is None or last.is_open or last.status == "succeeded":
        return ""
    how = {"timed_out": "ran out of time", "unknown": "was lost", "cancelled": "was cancelled"}
    return f"`{item.id}` {how.get(last.status, last.status)} when it last ran"


def _good_runs(found: Sequence[Item], state: LaunchState) -> list[Attempt]:
    """The newest good run of every step; empty as long as one has none."""
    runs = [
        next(
            (
                each
                for each in reversed(state.step(item.id).attempts)
                if each.purpose == "run" and each.status == "succeeded" and each.ended_at
            ),
            None,
        )
        for item in found
    ]
    good = [each for each in runs if each is not None]
    return good if len(good) == len(runs) else []
