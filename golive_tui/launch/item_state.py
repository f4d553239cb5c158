"""Where an item is, what was said of it and what its checks found: its part of the state."""

from datetime import datetime
from typing import Final

from msgspec import Struct

from golive_tui.launch.check_facts import Verdict
from golive_tui.launch.events import Answer, ItemRecord

NOTES_KEPT: Final = 20
"""Remarks of an item kept in the state; older ones stay in the journal."""


class Remark(Struct, frozen=True, kw_only=True):
    """A note on an item."""

    by: str
    at: datetime
    text: str


class CheckResult(Struct, frozen=True, kw_only=True):
    """One check of an item as the newest run found it; all that it saw is in the journal."""

    kind: str
    verdict: Verdict
    reason: str | None = None
    detail: str = ""
    seconds: float = 0.0


class CheckVerdict(Struct, frozen=True, kw_only=True):
    """What a machine found of an item last: the worst of its checks' verdicts, with the reason and
    the detail of that one. `seq` is that of the event that has the evidence."""

    verdict: Verdict
    check: str
    at: datetime
    seq: int
    reason: str | None = None
    detail: str = ""
    expires_at: datetime | None = None
    results: tuple[CheckResult, ...] = ()


class Checking(Struct, frozen=True, kw_only=True):
    """A run of an item's checks that is under way: its name, who asked for it, and when."""

    check: str
    by: str
    at: datetime
    armed: bool = False


class Override(Struct, frozen=True, kw_only=True):
    """A person's word against the machine's: what they said and why, and what it was against."""

    status: Answer
    by: str
    at: datetime
    reason: str
    against: str


UNRECORDED: Final = ItemRecord()
"""Open, and nobody said anything."""


class ItemState(Struct, frozen=True, kw_only=True):
    """An item: its record, its owner (empty: the checklist's), its remarks, its last event.

    `machine` is what its checks found last, `override` the last word of a person against such a
    verdict: no later act takes either away.
    """

    record: ItemRecord = UNRECORDED
    owner: str = ""
    remarks: tuple[Remark, ...] = ()
    machine: CheckVerdict | None = None
    override: Override | None = None
    checking: Checking | None = None
    seq: int = 0


UNTOUCHED: Final = ItemState()
"""An item that no event has named."""
