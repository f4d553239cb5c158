"""What a step that never ran waits for: the word that stands in every list of steps, and why."""

from datetime import datetime
from typing import Final, Literal

from golive_tui.checklist.model import Checklist, Item
from golive_tui.launch import gates
from golive_tui.launch.progress import status_of
from golive_tui.launch.state import LaunchState
from golive_tui.launch.steps import gates_of, undoes
from golive_tui.launch.trigger_holds import blind

UnrunWord = Literal["ready", "waits", "passed", "skipped"]

_DONE: Final = ("passed", "skipped")


def word_of(state: LaunchState, item: Item, why: str) -> UnrunWord:
    """How a step that never ran stands: a person has answered for it, it waits, or it is ready.
    `why` is what `held_back` says of it."""
    match status_of(item, state):
        case "passed":
            return "passed"
        case "skipped":
            return "skipped"
        case _:
            return "waits" if why else "ready"


def held_back(checklist: Checklist, state: LaunchState, item: Item, now: datetime) -> str:
    """Why a step that never ran cannot run now; empty when it can, or a person answered for it.

    `steps.check_run` refuses for the same reasons. What it asks of the person who runs it
    (a typed target, a second pair of eyes) is not waited for here.
    """
    if item.step is None or state.step(item.id).status != "ready":
        return ""
    if status_of(item, state) in _DONE:
        return ""
    rollback = state.rollback
    if rollback is not None and rollback.status == "running" and item.id not in rollback.steps:
        return "a rollback is running"
    closed = closed_gate(checklist, state, item, now)
    if closed is not None:
        return f"gate {closed.gate.title} {closed.word.upper()}"
    if wanting := _wanting(checklist, state, item):
        return f"needs {', '.join(wanting)}"
    if busy := _busy(checklist, state, item):
        return f"{busy} is running"
    unseeing = blind(checklist, state)
    return f"blind: {', '.join(unseeing)}" if unseeing and not undoes(checklist, item) else ""


def closed_gate(
    checklist: Checklist, state: LaunchState, item: Item, now: datetime
) -> gates.Poll | None:
    """The first gate before a step that does not let it through."""
    polls = (gates.poll(checklist, state, gate, now) for gate in gates_of(checklist, item))
    return next((each for each in polls if not each.is_open), None)


def _wanting(checklist: Checklist, state: LaunchState, item: Item) -> list[str]:
    """What it needs and is not done; a gate among its needs is looked at as a gate."""
    wanting = []
    for name in item.step.needs if item.step else ():
        needed = checklist.item(name)
        is_done = needed is not None and status_of(needed, state) in _DONE
        if not is_done and checklist.gate(name) is None:
            wanting.append(name)
    return wanting


def _busy(checklist: Checklist, state: LaunchState, item: Item) -> str:
    """The step of the same exclusive group that runs; empty when none does."""
    group = item.step.exclusive if item.step else ""
    for name, known in state.steps.items():
        other = checklist.item(name) if known.open is not None and name != item.id else None
        if group and other is not None and other.step and other.step.exclusive == group:
            return name
    return ""
