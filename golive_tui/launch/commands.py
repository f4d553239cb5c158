"""Everything that a person can ask of a launch: what `decide.py` turns into facts or refuses.

The names (`DO`) are the words of the wire, the command line and the keys.
"""

from collections.abc import Mapping
from typing import ClassVar, Final, Literal

from msgspec import Struct, field

from golive_tui.launch.events import Answer
from golive_tui.launch.trigger_commands import TRIGGER_COMMANDS, TriggerCommand


class StartItem(Struct, frozen=True, kw_only=True):
    """Take an item in hand."""

    DO: ClassVar[str] = "item.start"
    item: str
    note: str = ""


class PassItem(Struct, frozen=True, kw_only=True):
    """Say that an item is done; `link` is evidence that others can open. `name`: who says so, for
    an item that needs four eyes, where people share an account."""

    DO: ClassVar[str] = "item.pass"
    item: str
    note: str = ""
    link: str = ""
    name: str = ""


class FailItem(Struct, frozen=True, kw_only=True):
    """Say that an item was found wanting; the note says how."""

    DO: ClassVar[str] = "item.fail"
    item: str
    note: str = ""
    link: str = ""


class SkipItem(Struct, frozen=True, kw_only=True):
    """Leave an item out; the reason is asked for and shown in the record."""

    DO: ClassVar[str] = "item.skip"
    item: str
    reason: str


class ReopenItem(Struct, frozen=True, kw_only=True):
    """Do an item again."""

    DO: ClassVar[str] = "item.reopen"
    item: str
    note: str = ""


class NoteItem(Struct, frozen=True, kw_only=True):
    """Add a remark."""

    DO: ClassVar[str] = "item.note"
    item: str
    text: str


class AssignItem(Struct, frozen=True, kw_only=True):
    """Give an item an owner; empty: back to the checklist's."""

    DO: ClassVar[str] = "item.assign"
    item: str
    owner: str


class VerifyItems(Struct, frozen=True, kw_only=True):
    """Run the checks of items: of those named (a group stands for what it holds), of a stage, of a
    section, or of all. `armed` confirms those that send traffic on purpose.

    What is skipped, can be answered only after going live, is being checked already, or stands on a
    person's word against its checks is left out where it is not named itself.
    """

    DO: ClassVar[str] = "item.verify"
    items: tuple[str, ...] = ()
    stage: str = ""
    section: str = ""
    all: bool = False
    armed: bool = False


class CancelChecks(Struct, frozen=True, kw_only=True):
    """Call off the checks of these items that are under way; of all where none is named."""

    DO: ClassVar[str] = "item.verify_cancel"
    items: tuple[str, ...] = ()
    reason: str = ""


class Undo(Struct, frozen=True, kw_only=True):
    """Take back one's own last act on an item, or on the item named."""

    DO: ClassVar[str] = "undo"
    item: str = ""


class GoLive(Struct, frozen=True, kw_only=True):
    """Declare T0."""

    DO: ClassVar[str] = "launch.go"
    note: str = ""


class AnswerRound(Struct, frozen=True, kw_only=True):
    """Answer one question of the open round."""

    DO: ClassVar[str] = "round.answer"
    item: str
    status: Answer
    note: str = ""
    round: str = ""


class CompleteRound(Struct, frozen=True, kw_only=True):
    """Close the open round; `rest` answers what is still open."""

    DO: ClassVar[str] = "round.complete"
    note: str = ""
    rest: Answer | None = None
    round: str = ""


class FillSignoff(Struct, frozen=True, kw_only=True):
    """Fill a field of the sign-off."""

    DO: ClassVar[str] = "signoff.fill"
    field: str
    text: str


class LookNow(Struct, frozen=True, kw_only=True):
    """Look at a probe's target now; the sample is shown and does not count."""

    DO: ClassVar[str] = "probe.look"
    probe: str


class RunStep(Struct, frozen=True, kw_only=True):
    """Run a step. `typed` confirms it; `again`: knowing that it has run before. `name`: who runs
    it, for a step that needs four eyes, where people share an account."""

    DO: ClassVar[str] = "step.run"
    step: str
    typed: str = ""
    again: bool = False
    reason: str = ""
    name: str = ""


class RunNext(Struct, frozen=True, kw_only=True):
    """Run the step that comes next, as `RunStep`."""

    DO: ClassVar[str] = "step.next"
    typed: str = ""
    again: bool = False
    reason: str = ""
    name: str = ""


