"""How far the checklist is, and whether it says go: counts, rolled-up statuses, the decision."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from golive_tui.checklist.model import Checklist, Item
from golive_tui.launch.events import ItemRecord, ItemStatus
from golive_tui.launch.rounds import timer
from golive_tui.launch.state import LaunchState
from golive_tui.launch.trigger_holds import blind, disarmed, tripped
from golive_tui.text import plural

Word = Literal["go", "hold", "no-go"]


class Progress(Struct, frozen=True, kw_only=True):
    """Leaves by status; `doing` counts as open. `items` is their sum.

    Of those that are passed a machine verified `by_machine`; the others stand on a word.
    """

    items: int
    passed: int
    failed: int
    skipped: int
    open: int
    stale: int
    by_machine: int = 0
    by_word: int = 0

    @property
    def done(self) -> int:
        """Passed or skipped."""
        return self.passed + self.skipped


def count(records: Iterable[ItemRecord]) -> Progress:
    """Sum up records."""
    tally: dict[ItemStatus, int] = dict.fromkeys(
        ("open", "doing", "passed", "failed", "skipped", "stale"), 0
    )
    by_machine = 0
    for record in records:
        tally[record.status] += 1
        by_machine += record.status == "passed" and record.how == "machine"
    return Progress(
        items=sum(tally.values()),
        passed=tally["passed"],
        failed=tally["failed"],
        skipped=tally["skipped"],
        open=tally["open"] + tally["doing"],
        stale=tally["stale"],
        by_machine=by_machine,
        by_word=tally["passed"] - by_machine,
    )


def progress(checklist: Checklist, state: LaunchState) -> Progress:
    """The whole checklist, its rollback left out: undoing a launch is no progress of it."""
    return count(
        state.item(item.id).record for _, stage, item in checklist.leaves() if not stage.rollback
    )


def before_go_live(checklist: Checklist, state: LaunchState) -> Progress:
    """What is to be done before T0: what can only be answered after it is left out."""
    return count(
        state.item(item.id).record
        for _, stage, item in checklist.leaves()
        if stage.before_go_live and not item.after_go_live
    )


def status_of(item: Item, state: LaunchState) -> ItemStatus:
    """An item's status; a group's is rolled up from its leaves."""
    if not item.is_group:
        return state.item(item.id).record.status
    return rolled_up(state.item(leaf.id).record.status for leaf in item.leaves())


def rolled_up(statuses: Iterable[ItemStatus]) -> ItemStatus:
    """The worst says it: failed, then stale; all done is passed (or skipped); begun is doing."""
    all_of = list(statuses)
    seen = set(all_of)
    if "failed" in seen:
        return "failed"
    if "stale" in seen:
        return "stale"
    if seen <= {"passed", "skipped"} and seen:
        return "passed" if "passed" in seen else "skipped"
    return "open" if seen <= {"open"} else "doing"


class Decision(Struct, frozen=True, kw_only=True):
    """Go, hold or no-go, and every reason for not saying go, worst first."""

    word: Word
    reasons: tuple[str, ...]


def decision(checklist: Checklist, state: LaunchState, now: datetime) -> Decision:
    """No-go: a rollback runs or failed, a trigger tripped, an item failed, or a probe fails. Hold:
    it was rolled back, a gate is overridden, a trigger is blind or disarmed, a step's end is
    unknown, what must be done before go-live is open or stale, a probe is slow, silent or unknown,
    or (once live) a round is overdue. Else go."""
    bad = _failures(checklist, state)
    waits = _waits(checklist, state, now)
    word: Word = "no-go" if bad else "hold" if waits else "go"
    return Decision(word=word, reasons=(*bad, *waits))


def _failures(checklist: Checklist, state: LaunchState) -> list[str]:
    failed = [
        item.id
        for _, stage, item in checklist.leaves()
        if not stage.rollback and state.item(item.id).record.status == "failed"
    ]
    failing = [name for name in checklist.probes if state.probe(name).verdict == "fail"]
    reasons = []
    rollback = state.rollback
    if rollback is not None and rollback.status == "running":
        reasons.append("a rollback is running")
    if rollback is not None and rollback.status == "failed":
        reasons.append(f"the rollback failed at {rollback.failed_step}")
    if trips := tripped(checklist, state):
        reasons.append(f"{plural(len(trips), 'trigger')} tripped: {_few(trips)}")
    if failing:
        reasons.append(f"{plural(len(failing), 'probe fails', 'probes fail')}: {_few(failing)}")
    if failed:
        reasons.append(f"{plural(len(failed), 'item')} failed: {_few(failed)}")
    return reasons


def _waits(checklist: Checklist, state: LaunchState, now: datetime) -> list[str]:
    reasons = _acts_that_wait(checklist, state)
    if state.went_live_at is None:
        ahead = before_go_live(checklist, state)
        if ahead.open:
            reasons.append(f"{plural(ahead.open, 'item')} open before go-live")
        if ahead.stale:
            reasons.append(f"{plural(ahead.stale, 'item')} stale")
    else:
        overdue = timer(checklist.watch, state, now).overdue
        if overdue:
            reasons.append(f"{plural(overdue, 'round')} overdue")
    for verdict in ("silent", "slow", "unknown"):
        names = [name for name in checklist.probes if state.probe(name).verdict == verdict]
        if names:
            reasons.append(f"{plural(len(names), 'probe')} {verdict}: {_few(names)}")
    return reasons


def _acts_that_wait(checklist: Checklist, state: LaunchState) -> list[str]:
    reasons = []
    if state.rollback is not None and state.rollback.status == "rolled_back":
        reasons.append("it was rolled back")
    overridden = [gate.id for gate in checklist.gates if state.gate(gate.id).overridden]
    if overridden:
        reasons.append(f"{plural(len(overridden), 'gate')} overridden: {_few(overridden)}")
    for word, names in (
        ("blind", blind(checklist, state)),
        ("disarmed", disarmed(checklist, state)),
    ):
        if names:
            reasons.append(f"{plural(len(names), 'trigger')} {word}: {_few(names)}")
    lost = [name for name, step in state.steps.items() if step.status == "unknown"]
    if lost:
        reasons.append(f"{plural(len(lost), 'step')} unknown: {_few(lost)}")
    return reasons


def _few(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"
