"""What a launch is now: the fold of all its events. Frozen; `fold.py` alone makes new ones."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct, field

from golive_tui.launch.events import (
    By,
    Criterion,
    EvidenceFile,
    ItemRecord,
    ProbeVerdict,
    RoundAnswer,
    Vote,
)
from golive_tui.launch.figures import Digest
from golive_tui.launch.item_state import UNTOUCHED, ItemState
from golive_tui.launch.notice_facts import NoticeWhat
from golive_tui.launch.rollback_state import RollbackCheck, RollbackState
from golive_tui.launch.trigger_state import NEVER_ARMED, TriggerState

RoundStatus = Literal["due", "overdue", "completed", "missed"]
StepStatus = Literal[
    "ready", "requested", "running", "succeeded", "failed", "timed_out", "cancelled", "unknown"
]

ACTS_KEPT: Final = 30
"""Acts that can still be undone."""
ATTEMPTS_KEPT: Final = 10
"""Attempts of a step kept in the state; older ones stay in the journal and in `steps/`."""


class ProbeState(Struct, frozen=True, kw_only=True):
    """A probe's settled verdict, why, and since when."""

    verdict: ProbeVerdict = "unknown"
    reason: str | None = None
    detail: str = ""
    since: datetime | None = None


UNSEEN: Final = ProbeState()
"""A probe whose verdict never changed."""


class RoundState(Struct, frozen=True, kw_only=True):
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


class Act(Struct, frozen=True, kw_only=True):
    """An item act that its operator can undo: the record before it."""

    seq: int
    item: str
    uid: int
    before: ItemRecord


class Attempt(Struct, frozen=True, kw_only=True):
    """One run of a step's command, or of its `verify`. `seq` is that of its request.

    `retry` is 0, or which of the `retries` this one is; `settled`: a person, not its end, says
    what became of it; `given_up` says why no retry follows. `waiting_since`: it seems to wait for
    an answer to `prompt`.
    """

    id: str
    status: StepStatus
    requested_at: datetime
    by: str
    argv: tuple[str, ...] = ()
    directory: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    purpose: Literal["run", "verify"] = "run"
    rehearsed: bool = False
    pid: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    exit_code: int | None = None
    signal: str | None = None
    seconds: float = 0.0
    bytes: int = 0
    sha256: str = ""
    survivors: tuple[str, ...] = ()
    detail: str = ""
    cancelling: bool = False
    seq: int = 0
    retry: int = 0
    retries: int = 0
    settled: bool = False
    given_up: str = ""
    approved_by: str = ""
    evidence: tuple[EvidenceFile, ...] = ()
    waiting_since: datetime | None = None
    prompt: str = ""

    @property
    def is_open(self) -> bool:
        """Whether its command may still be running."""
        return self.status in ("requested", "running")


class Approval(Struct, frozen=True, kw_only=True):
    """Who lets another run a step once, until when, and the digest of what would run."""

    by: By
    at: datetime
    expires_at: datetime
    digest: str
    name: str = ""
    note: str = ""


class StepState(Struct, frozen=True, kw_only=True):
    """A step: its attempts, the newest last, how many there were, what it hands on, and the
    approval that no run has used yet."""

    attempts: tuple[Attempt, ...] = ()
    count: int = 0
    outputs: Mapping[str, str] = field(default_factory=dict)
    approval: Approval | None = None

    @property
    def last_run(self) -> Attempt | None:
        """The newest run of the command; a request that never became one is none."""
        runs = (each for each in reversed(self.attempts) if each.purpose == "run")
        return next((each for each in runs if each.status != "ready"), None)

    @property
    def status(self) -> StepStatus:
        """That of the newest run; `ready` when it never ran."""
        return self.last_run.status if self.last_run is not None else "ready"

    @property
    def open(self) -> Attempt | None:
        """The attempt that may still be running, if there is one."""
        return next((each for each in reversed(self.attempts) if each.is_open), None)

    def attempt(self, attempt_id: str) -> Attempt | None:
        """The attempt of that id, if it is kept."""
        return next((each for each in self.attempts if each.id == attempt_id), None)


NEVER_RUN: Final = StepState()
"""A step without an attempt."""


