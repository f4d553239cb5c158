"""Steps in the words of the dashboard: what runs, for how long, how an attempt stands. Pure."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from golive_tui.checklist.model import Checklist, Item
from golive_tui.client.mirror import Mirror
from golive_tui.launch import held_back as launch
from golive_tui.launch.state import Attempt, LaunchState, StepStatus
from golive_tui.tui.frame.words import countdown
from golive_tui.tui.ground.glyphs import GLYPHS, Glyph

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

_UNRUN_MARKS: Final[dict[launch.UnrunWord, str]] = {
    "ready": "todo",
    "waits": "todo",
    "passed": "said",
    "skipped": "skip",
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


def held_back(mirror: Mirror, item: Item, now: datetime) -> str:
    """Why a step that never ran cannot run now, and the key to a gate; empty when it can."""
    checklist, state = mirror.checklist, mirror.state
    why = launch.held_back(checklist, state, item, now)
    by_gate = why.startswith("gate ") and launch.closed_gate(checklist, state, item, now)
    return f"{why}: p" if by_gate else why


def step_sign(state: LaunchState, item: Item, status: StepStatus, waits: str) -> tuple[Glyph, str]:
    """A step's sign and its word, of at most 9 cells; one that never ran may wait, for what
    `held_back` says, or be answered for by a person."""
    if status != "ready":
        return GLYPHS[STEP_MARKS[status]], STEP_WORDS[status]
    word = launch.word_of(state, item, waits)
    return GLYPHS[_UNRUN_MARKS[word]], word


def lost(checklist: Checklist, state: LaunchState) -> Iterable[tuple[Item, Attempt]]:
    """The steps of which nobody knows what became, with the attempt that was lost."""
    for item in step_items(checklist):
        last = state.step(item.id).last_run
        if last is not None and last.status == "unknown":
            yield item, last
