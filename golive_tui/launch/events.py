"""Every fact that a launch can record: past tense, flat, one small frozen class a kind.

A fact is what happened; an `Event` is the fact in its envelope (which, when, whose epoch, by
whom). Kinds are names that scripts and old journals know: they never change their meaning.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final, Literal

from msgspec import Struct, field

from golive_tui.launch.check_facts import CheckCancelled, CheckRequested, EvidenceRecorded
from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.figures import Digest
from golive_tui.launch.notice_facts import NoticeFailed, NoticeSent
from golive_tui.launch.trigger_facts import TRIGGER_FACTS, TriggerFact

FORMAT: Final = 1
"""The journal's format version that this program writes and the newest that it reads."""

ItemStatus = Literal["open", "doing", "passed", "failed", "skipped", "stale"]
Answer = Literal["passed", "failed", "skipped"]
ProbeVerdict = Literal["unknown", "ok", "slow", "fail", "silent"]
How = Literal["", "word", "machine"]


class By(Struct, frozen=True, kw_only=True):
    """Who did it and how we know: `peer` credentials of the socket, the `engine` itself, or
    `unproven` where the system cannot tell. `claim` is what the environment says (SUDO_USER)."""

    user: str
    uid: int
    host: str
    how: Literal["peer", "engine", "unproven"]
    claim: str = ""


class Evidence(Struct, frozen=True, kw_only=True):
    """What a verdict rests on: a `word`, a `link`, a `file`, a `command`, a `check`; its time."""

    what: Literal["word", "link", "file", "command", "check"]
    text: str
    at: datetime


class Vouch(Struct, frozen=True, kw_only=True):
    """The first of two people who must pass an item; `name`: given where they share an account."""

    by: By
    at: datetime
    name: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...] = ()


class ItemRecord(Struct, frozen=True, kw_only=True):
    """An item's status with who, when and why: what an undo brings back.

    `how`: whether a pass or a fail is a person's `word`, or what a `machine` found: a check, or
    the end of the item's own command. Empty for what is neither.
    `first`: one person has passed it, and a second must confirm.
    """

    status: ItemStatus = "open"
    how: How = ""
    by: str = ""
    at: datetime | None = None
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    first: Vouch | None = None


class RoundAnswer(Struct, frozen=True, kw_only=True):
    """The answer to one question of a round; `by` is a user, or `probes` for a digest's."""

    status: Answer
    by: str
    at: datetime
    note: str = ""


# -- the launch and its engine ------------------------------------------------------------------


class LaunchCreated(Struct, frozen=True, kw_only=True):
    """Always the first: what is launched, on which target, from which directory."""

    kind: ClassVar[str] = "launch.created"
    format: int
    id: str
    title: str
    checklist: str
    sha256: str
    target: str
    directory: str
    rehearsal: bool
    speed: float
    version: str
    host: str


class LaunchWentLive(Struct, frozen=True, kw_only=True):
    """T0, an explicit act of the lead; with what was still open and known then."""

    kind: ClassVar[str] = "launch.went_live"
    note: str = ""
    open_items: int = 0
    unfilled_contacts: int = 0


class EngineStarted(Struct, frozen=True, kw_only=True):
    """An engine took the lock, under a new epoch."""

    kind: ClassVar[str] = "engine.started"
    pid: int
    boot_id: str
    version: str


class EngineResumed(Struct, frozen=True, kw_only=True):
    """It found a launch already under way, last looked after at `since`; `notices` for the lead."""

    kind: ClassVar[str] = "engine.resumed"
    since: datetime
    notices: tuple[str, ...] = ()
    clean: bool = False


class EngineStopped(Struct, frozen=True, kw_only=True):
    """It ended in order, and why."""

    kind: ClassVar[str] = "engine.stopped"
    reason: str


class HelmTaken(Struct, frozen=True, kw_only=True):
    """Who steers from now on; `before` had it, `reason` when it was taken from a live client."""

    kind: ClassVar[str] = "helm.taken"
    user: str
    uid: int
    before: str = ""
    reason: str = ""


class ClockStepped(Struct, frozen=True, kw_only=True):
    """The wall clock moved against monotonic time, or the host was suspended, by `seconds`."""

    kind: ClassVar[str] = "clock.stepped"
    cause: Literal["wall", "suspend"]
    seconds: float


class ChecklistAccepted(Struct, frozen=True, kw_only=True):
    """A changed checklist was taken in; passed items among `changed` grow stale."""

    kind: ClassVar[str] = "checklist.accepted"
    sha256: str
    title: str
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


# -- items --------------------------------------------------------------------------------------


class ItemStarted(Struct, frozen=True, kw_only=True):
    """Somebody has it in hand."""

    kind: ClassVar[str] = "item.started"
    item: str
    note: str = ""


