"""Verdicts of checks: what a look means, which is the worst, what one means for its item, and how
long it is good for."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from golive_tui.checklist.model import Item
from golive_tui.launch.check_facts import Verdict
from golive_tui.launch.events import ItemStatus
from golive_tui.launch.item_state import CheckVerdict
from golive_tui.launch.samples import Outcome
from golive_tui.launch.state import LaunchState

NOT_TOLD: Final = frozenset({"assert.missing_value", "assert.type", "inconclusive"})
"""Reasons of a fail that say no more than that it could not be told."""

OURS: Final = frozenset(
    {"config.invalid", "secret.unset", "probe.bug", "probe.stuck", "cmd.not_found", "cmd.denied"}
)
"""Reasons of an error for which our own side must be mended; so must those that begin `host.`."""

FRESH: Final = 900.0
"""Launch seconds for which a machine's pass is good before T0 when the item does not say."""
FRESH_REAL: Final = 300.0
"""Real seconds below which that never falls: a fast clock must leave time to read."""

_BAD_TO_GOOD: Final[tuple[Verdict, ...]] = ("fail", "error", "inconclusive", "pass")


def verdict_of(outcome: Outcome, reason: str | None) -> Verdict:
    """The verdict of one look. Whatever is neither a clear yes nor a clear no is inconclusive."""
    if outcome == "ok":
        return "pass"
    if outcome == "fail":
        return "inconclusive" if reason in NOT_TOLD else "fail"
    ours = reason in OURS or (reason or "").startswith("host.")
    return "error" if outcome == "error" and ours else "inconclusive"


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of several checks together; of none it is an error: nothing was asserted."""
    given = set(verdicts)
    return next((each for each in _BAD_TO_GOOD if each in given), "error")


def contradicts(status: ItemStatus, verdict: Verdict) -> bool:
    """Whether a person who gives that status sets the machine's verdict aside."""
    if status == "passed":
        return verdict != "pass"
    return status == "failed" and verdict == "pass"


def overridden(state: LaunchState, item_id: str) -> bool:
    """Whether a person's word stands against what the item's checks found."""
    known = state.item(item_id)
    record, machine = known.record, known.machine
    return (
        machine is not None and record.how == "word" and contradicts(record.status, machine.verdict)
    )


def said_of(machine: CheckVerdict) -> str:
    """`fail (http.status): status is 503`: the verdict as it stands beside a person's."""
    why = f" ({machine.reason})" if machine.reason else ""
    detail = f": {machine.detail}" if machine.detail else ""
    return f"{machine.verdict}{why}{detail}"


def good_for(item: Item, state: LaunchState) -> float | None:
    """Launch seconds for which a machine's pass of the item holds; None: for good.

    `valid_for` of the item; where it says nothing a quarter of an hour, as long as the launch is
    not live: what was seen at T-3 h is no evidence at T0.
    """
    if item.valid_for is not None:
        return item.valid_for
    if not item.checks or state.went_live_at is not None:
        return None
    speed = state.origin.speed if state.origin is not None else 1.0
    return max(FRESH, FRESH_REAL * speed)


def expiry(item: Item, state: LaunchState, at: datetime) -> datetime | None:
    """When a machine's pass of launch time `at` grows stale; None: never."""
    seconds = good_for(item, state)
    return at + timedelta(seconds=seconds) if seconds is not None else None
