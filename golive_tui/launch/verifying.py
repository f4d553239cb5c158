"""How far machines have verified the checklist, and how far the checks under way have got."""

from collections import Counter
from typing import Literal

from msgspec import Struct

from golive_tui.checklist.model import Checklist, Item
from golive_tui.launch.item_state import ItemState
from golive_tui.launch.state import LaunchState
from golive_tui.launch.verdicts import overridden

Proven = Literal["pass", "fail", "inconclusive", "error", "stale", "against", "none"]
"""What stands of an item by its checks: their newest verdict; `stale`: a pass that has expired;
`against`: a person's word stands against them; `none`: nobody has verified it, or it was opened
again or answered by a person since."""


class UnderWay(Struct, frozen=True, kw_only=True):
    """Checks at work: of all items asked for since the oldest that is still being checked, how
    many have been answered."""

    done: int
    of: int


class Verified(Struct, frozen=True, kw_only=True):
    """The items that a machine can verify now (not the rollback's, not the skipped ones, those
    after go-live only once it is live), by what stands of them."""

    of: int
    passed: int = 0
    failed: int = 0
    inconclusive: int = 0
    error: int = 0
    stale: int = 0
    against: int = 0


def under_way(state: LaunchState) -> UnderWay | None:
    """How far the checks have got; None when none is under way."""
    begun = [each.checking.at for each in state.items.values() if each.checking is not None]
    if not begun:
        return None
    since = min(begun)
    done = sum(
        each.checking is None and each.machine is not None and each.machine.at >= since
        for each in state.items.values()
    )
    return UnderWay(done=done, of=done + len(begun))


def verified(checklist: Checklist, state: LaunchState) -> Verified:
    """The sums over the checklist."""
    tally = Counter(
        proven(state, item.id)
        for _, stage, item in checklist.leaves()
        if not stage.rollback and _counts(item, state)
    )
    return Verified(
        of=tally.total(),
        passed=tally["pass"],
        failed=tally["fail"],
        inconclusive=tally["inconclusive"],
        error=tally["error"],
        stale=tally["stale"],
        against=tally["against"],
    )


def proven(state: LaunchState, item_id: str) -> Proven:
    """What stands of an item by its checks."""
    known = state.item(item_id)
    if known.machine is None:
        return "none"
    if overridden(state, item_id):
        return "against"
    return _of_machine(known)


def unclear(state: LaunchState, item_id: str) -> bool:
    """Whether its checks could not tell, and no person has answered instead."""
    return proven(state, item_id) in ("inconclusive", "error")


def _of_machine(known: ItemState) -> Proven:
    verdict = known.machine.verdict if known.machine else "none"
    record = known.record
    if verdict in ("inconclusive", "error"):
        answered = record.status == "skipped" or record.how == "word"
        return "none" if answered else verdict
    if record.status == "stale":
        return "stale"
    stands = record.how == "machine" and record.status in ("passed", "failed")
    return verdict if stands else "none"


def _counts(item: Item, state: LaunchState) -> bool:
    if not item.checks or state.item(item.id).record.status == "skipped":
        return False
    return state.went_live_at is not None or not item.after_go_live