class VoteState(Struct, frozen=True, kw_only=True):
    """A station's newest vote. `voter`: whose it is by the socket's credentials; `identity` says
    what is not proven of that."""

    vote: Vote
    name: str
    by: str
    at: datetime
    basis: str
    expires_at: datetime
    reason: str = ""
    voter: By | None = None
    identity: str = ""


class GateState(Struct, frozen=True, kw_only=True):
    """A gate's votes by station, and the override that is not resolved yet."""

    votes: Mapping[str, VoteState] = field(default_factory=dict)
    overridden_by: str = ""
    overridden_at: datetime | None = None
    reason: str = ""
    passed_at: datetime | None = None
    passed_votes: Mapping[str, str] = field(default_factory=dict)

    @property
    def overridden(self) -> bool:
        """Whether somebody went on against it and has not answered for that yet."""
        return self.overridden_at is not None


NOT_POLLED: Final = GateState()
"""A gate without a vote."""


class SignoffState(Struct, frozen=True, kw_only=True):
    """The record as it was frozen, after event `seq`."""

    approved: bool
    name: str
    by: str
    at: datetime
    seq: int
    notes: str = ""
    criteria: tuple[Criterion, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


class ChannelState(Struct, frozen=True, kw_only=True):
    """A channel of notices: how many it took and did not take, and the newest of each.

    `what` and `reason` are of the newest failure.
    """

    sent: int = 0
    failed: int = 0
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    what: NoticeWhat | None = None
    reason: str = ""

    @property
    def broken(self) -> bool:
        """Whether the newest notice did not arrive."""
        if self.failed_at is None:
            return False
        return self.sent_at is None or self.failed_at >= self.sent_at


class FaultState(Struct, frozen=True, kw_only=True):
    """A fault that a rehearsal suffers, and since when."""

    fault: str
    settings: Mapping[str, str]
    at: datetime


UNUSED: Final = ChannelState()
"""A channel that has carried nothing yet."""


class SignoffField(Struct, frozen=True, kw_only=True):
    """A filled field of the sign-off."""

    text: str
    by: str
    at: datetime


class Origin(Struct, frozen=True, kw_only=True):
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


class EngineState(Struct, frozen=True, kw_only=True):
    """The newest engine: running until it says that it stopped."""

    epoch: int
    started_at: datetime
    stopped_at: datetime | None = None
    resumed_since: datetime | None = None
    notices: tuple[str, ...] = ()


class LaunchState(Struct, frozen=True, kw_only=True):
    """Everything; `seq` is that of the last event folded in, 0 when there is none.

    `watched_since`: since when triggers run in shadow, time without an engine left out.
    """

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
    steps: Mapping[str, StepState] = field(default_factory=dict)
    signoff: Mapping[str, SignoffField] = field(default_factory=dict)
    gates: Mapping[str, GateState] = field(default_factory=dict)
    rollback: RollbackState | None = None
    rollback_check: RollbackCheck | None = None
    signed: SignoffState | None = None
    channels: Mapping[str, ChannelState] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    triggers: Mapping[str, TriggerState] = field(default_factory=dict)
    watched_since: datetime | None = None
    faults: Mapping[str, FaultState] = field(default_factory=dict)

    def trigger(self, trigger_id: str) -> TriggerState:
        """That trigger, armed ever or not."""
        return self.triggers.get(trigger_id, NEVER_ARMED)

    def item(self, item_id: str) -> ItemState:
        """That item, touched or not."""
        return self.items.get(item_id, UNTOUCHED)

    def gate(self, gate_id: str) -> GateState:
        """That gate, polled or not."""
        return self.gates.get(gate_id, NOT_POLLED)

    def step(self, step_id: str) -> StepState:
        """That step, run or not."""
        return self.steps.get(step_id, NEVER_RUN)

    def channel(self, name: str) -> ChannelState:
        """That channel of notices, used or not."""
        return self.channels.get(name, UNUSED)

    def probe(self, probe_id: str) -> ProbeState:
        """That probe, seen or not."""
        return self.probes.get(probe_id, UNSEEN)


EMPTY: Final = LaunchState()
"""Before the first event."""
