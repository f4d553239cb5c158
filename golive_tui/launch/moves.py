"""The legal moves of an item, a round and a trigger, as tables: nothing else says what may follow.

The diagrams in the docs are made from these tables.
"""

from collections.abc import Mapping
from typing import Final, Literal

from golive_tui.launch.events import ItemStatus
from golive_tui.launch.state import RoundStatus
from golive_tui.launch.trigger_state import TriggerStatus

ItemAct = Literal["start", "vouch", "pass", "fail", "skip", "reopen", "stale"]
RoundAct = Literal["overdue", "answer", "complete", "miss"]
TriggerAct = Literal[
    "arm", "breach", "clear", "trip", "attach", "acknowledge", "hold", "ask", "roll_back",
    "override", "disarm", "reset",
]  # fmt: skip

ITEM_MOVES: Final[Mapping[tuple[ItemStatus, ItemAct], ItemStatus]] = {
    ("open", "start"): "doing",
    ("open", "vouch"): "doing",
    ("open", "pass"): "passed",
    ("open", "fail"): "failed",
    ("open", "skip"): "skipped",
    ("doing", "vouch"): "doing",
    ("doing", "pass"): "passed",
    ("doing", "fail"): "failed",
    ("doing", "skip"): "skipped",
    ("doing", "reopen"): "open",
    ("passed", "pass"): "passed",
    ("passed", "fail"): "failed",
    ("passed", "reopen"): "open",
    ("passed", "stale"): "stale",
    ("failed", "start"): "doing",
    ("failed", "vouch"): "doing",
    ("failed", "pass"): "passed",
    ("failed", "fail"): "failed",
    ("failed", "skip"): "skipped",
    ("failed", "reopen"): "open",
    ("skipped", "start"): "doing",
    ("skipped", "vouch"): "doing",
    ("skipped", "pass"): "passed",
    ("skipped", "fail"): "failed",
    ("skipped", "reopen"): "open",
    ("stale", "start"): "doing",
    ("stale", "vouch"): "doing",
    ("stale", "pass"): "passed",
    ("stale", "fail"): "failed",
    ("stale", "skip"): "skipped",
    ("stale", "reopen"): "open",
}

ROUND_MOVES: Final[Mapping[tuple[RoundStatus, RoundAct], RoundStatus]] = {
    ("due", "overdue"): "overdue",
    ("due", "answer"): "due",
    ("due", "complete"): "completed",
    ("due", "miss"): "missed",
    ("overdue", "answer"): "overdue",
    ("overdue", "complete"): "completed",
    ("overdue", "miss"): "missed",
}

TRIGGER_MOVES: Final[Mapping[tuple[TriggerStatus, TriggerAct], TriggerStatus]] = {
    ("disarmed", "arm"): "armed",
    ("disarmed", "disarm"): "disarmed",
    ("armed", "breach"): "pending",
    ("armed", "trip"): "tripped",
    ("armed", "attach"): "acting",
    ("armed", "disarm"): "disarmed",
    ("pending", "breach"): "pending",
    ("pending", "clear"): "armed",
    ("pending", "trip"): "tripped",
    ("pending", "attach"): "acting",
    ("pending", "disarm"): "disarmed",
    ("tripped", "acknowledge"): "acknowledged",
    ("tripped", "hold"): "held",
    ("tripped", "roll_back"): "acting",
    ("tripped", "override"): "armed",
    ("tripped", "disarm"): "disarmed",
    ("acknowledged", "hold"): "held",
    ("acknowledged", "roll_back"): "acting",
    ("acknowledged", "override"): "armed",
    ("acknowledged", "disarm"): "disarmed",
    ("acknowledged", "reset"): "reset",
    ("held", "ask"): "tripped",
    ("held", "roll_back"): "acting",
    ("held", "override"): "armed",
    ("held", "disarm"): "disarmed",
    ("acting", "reset"): "reset",
    ("reset", "arm"): "armed",
    ("reset", "disarm"): "disarmed",
}
"""A trip is latched: nothing but a person or the rollback leads out of it (runbooks 2.4)."""


def trigger_after(status: TriggerStatus, act: TriggerAct) -> TriggerStatus | None:
    """Where the act leads from that status; None when it is not a legal move."""
    return TRIGGER_MOVES.get((status, act))


def item_after(status: ItemStatus, act: ItemAct) -> ItemStatus | None:
    """Where the act leads from that status; None when it is not a legal move."""
    return ITEM_MOVES.get((status, act))


def round_after(status: RoundStatus, act: RoundAct) -> RoundStatus | None:
    """Where the act leads from that status; None when it is not a legal move."""
    return ROUND_MOVES.get((status, act))
