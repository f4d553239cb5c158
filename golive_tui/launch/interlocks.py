"""What stands between a trip and a rollback that starts by itself (runbooks, section 2.4).

Asked when a trip is recorded, and again when its time has come: much can happen in between.
"""

from msgspec import Struct

from golive_tui.checklist.model import Checklist
from golive_tui.launch.progress import status_of
from golive_tui.launch.readiness import readiness
from golive_tui.launch.rollback import steps
from golive_tui.launch.state import LaunchState


class InTheWay(Struct, frozen=True, kw_only=True):
    """A step at work that no step of the rollback may run beside; `cancel`: it is to give way."""

    step: str
    attempt: str
    cancel: bool
    cancelling: bool


def reason_to_ask(checklist: Checklist, state: LaunchState) -> str:
    """Why a rollback must not start by itself, so that a trip asks; empty when it may."""
    if not steps(checklist):
        return "the checklist has no rollback steps"
    return _no_previous(checklist, state) or _no_return(checklist, state)


def _no_previous(checklist: Checklist, state: LaunchState) -> str:
    named = checklist.rollback.previous
    item = checklist.item(named) if named else None
    if item is None:
        return "no item records a previous version"
    if status_of(item, state) != "passed":
        return f"no previous version is recorded: `{named}` is {status_of(item, state)}"
    last = state.rollback
    if last is not None and last.status == "rolled_back":
        newest = max((state.item(leaf.id).seq for leaf in item.leaves()), default=0)
        if newest < last.seq:
            return f"it was rolled back already, and `{named}` was not passed again since"
    return ""


def _no_return(checklist: Checklist, state: LaunchState) -> str:
    since = state.rollback.seq if state.rollback is not None else 0
    for _, stage, item in checklist.leaves():
        if item.step is None or not item.step.no_return or stage.rollback:
            continue
        runs = (each for each in state.step(item.id).attempts if each.purpose == "run")
        if any(each.seq > since and each.status != "ready" for each in runs):
            return f"past the point of no return: `{item.id}` has begun"
    return ""


def unhealthy(checklist: Checklist, state: LaunchState) -> str:
    """Why what is gone back to must not be gone back to now; empty when it is well."""
    for name in checklist.rollback.healthy:
        verdict = state.probe(name).verdict
        if verdict not in ("ok", "slow"):
            return f"what is gone back to is not well: `{name}` is {verdict}"
    light = readiness(checklist, state)
    return f"the rollback is not ready: {light.reasons[0]}" if light.word == "not ready" else ""


def in_the_way(checklist: Checklist, state: LaunchState) -> InTheWay | None:
    """The step at work that the rollback has to wait for, if there is one."""
    groups = {item.step.exclusive for item in steps(checklist) if item.step is not None} - {""}
    for step_id, step in state.steps.items():
        found = checklist.item(step_id)
        if step.open is None or found is None or found.step is None:
            continue
        if found.step.exclusive in groups:
            return InTheWay(
                step=step_id,
                attempt=step.open.id,
                cancel=found.step.on_rollback == "cancel",
                cancelling=step.open.cancelling,
            )
    return None
