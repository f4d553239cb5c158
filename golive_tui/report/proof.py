"""Whether a launch's files are those that its engines wrote: the chain of the journal, the frozen
checklist, the transcripts.

The chain proves order and integrity, not truth. Each line bears the link to the line before it, so
a line that was changed, lost, moved or put in between shows, and the last line is covered by
state.toml. There is no secret in it: who may write all the files may write all of them anew. Only
a link that was noted elsewhere (a sign-off mail, a ticket) shows that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from golive_tui.errors import StoreError, VersionMismatch
from golive_tui.launch.events import ChecklistAccepted, Event, LaunchCreated, StepEnded
from golive_tui.launch.fold import fold
from golive_tui.launch.state import LaunchState
from golive_tui.store.batches import batches
from golive_tui.store.chain import Position
from golive_tui.store.codec import decode
from golive_tui.store.snapshot import NoSnapshot, Snapshot
from golive_tui.text import plural

PROVES: Final = (
    "the events are those that the engines wrote, in their order, and none of them was changed,"
    " taken out or put in later; the checklist and the transcripts are those that they tell of"
)
DOES_NOT: Final = (
    "that what people wrote is true, nor that nobody wrote all of the files anew: the chain has no"
    " secret. Note the last link elsewhere, and compare it later"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The journal from its first line to its last whole one, or to the first that does not hold.

    `position` is behind the last line that holds. `bad_line` (from 1 on, 0: none) does not, and
    `problem` says why. `torn` bytes at the end never were whole: they were not acknowledged.
    `digests` are the checklist's, `transcripts` those of attempts, both as recorded.
    """

    first_seq: int
    position: Position
    bad_line: int = 0
    problem: str = ""
    torn: int = 0
    checklist: str = ""
    transcripts: Mapping[str, str]
    state: LaunchState
    at_snapshot: "LaunchState | None" = None
    link_at_snapshot: str = ""

    @property
    def whole(self) -> bool:
        """Whether every line follows from the one before."""
        return not self.bad_line


def follow(
    lines: Iterable[bytes], state: LaunchState, position: Position, snapshot_seq: int
) -> Chain:
    """Follow the chain from `position`, where the launch is `state`; lines with their newlines.

    The state and the link after event `snapshot_seq` are kept, to compare with state.toml. Raises
    VersionMismatch for a journal of a newer golive.
    """
    walker = _Walker(state, position, snapshot_seq)
    torn = 0
    for whole, behind in batches(lines):
        torn = len(behind)
        for line in whole:
            if problem := walker.step(line):
                return walker.chain(problem=problem)
    return walker.chain(torn=torn)


