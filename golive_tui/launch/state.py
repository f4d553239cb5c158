"""What a launch is now: the fold of all its events. Frozen; `fold.py` alone makes new ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from golive_tui.launch.events import ItemRecord, ProbeVerdict, RoundAnswer
from golive_tui.launch.figures import Digest

RoundStatus = Literal["due", "overdue", "completed", "missed"]

NOTES_KEPT: Final = 20
"""Remarks of an item kept in the state; older ones stay in the journal."""
ACTS_KEPT: Final = 30
"""Acts that can still be undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A note on an item."""

    by: str
    at: datetime
    text: str


UNRECORDED: Final = ItemRecord()
"""Open, and nobody said anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemState:
    """An item: its record, its owner (empty: the checklist's), its remarks, its last event."""

    record: ItemRecord = UNRECORDED
    owner: str = ""
    remarks: tuple[Remark, ...] = ()
    seq: int = 0


UNTOUCHED: Final = ItemState()
"""An item that no event has named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeState:
    """A probe's settled verdict, why, and since when."""

    verdict: ProbeVerdict = "unknown"
    reason: str | None = None
    detail: str = ""
    since: datetime | None = None


UNSEEN: Final = ProbeState()
"""A probe whose verdict never changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundState:
    """A round that fell due. The digests are kept for the newest round only; the others' are in
    the journal."""

    phase: str
    number: int
    due_at: datetime
    status: RoundStatus
    answers: Mapping[str, RoundAnswer] = field(default_factory=dict)
    digests: Mapping[str, Digest] = field(default_factory=dict)
    closed_at: datetime | None = None
    by: str = ""
    note: str = ""
    unattended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An item act that its operator can undo: the record before it."""

    seq: int
    item: str
    uid: int
    before: ItemRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class SignoffField:
    """A filled field of the sign-off."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What the first event said, and the checklist's digest as last accepted."""

    id: str
    title: str
    checklist: str
    sha256: str
    target: str
    directory: str
    rehearsal: bool
    speed: float
    created_at: datetime
    created_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineState:
    """The newest engine: running until it says that it stopped."""

    epoch: int
    started_at: datetime
    stopped_at: datetime | None = None
    resumed_since: datetime | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchState:
    """Everything; `seq` is that of the last event folded in, 0 when there is none."""

    seq: int = 0
    at: datetime | None = None
    epoch: int = 0
    origin: Origin | None = None
    engine: EngineState | None = None
    went_live_at: datetime | None = None
    went_live_by: str = ""
    helm: str = ""
    helm_uid: int = -1
    items: Mapping[str, ItemState] = field(default_factory=dict)
    probes: Mapping[str, ProbeState] = field(default_factory=dict)
    rounds: Mapping[str, RoundState] = field(default_factory=dict)
    signoff: Mapping[str, SignoffField] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()

    def item(self, item_id: str) -> ItemState:
        """That item, touched or not."""
        return self.items.get(item_id, UNTOUCHED)

    def probe(self, probe_id: str) -> ProbeState:
        """That probe, seen or not."""
        return self.probes.get(probe_id, UNSEEN)


EMPTY: Final = LaunchState()
"""Before the first event."""