class ItemPassed(Struct, frozen=True, kw_only=True):
    """It is done, and this is what says so. `against`: what its checks had found, where the person
    who passes it sets that aside; then the note has the reason."""

    kind: ClassVar[str] = "item.passed"
    item: str
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    against: str = ""


class ItemVouched(Struct, frozen=True, kw_only=True):
    """The first of two people passed it; a second must, before it is passed (four eyes)."""

    kind: ClassVar[str] = "item.vouched"
    item: str
    name: str = ""
    note: str = ""
    evidence: tuple[Evidence, ...] = ()


class ItemFailed(Struct, frozen=True, kw_only=True):
    """It was found wanting. `against`: as in `item.passed`."""

    kind: ClassVar[str] = "item.failed"
    item: str
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    against: str = ""


class ItemSkipped(Struct, frozen=True, kw_only=True):
    """It is left out, for a reason."""

    kind: ClassVar[str] = "item.skipped"
    item: str
    reason: str


class ItemReopened(Struct, frozen=True, kw_only=True):
    """It is to be done again."""

    kind: ClassVar[str] = "item.reopened"
    item: str
    note: str = ""


class ItemRestored(Struct, frozen=True, kw_only=True):
    """An act was undone: the item is as before the event `undoes`."""

    kind: ClassVar[str] = "item.restored"
    item: str
    undoes: int
    record: ItemRecord


class ItemStaled(Struct, frozen=True, kw_only=True):
    """Its pass outlived `valid_for`."""

    kind: ClassVar[str] = "item.staled"
    item: str
    reason: str


class ItemNoted(Struct, frozen=True, kw_only=True):
    """A remark; the status stays."""

    kind: ClassVar[str] = "item.noted"
    item: str
    text: str


class ItemAssigned(Struct, frozen=True, kw_only=True):
    """It has an owner; an empty owner takes it back to the checklist's."""

    kind: ClassVar[str] = "item.assigned"
    item: str
    owner: str


class SignoffFilled(Struct, frozen=True, kw_only=True):
    """A field of the sign-off has this text now."""

    kind: ClassVar[str] = "signoff.filled"
    field: str
    text: str


# -- steps --------------------------------------------------------------------------------------


StepOutcome = Literal["succeeded", "failed", "timed_out", "cancelled", "not_started"]


class StepRequested(Struct, frozen=True, kw_only=True):
    """The intent, on disk before anything is spawned: what will run, where, with what added.

    `env` is the delta, secrets masked. `purpose` is `run`, or `verify` for the step's own check.
    `rehearsed`: it is the stand-in of the command. `retry` is 0, or which of the `retries` this
    one is. `approved_by` is who let it run, where a step needs four eyes.
    """

    kind: ClassVar[str] = "step.requested"
    step: str
    attempt: str
    argv: tuple[str, ...]
    directory: str
    target: str
    shell: bool = False
    env: Mapping[str, str] = field(default_factory=dict)
    purpose: Literal["run", "verify"] = "run"
    rehearsed: bool = False
    reason: str = ""
    retry: int = 0
    retries: int = 0
    approved_by: str = ""


class StepStarted(Struct, frozen=True, kw_only=True):
    """Its holder runs the command; `adopted`: a new engine found it running."""

    kind: ClassVar[str] = "step.started"
    step: str
    attempt: str
    pid: int
    adopted: bool = False


class EvidenceFile(Struct, frozen=True, kw_only=True):
    """A file that a step left behind, as it was at its end: `bytes` and `sha256` of the whole.

    `copy` is its file beside the transcript, cleaned and cut (empty: none); `trouble` says why it
    could not be read, or what speaks against it.
    """

    name: str
    bytes: int = 0
    sha256: str = ""
    copy: str = ""
    trouble: str = ""


class StepEnded(Struct, frozen=True, kw_only=True):
    """How it ended. `survivors` are processes that outlived a cancel; `outputs` are the values
    that it hands on; `bytes` and `sha256` are its transcript's. `started_at` and `ended_at` are
    the command's own times: it may have ended hours before an engine could record it. `evidence`
    are the files that it was to leave behind."""

    kind: ClassVar[str] = "step.ended"
    step: str
    attempt: str
    outcome: StepOutcome
    exit_code: int | None = None
    signal: str | None = None
    seconds: float = 0.0
    bytes: int = 0
    sha256: str = ""
    survivors: tuple[str, ...] = ()
    outputs: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    evidence: tuple[EvidenceFile, ...] = ()


class StepLost(Struct, frozen=True, kw_only=True):
    """It was running and nobody can say what became of it: a person decides."""

    kind: ClassVar[str] = "step.lost"
    step: str
    attempt: str
    why: str