class _Walker:
    def __init__(self, state: LaunchState, position: Position, snapshot_seq: int) -> None:
        self.first_seq = position.seq + 1
        self.state, self.position = state, position
        self.checklist = state.origin.sha256 if state.origin else ""
        self.transcripts: dict[str, str] = {}
        self._snapshot_seq = snapshot_seq
        self._at_snapshot: LaunchState | None = None
        self._link = ""
        self._keep()

    def step(self, line: bytes) -> str:
        """Take one line; what is wrong with it, or nothing."""
        try:
            event, prev = decode(line)
        except VersionMismatch:
            raise
        except StoreError as error:
            return error.message
        if event.seq != self.position.seq + 1:
            return f"event {event.seq} follows event {self.position.seq}"
        if prev != self.position.prev:
            return "it does not follow from the line before it: one of the two was changed"
        self._take(event)
        self.position = self.position.after(line)
        self._keep()
        return ""

    def _take(self, event: Event) -> None:
        self.state = fold(self.state, event)
        match event.fact:
            case LaunchCreated(sha256=sha256) | ChecklistAccepted(sha256=sha256):
                self.checklist = sha256
            case StepEnded(attempt=attempt, sha256=sha256) if sha256:
                self.transcripts[attempt] = sha256

    def _keep(self) -> None:
        if self.position.seq == self._snapshot_seq:
            self._at_snapshot, self._link = self.state, self.position.prev

    def chain(self, *, problem: str = "", torn: int = 0) -> Chain:
        return Chain(
            first_seq=self.first_seq,
            position=self.position,
            bad_line=self.position.lines + 1 if problem else 0,
            problem=problem,
            torn=torn,
            checklist=self.checklist,
            transcripts=self.transcripts,
            state=self.state,
            at_snapshot=self._at_snapshot,
            link_at_snapshot=self._link,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was compared. Each is empty where it is as recorded, else a sentence that says what is
    wrong; `attempts` by attempt. `covered`: state.toml vouches for the events up to that one (0: it
    is missing). `notes` are no faults."""

    chain: Chain
    covered: int
    checklist: str
    state: str
    attempts: Mapping[str, str]
    notes: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether everything is as it was written."""
        faults = (self.checklist, self.state, *self.attempts.values())
        return self.chain.whole and not any(faults)


def prove(
    chain: Chain,
    snapshot: Snapshot | NoSnapshot,
    checklist: str | None,
    digest_of: Callable[[str], str | None],
) -> Proof:
    """Compare what the journal tells with what is there: the SHA-256 of the checklist (None: it is
    missing) and, by attempt, of each transcript."""
    attempts = {
        attempt: _differs("its transcript", sha256, digest_of(attempt))
        for attempt, sha256 in chain.transcripts.items()
    }
    return Proof(
        chain=chain,
        covered=snapshot.position.seq if isinstance(snapshot, Snapshot) else 0,
        checklist=_differs("checklist.toml", chain.checklist, checklist) if chain.whole else "",
        state=_state(chain, snapshot) if chain.whole else "",
        attempts=attempts,
        notes=tuple(_notes(chain, snapshot)),
    )


def _differs(what: str, recorded: str, found: str | None) -> str:
    if found is None:
        return f"{what} is missing; recorded is sha256 {recorded}"
    if found != recorded:
        return f"{what} is another one: sha256 {found}, recorded is {recorded}"
    return ""


def _state(chain: Chain, snapshot: Snapshot | NoSnapshot) -> str:
    if isinstance(snapshot, NoSnapshot):
        return snapshot.detail if snapshot.why == "torn" else ""
    seq = snapshot.position.seq
    if seq > chain.position.seq:
        return (
            f"state.toml knows of event {seq}, the journal ends with event {chain.position.seq}:"
            " events that were acknowledged are missing"
        )
    if chain.at_snapshot is None:
        return ""
    if chain.link_at_snapshot != snapshot.position.prev:
        return f"state.toml knows another event {seq} than the journal: one of the two was changed"
    return ""


def _notes(chain: Chain, snapshot: Snapshot | NoSnapshot) -> Iterator[str]:
    if chain.torn:
        yield (
            f"behind the last line stand {chain.torn} bytes of one that was never whole: an engine"
            " is writing it, or died there; it was not acknowledged"
        )
    if chain.first_seq > 1:
        yield (
            f"the launch was carried here as of event {chain.first_seq - 1}: what came before is"
            " not here to be proven"
        )
    covered = snapshot.position.seq if isinstance(snapshot, Snapshot) else 0
    if isinstance(snapshot, Snapshot) and chain.at_snapshot not in (None, snapshot.state):
        yield (
            f"this golive makes something else of the events up to {covered} than state.toml says:"
            " another version wrote it, or it was changed and sealed anew"
        )
    if covered < chain.position.seq:
        yield f"nothing covers the last line, event {chain.position.seq}: state.toml is older"
    signed = chain.state.signed
    if signed is not None:
        later = chain.position.seq - signed.seq
        yield f"signed by {signed.name} at event {signed.seq}; {plural(later, 'event')} after it"
    running = [
        attempt.id
        for step in chain.state.steps.values()
        for attempt in step.attempts
        if attempt.is_open or attempt.status == "unknown"
    ]
    if running:
        yield f"no digest is recorded yet of {', '.join(running)}"
