"""Steps in the words of the dashboard: what runs, for how long, how an attempt stands. Pure."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Checklist, Gate, Item
from golive_tui.client.mirror import Mirror
from golive_tui.launch.gates import gates_before, poll
from golive_tui.launch.progress import status_of
from golive_tui.launch.state import Attempt, LaunchState, StepStatus
from golive_tui.tui.frame.words import countdown

STEP_MARKS: Final[dict[StepStatus, str]] = {
    "ready": "todo",
    "requested": "run",
    "running": "run",
    "succeeded": "done",
    "failed": "fail",
    "timed_out": "fail",
    "cancelled": "skip",
    "unknown": "unknown",
}
"""Step status -> name in ground.glyphs.GLYPHS."""
STEP_WORDS: Final[dict[StepStatus, str]] = {
    "ready": "ready",
    "requested": "starting",
    "running": "running",
    "succeeded": "succeeded",
    "failed": "FAILED",
    "timed_out": "TIMED OUT",
    "cancelled": "cancelled",
    "unknown": "UNKNOWN",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A step at work."""

    step: str
    title: str
    attempt: Attempt


def step_items(checklist: Checklist) -> list[Item]:
    """Every item with a command, in the document's order."""
    return [item for _, _, item in checklist.leaves() if item.step is not None]


def running(checklist: Checklist, state: LaunchState) -> list[Running]:
    """What runs now, the longest first."""
    found = []
    for step_id, step in state.steps.items():
        if step.open is not None:
            item = checklist.item(step_id)
            title = item.title if item else step_id
            found.append(Running(step=step_id, title=title, attempt=step.open))
    return sorted(found, key=lambda each: each.attempt.requested_at)


def elapsed(attempt: Attempt, state: LaunchState, now: datetime) -> float:
    """Real seconds that it has run, or ran: a scaled clock does not make a command faster."""
    if not attempt.is_open:
        return attempt.seconds
    speed = state.origin.speed if state.origin else 1.0
    since = attempt.started_at or attempt.requested_at
    return max(0.0, (now - since).total_seconds() / (speed or 1.0))


def how_it_stands(attempt: Attempt, state: LaunchState, now: datetime) -> str:
    """`running 0:41`, `FAILED 0:12, exit 3`, `cancelling 0:50`."""
    word = "cancelling" if attempt.cancelling and attempt.is_open else STEP_WORDS[attempt.status]
    if attempt.status in ("ready", "unknown"):
        return word
    said = f"{word} {countdown(elapsed(attempt, state, now))}"
    if attempt.is_open:
        return said
    how = attempt.signal or ("" if attempt.exit_code is None else f"exit {attempt.exit_code}")
    return f"{said}, {how}" if how else said


def which_try(attempt: Attempt) -> str:
    """`attempt 2 of 3` where a step is run again by itself; empty elsewhere."""
    if not attempt.retries or attempt.purpose != "run":
        return ""
    return f"attempt {attempt.retry + 1} of {attempt.retries + 1}"


def command_text(argv: Sequence[str], *, shell: bool) -> str:
    """A command as a person would type it."""
    return " ".join(argv) if shell else shlex.join(argv)


def gates_of(checklist: Checklist, item: Item) -> list[Gate]:
    """The gates that a step stands behind: its stage's, and those that it names."""
    stage = next((stage for _, stage, leaf in checklist.leaves() if leaf.id == item.id), None)
    before = gates_before(checklist, stage.id) if stage is not None else []
    needs = item.step.needs if item.step else ()
    return [*before, *(gate for gate in checklist.gates if gate.id in needs)]


def held_back(mirror: Mirror, item: Item, now: datetime) -> str:
    """Why a step that never ran cannot run yet: a gate, or what it needs; empty when it can."""
    checklist, state = mirror.checklist, mirror.state
    if item.step is None or state.step(item.id).status != "ready":
        return ""
    for gate in gates_of(checklist, item):
        found = poll(checklist, state, gate, now)
        if not found.is_open:
            return f"gate {gate.title} {found.word.upper()}: p"
    needed = [checklist.item(name) for name in item.step.needs]
    wanting = [
        each.id
        for each in needed
        if each is not None and status_of(each, state) not in ("passed", "skipped")
    ]
    return f"needs {', '.join(wanting)}" if wanting else ""


def lost(checklist: Checklist, state: LaunchState) -> Iterable[tuple[Item, Attempt]]:
    """The steps of which nobody knows what became, with the attempt that was lost."""
    for item in step_items(checklist):
        last = state.step(item.id).last_run
        if last is not None and last.status == "unknown":
            yield item, last
