"""How every row of the outline stands: counts, a status, the marks that its row bears.

Items by their record, headings by what is under them, phases by their rounds, rules and objectives
by what the probes show. Pure; computed anew when something changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from golive_tui.checklist.model import Contact, Item, Objective, Phase, Trigger
from golive_tui.launch.distance import distance
from golive_tui.launch.events import ItemRecord, ItemStatus
from golive_tui.launch.fold_triggers import LATCHED
from golive_tui.launch.objectives import objective_status
from golive_tui.launch.progress import rolled_up
from golive_tui.launch.series import Sight
from golive_tui.launch.state import LaunchState
from golive_tui.launch.verifying import proven as standing_of
from golive_tui.launch.verifying import unclear
from golive_tui.tui.dash.outline import Node, Outline

MARKS: Mapping[ItemStatus, str] = {
    "open": "todo",
    "doing": "run",
    "passed": "done",
    "failed": "fail",
    "skipped": "skip",
    "stale": "stale",
}
"""Item status -> name in ground.glyphs.GLYPHS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one node stands. `mark` names a glyph; `done` of `whole` counts what is under it."""

    mark: str
    status: ItemStatus
    done: int
    whole: int
    failed: int = 0
    stale: int = 0
    skipped: int = 0
    doing: int = 0
    checking: int = 0
    unclear: int = 0
    last_at: datetime | None = None

    @property
    def finished(self) -> bool:
        """Everything under it is done."""
        return self.whole > 0 and self.done == self.whole

    @property
    def begun(self) -> bool:
        """Something under it is done, under way or wanting."""
        return bool(self.done or self.doing or self.failed or self.stale or self.unclear)

    @property
    def wanting(self) -> bool:
        """Something under it failed, is stale, or could not be told by its checks."""
        return bool(self.failed or self.stale or self.unclear)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the standing of an outline is computed from."""

    state: LaunchState
    sight: Sight
    now: datetime


def standings(outline: Outline, seen: Seen) -> dict[str, Standing]:
    """Of all nodes, by key."""
    found: dict[str, Standing] = {}
    for key in outline.roots:
        _stand(outline, outline.nodes[key], seen, found)
    return found


def _stand(outline: Outline, node: Node, seen: Seen, found: dict[str, Standing]) -> Standing:
    if node.children:
        standing = _over(
            [_stand(outline, outline.nodes[key], seen, found) for key in node.children]
        )
    else:
        standing = leaf_standing(node, seen)
    found[node.key] = standing
    return standing


def _over(parts: list[Standing]) -> Standing:
    """What a heading says of its parts."""
    status = rolled_up(part.status for part in parts)
    times = [part.last_at for part in parts if part.last_at is not None]
    return Standing(
        mark=MARKS[status],
        status=status,
        done=sum(part.done for part in parts),
        whole=sum(part.whole for part in parts),
        failed=sum(part.failed for part in parts),
        stale=sum(part.stale for part in parts),
        skipped=sum(part.skipped for part in parts),
        doing=sum(part.doing for part in parts),
        checking=sum(part.checking for part in parts),
        unclear=sum(part.unclear for part in parts),
        last_at=max(times, default=None),
    )


def leaf_standing(node: Node, seen: Seen) -> Standing:
    """How a node without children stands."""
    match node.subject:
        case Item():
            return _item(seen.state, node.ref)
        case Phase() as phase:
            return _phase(phase, seen)
        case Objective() as objective:
            return _objective(objective, seen)
        case Trigger() as trigger:
            return _trigger(trigger, seen)
        case Contact(filled=filled):
            return _simple("done" if filled else "unknown", "passed" if filled else "open")
        case str() as field:
            there = field in seen.state.signoff
            return _simple("done" if there else "todo", "passed" if there else "open")
        case _:  # an empty heading
            return Standing(mark="todo", status="open", done=0, whole=0)


def proven(record: ItemRecord) -> bool:
    """Whether a pass rests on more than a person's word."""
    return any(each.what != "word" for each in record.evidence)


def mark_of(state: LaunchState, item_id: str) -> str:
    """The glyph of an item that is answered by itself: its status, and what that rests on."""
    known = state.item(item_id)
    stands, status = standing_of(state, item_id), known.record.status
    if known.checking is not None:
        return "check"
    if status != "passed":
        if status == "failed" or stands not in ("inconclusive", "error"):
            return MARKS[status]
        return "error" if stands == "error" else "unclear"
    match stands:
        case "pass":
            return "proven"
        case "inconclusive" | "error":
            return "doubt"
        case "against":
            return "against"
        case _:
            return "done" if proven(known.record) else "said"


def _item(state: LaunchState, item_id: str) -> Standing:
    known = state.item(item_id)
    record, status = known.record, known.record.status
    return Standing(
        mark=mark_of(state, item_id),
        status=status,
        done=status in ("passed", "skipped"),
        whole=1,
        failed=status == "failed",
        stale=status == "stale",
        skipped=status == "skipped",
        doing=status == "doing",
        checking=known.checking is not None,
        unclear=unclear(state, item_id),
        last_at=record.at,
    )


def _simple(mark: str, status: ItemStatus) -> Standing:
    return Standing(mark=mark, status=status, done=status == "passed", whole=1)


def _phase(phase: Phase, seen: Seen) -> Standing:
    rounds = [each for each in seen.state.rounds.values() if each.phase == phase.id]
    by = {
        word: sum(each.status == word for each in rounds)
        for word in ("completed", "missed", "due", "overdue")
    }
    closed = by["completed"] + by["missed"]
    mark, status = _phase_word(by, closed == phase.rounds and phase.rounds > 0)
    return Standing(
        mark=mark,
        status=status,
        done=by["completed"],
        whole=phase.rounds,
        failed=by["missed"],
        doing=by["due"] + by["overdue"],
        last_at=max((each.closed_at for each in rounds if each.closed_at), default=None),
    )


def _phase_word(by: Mapping[str, int], over: bool) -> tuple[str, ItemStatus]:
    if by["overdue"]:
        return "late", "doing"
    if by["due"]:
        return "due", "doing"
    if over:
        return ("missed", "failed") if by["missed"] else ("done", "passed")
    return ("run", "doing") if by["completed"] or by["missed"] else ("ahead", "open")


def _objective(objective: Objective, seen: Seen) -> Standing:
    word = objective_status(objective, seen.sight, seen.now).word
    marks: dict[str, tuple[str, ItemStatus]] = {
        "met": ("done", "passed"),
        "not met": ("fail", "failed"),
        "not measured": ("unknown", "open"),
    }
    mark, status = marks[word]
    # As a trigger: what is measured is nothing to be done.
    return Standing(mark=mark, status=status, done=0, whole=0, failed=word == "not met")


def _trigger(trigger: Trigger, seen: Seen) -> Standing:
    found = distance(trigger, seen.state, seen.sight, seen.now)
    bad = found.reading.verdict == "breach" or found.known.status in LATCHED
    # A rule is nothing to be done: it counts neither as open nor as done.
    return Standing(mark=found.sense, status="open", done=0, whole=0, failed=bad)