class StepCancelled(Struct, frozen=True, kw_only=True):
    """Somebody asked for its end; `step.ended` tells when it came."""

    kind: ClassVar[str] = "step.cancelled"
    step: str
    attempt: str
    reason: str = ""


class StepSettled(Struct, frozen=True, kw_only=True):
    """A person said what became of a lost attempt, and why they know."""

    kind: ClassVar[str] = "step.settled"
    step: str
    attempt: str
    outcome: Literal["succeeded", "failed"]
    reason: str


class StepGivenUp(Struct, frozen=True, kw_only=True):
    """The attempt failed, and no retry follows although the step has one left."""

    kind: ClassVar[str] = "step.given_up"
    step: str
    attempt: str
    why: str


class StepApproved(Struct, frozen=True, kw_only=True):
    """Somebody lets another run a step once: void at `expires_at`, and when `digest`, that of
    what would run, is another."""

    kind: ClassVar[str] = "step.approved"
    step: str
    digest: str
    expires_at: datetime
    name: str = ""
    note: str = ""


class StepPrompted(Struct, frozen=True, kw_only=True):
    """A step that asks questions seems to wait for an answer to `line`, or waits no more."""

    kind: ClassVar[str] = "step.prompted"
    step: str
    attempt: str
    waiting: bool
    line: str = ""


# -- gates, rollback, sign-off ------------------------------------------------------------------

Vote = Literal["go", "no-go", "exception"]
CriterionWord = Literal["met", "not met", "not measured"]


class GatePolled(Struct, frozen=True, kw_only=True):
    """A station's answer. `name` is who says it is speaking; `basis` is the digest of what the
    vote rests on: when that changes, the vote is void. An exception has a reason. `identity` says
    what is not proven of who it is, where the gate needs four eyes."""

    kind: ClassVar[str] = "gate.polled"
    gate: str
    station: str
    vote: Vote
    name: str
    basis: str
    expires_at: datetime
    reason: str = ""
    identity: str = ""


class GatePassed(Struct, frozen=True, kw_only=True):
    """The first act behind an open gate: the poll is frozen as it was, and stays passed until a
    station says no-go. `votes` is `VOTE by NAME` by station."""

    kind: ClassVar[str] = "gate.passed"
    gate: str
    votes: Mapping[str, str] = field(default_factory=dict)


class GateOverridden(Struct, frozen=True, kw_only=True):
    """The lead goes on against the gate; a banner stays until it is resolved."""

    kind: ClassVar[str] = "gate.overridden"
    gate: str
    reason: str


class GateResolved(Struct, frozen=True, kw_only=True):
    """The override is answered for."""

    kind: ClassVar[str] = "gate.resolved"
    gate: str
    note: str


class RollbackRequested(Struct, frozen=True, kw_only=True):
    """The lead rolls back, or a trigger does: `steps` will run in this order, once those of
    `waits_for`, which are being cancelled, have ended. `triggers` are the trips that it answers;
    none of them starts another."""

    kind: ClassVar[str] = "rollback.requested"
    reason: str
    steps: tuple[str, ...]
    waits_for: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()


class RollbackEnded(Struct, frozen=True, kw_only=True):
    """ROLLED BACK, or ROLLBACK FAILED at `step`."""

    kind: ClassVar[str] = "rollback.ended"
    outcome: Literal["rolled_back", "failed"]
    step: str = ""
    detail: str = ""


class GoneThrough(Struct, frozen=True, kw_only=True):
    """In which other launch all steps of a rollback ended well, when (real time), how many seconds
    they took, and whether stand-ins ran in their place."""

    launch: str
    at: datetime
    took: float
    rehearsed: bool


class RollbackChecked(Struct, frozen=True, kw_only=True):
    """The engine looked whether the rollback could run: `steps` are those that it looked at,
    `wanting` says of some of them what is missing, `elsewhere` when another launch of the same
    checklist went through them. Recorded when that changes."""

    kind: ClassVar[str] = "rollback.checked"
    steps: tuple[str, ...]
    wanting: Mapping[str, str] = field(default_factory=dict)
    elsewhere: GoneThrough | None = None


class Criterion(Struct, frozen=True, kw_only=True):
    """A success criterion at sign-off: what was found, and what it rests on."""

    id: str
    title: str
    word: CriterionWord
    detail: str = ""


class SignoffRecorded(Struct, frozen=True, kw_only=True):
    """The record is frozen: criteria, what was skipped and why, who approves in what words."""

    kind: ClassVar[str] = "signoff.recorded"
    approved: bool
    name: str
    notes: str = ""
    criteria: tuple[Criterion, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)


# -- probes -------------------------------------------------------------------------------------