class RerunFrom(Struct, frozen=True, kw_only=True):
    """Run a step again, and reopen the steps after it in its stage that have succeeded."""

    DO: ClassVar[str] = "step.rerun_from"
    step: str
    typed: str = ""
    reason: str = ""
    name: str = ""


class ApproveStep(Struct, frozen=True, kw_only=True):
    """Let another run a step that needs four eyes, once and soon. `digest`: of the plan that was
    shown; another plan is refused then. `name`: who approves, where people share an account."""

    DO: ClassVar[str] = "step.approve"
    step: str
    digest: str = ""
    name: str = ""
    note: str = ""


class VerifyStep(Struct, frozen=True, kw_only=True):
    """Run a step's `verify` command."""

    DO: ClassVar[str] = "step.verify"
    step: str


class CancelStep(Struct, frozen=True, kw_only=True):
    """End the attempt that runs: SIGTERM to its tree, then SIGKILL."""

    DO: ClassVar[str] = "step.cancel"
    step: str
    reason: str = ""


class SettleStep(Struct, frozen=True, kw_only=True):
    """Say what became of an attempt that nobody could tell of, and how one knows."""

    DO: ClassVar[str] = "step.settle"
    step: str
    outcome: Literal["succeeded", "failed"]
    reason: str


class VoteGate(Struct, frozen=True, kw_only=True):
    """Answer a poll for a station. `name` is who speaks for it; an exception needs a reason."""

    DO: ClassVar[str] = "gate.vote"
    gate: str
    station: str
    vote: Literal["go", "no-go", "exception"]
    name: str
    reason: str = ""
    valid_for: float | None = None


class OverrideGate(Struct, frozen=True, kw_only=True):
    """Go on against a gate; the reason stays on the screen until it is resolved."""

    DO: ClassVar[str] = "gate.override"
    gate: str
    reason: str


class ResolveGate(Struct, frozen=True, kw_only=True):
    """Answer for an override."""

    DO: ClassVar[str] = "gate.resolve"
    gate: str
    note: str


class RollBack(Struct, frozen=True, kw_only=True):
    """Run the rollback steps; `typed` must be ROLLBACK. `cancel_running`: end first what runs in
    an exclusive group that the rollback needs; without it such a step refuses the rollback."""

    DO: ClassVar[str] = "rollback.request"
    typed: str
    reason: str = ""
    cancel_running: bool = False


class SignOff(Struct, frozen=True, kw_only=True):
    """Freeze the record: who signs, in what words, and whether they approve."""

    DO: ClassVar[str] = "signoff.record"
    name: str
    approved: bool
    notes: str = ""


class FaultRehearsal(Struct, frozen=True, kw_only=True):
    """Make a rehearsal suffer a fault (`faults.py` has them) under a name; the fault's own when
    left out."""

    DO: ClassVar[str] = "rehearsal.fault"
    fault: str
    settings: Mapping[str, str] = field(default_factory=dict)
    name: str = ""


class MendRehearsal(Struct, frozen=True, kw_only=True):
    """End the fault of that name, or all."""

    DO: ClassVar[str] = "rehearsal.mend"
    name: str = ""


Command = (
    StartItem
    | PassItem
    | FailItem
    | SkipItem
    | ReopenItem
    | NoteItem
    | AssignItem
    | VerifyItems
    | CancelChecks
    | Undo
    | GoLive
    | AnswerRound
    | CompleteRound
    | FillSignoff
    | LookNow
    | CancelStep
    | SettleStep
    | VoteGate
    | OverrideGate
    | ResolveGate
    | RollBack
    | TriggerCommand
    | FaultRehearsal
    | MendRehearsal
)

COMMANDS: Final[Mapping[str, type[Command]]] = {
    command.DO: command
    for command in (
        StartItem, PassItem, FailItem, SkipItem, ReopenItem, NoteItem, AssignItem,
        VerifyItems, CancelChecks, Undo, GoLive,
        AnswerRound, CompleteRound, FillSignoff, LookNow, CancelStep, SettleStep,
        VoteGate, OverrideGate, ResolveGate, RollBack, FaultRehearsal, MendRehearsal,
        *TRIGGER_COMMANDS,
    )
}  # fmt: skip
"""Every command by its word."""

Run = RunStep | RunNext | RerunFrom
"""The commands that run a step."""

Planned = Run | VerifyStep | ApproveStep | SignOff
"""Commands that need what only the engine has, a plan or the figures, before they are decided."""

PLANNED: Final[Mapping[str, type[Planned]]] = {
    each.DO: each for each in (RunStep, RunNext, RerunFrom, VerifyStep, ApproveStep, SignOff)
}
"""They, by their word."""