class ProbeChanged(Struct, frozen=True, kw_only=True):
    """A probe's settled verdict changed (not every sample)."""

    kind: ClassVar[str] = "probe.changed"
    probe: str
    verdict: ProbeVerdict
    was: ProbeVerdict
    reason: str | None = None
    detail: str = ""


class ProbeAsked(Struct, frozen=True, kw_only=True):
    """A person asked for a look now; its sample is shown and does not count."""

    kind: ClassVar[str] = "probe.asked"
    probe: str


# -- the watch ----------------------------------------------------------------------------------


class RoundDue(Struct, frozen=True, kw_only=True):
    """Round `number` of a phase fell due at `due_at`, which may be before this event's time."""

    kind: ClassVar[str] = "round.due"
    round: str
    phase: str
    number: int
    due_at: datetime


class RoundDigested(Struct, frozen=True, kw_only=True):
    """What the probes say of the time since the round before, and the questions they answer."""

    kind: ClassVar[str] = "round.digested"
    round: str
    digests: Mapping[str, Digest] = field(default_factory=dict)
    answers: Mapping[str, RoundAnswer] = field(default_factory=dict)


class RoundAnswered(Struct, frozen=True, kw_only=True):
    """A person answered one question of a round."""

    kind: ClassVar[str] = "round.answered"
    round: str
    item: str
    status: Answer
    note: str = ""


class RoundOverdue(Struct, frozen=True, kw_only=True):
    """Its grace is over and nobody completed it."""

    kind: ClassVar[str] = "round.overdue"
    round: str


class RoundCompleted(Struct, frozen=True, kw_only=True):
    """A person closed it with every question answered."""

    kind: ClassVar[str] = "round.completed"
    round: str
    note: str = ""


class RoundMissed(Struct, frozen=True, kw_only=True):
    """The next one fell due first. `unattended`: no engine ran then, so it never rang."""

    kind: ClassVar[str] = "round.missed"
    round: str
    phase: str
    number: int
    due_at: datetime
    unattended: bool = False


Fact = (
    LaunchCreated
    | LaunchWentLive
    | EngineStarted
    | EngineResumed
    | EngineStopped
    | HelmTaken
    | ClockStepped
    | ChecklistAccepted
    | ItemStarted
    | ItemPassed
    | ItemVouched
    | ItemFailed
    | ItemSkipped
    | ItemReopened
    | ItemRestored
    | ItemStaled
    | ItemNoted
    | ItemAssigned
    | CheckRequested
    | EvidenceRecorded
    | CheckCancelled
    | SignoffFilled
    | StepRequested
    | StepStarted
    | StepEnded
    | StepLost
    | StepCancelled
    | StepSettled
    | StepGivenUp
    | StepApproved
    | StepPrompted
    | GatePolled
    | GatePassed
    | GateOverridden
    | GateResolved
    | RollbackRequested
    | RollbackEnded
    | RollbackChecked
    | SignoffRecorded
    | ProbeChanged
    | ProbeAsked
    | RoundDue
    | RoundDigested
    | RoundAnswered
    | RoundOverdue
    | RoundCompleted
    | RoundMissed
    | NoticeSent
    | NoticeFailed
    | TriggerFact
    | RehearsalFaulted
    | RehearsalMended
)

FACTS: Final[Mapping[str, type[Fact]]] = {
    fact.kind: fact
    for fact in (
        LaunchCreated, LaunchWentLive, EngineStarted, EngineResumed, EngineStopped, HelmTaken,
        ClockStepped, ChecklistAccepted, ItemStarted, ItemPassed, ItemVouched, ItemFailed,
        ItemSkipped, ItemReopened, ItemRestored, ItemStaled, ItemNoted, ItemAssigned,
        CheckRequested, EvidenceRecorded, CheckCancelled, SignoffFilled,
        StepRequested, StepStarted, StepEnded, StepLost, StepCancelled, StepSettled,
        StepGivenUp, StepApproved, StepPrompted,
        GatePolled, GatePassed, GateOverridden, GateResolved, RollbackRequested, RollbackEnded,
        RollbackChecked, SignoffRecorded,
        ProbeChanged, ProbeAsked, RoundDue, RoundDigested, RoundAnswered, RoundOverdue,
        RoundCompleted, RoundMissed, NoticeSent, NoticeFailed, RehearsalFaulted, RehearsalMended,
        *TRIGGER_FACTS,
    )
}  # fmt: skip
"""Every kind of fact by its name in the journal."""


class Event(Struct, frozen=True, kw_only=True):
    """A fact in its envelope: `seq` from 1 on, `at` launch time (UTC), `epoch` the writer's."""

    seq: int
    at: datetime
    epoch: int
    by: By
    fact: Fact
