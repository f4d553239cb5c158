"""How a launch comes back: the newest snapshot and the journal's tail, or the whole journal.

`recover` is the engine's, which holds the lock: it cuts what is torn at the end. `look` is for
everybody else: it opens nothing for writing, and what is being written is simply not read yet.
"""

import io
import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from golive_tui.errors import JournalDamaged, NotFound, StoreError, VersionMismatch
from golive_tui.launch.events import Event
from golive_tui.launch.state import EMPTY, LaunchState
from golive_tui.store import snapshot as snapshots
from golive_tui.store.batches import batches
from golive_tui.store.chain import START, Position, link
from golive_tui.store.codec import decode
from golive_tui.store.crash_points import reach
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.files import open_own, open_to_read, sync_folder, unwritable, write_whole
from golive_tui.store.snapshot import NoSnapshot, Snapshot

Fold = Callable[[LaunchState, Event], LaunchState]

HISTORY_STAYED: Final = (
    "This launch was carried here in its state.toml: its progress came along, its history did not."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What a launch is now, where its journal stands, sentences for the lead, and how it was
    found: `folded` events were read, after a snapshot or from the start."""

    state: LaunchState
    position: Position
    notices: tuple[str, ...] = ()
    folded: int = 0
    from_snapshot: bool = False


def recover(directory: LaunchDirectory, fold: Fold) -> Recovered:
    """Bring the launch back for the engine that holds its lock; a torn end is cut.

    Raises JournalDamaged for anything that is not simply torn, VersionMismatch for files of a
    newer golive, StoreUnwritable when the torn end cannot be set aside and cut.
    """
    found, tail = _read(directory, fold)
    if not tail:
        return found
    notice = _cut(directory, found.position, tail)
    return Recovered(
        state=found.state,
        position=found.position,
        notices=(*found.notices, notice),
        folded=found.folded,
        from_snapshot=found.from_snapshot,
    )


def look(directory: LaunchDirectory, fold: Fold) -> Recovered:
    """As `recover`, beside a living engine or without one, and without touching anything."""
    found, _ = _read(directory, fold)
    return found


def begin_from(source: Path, directory: LaunchDirectory, saved_at: datetime) -> Recovered:
    """Make a launch directory that goes on from a copied state.toml, without its history.

    The next line of its journal follows the last one of the old journal by number and by link.
    Raises NotFound, StoreError when the file is not whole, and what `create` raises.
    """
    carried = snapshots.read(source)
    if isinstance(carried, NoSnapshot):
        if carried.why == "missing":
            raise NotFound(f"There is no {source}.")
        raise StoreError(
            f"{source}: {carried.detail}.",
            hint="Copy it again. Whoever changed it on purpose and answers for it takes out the"
            " line that begins with `seal`.",
        )
    position = Position(seq=carried.position.seq, prev=carried.position.prev)
    directory.create()
    snapshots.write(
        directory.carried, Snapshot(state=carried.state, position=position, saved_at=saved_at)
    )
    notices = [HISTORY_STAYED]
    if not carried.sealed:
        notices.append(f"{source} bore no seal: somebody answers for its content themselves.")
    return Recovered(state=carried.state, position=position, notices=tuple(notices))


def ground(directory: LaunchDirectory) -> tuple[LaunchState, Position]:
    """What the journal builds on: nothing, or the state that was carried here; raises StoreError
    when that is damaged."""
    carried = snapshots.read(directory.carried)
    if isinstance(carried, Snapshot):
        return carried.state, carried.position
    if carried.why == "missing":
        return EMPTY, START
    raise StoreError(
        f"{directory.carried}: {carried.detail}.",
        hint="This journal builds on it. Restore it from a copy, or carry the launch over anew:"
        f" golive run CHECKLIST --from {directory.state}",
    )


def _read(directory: LaunchDirectory, fold: Fold) -> tuple[Recovered, bytes]:
    """The launch, and the bytes behind its last whole batch of lines."""
    ground_state, ground_position = ground(directory)
    snapshot = _trusted(snapshots.read(directory.state))
    state, position, tail = ground_state, ground_position, b""
    notices: tuple[str, ...] = ()
    with _opened(directory.journal) as file:
        fits = isinstance(snapshot, Snapshot) and _fits(snapshot.position, file, ground_position)
        if isinstance(snapshot, Snapshot) and fits:
            state, position = snapshot.state, snapshot.position
        start = position.seq
        file.seek(position.offset)
        for lines, behind in batches(file):
            tail = behind
            for line in lines:
                state, position = _step(directory, state, position, line, fold)
    if isinstance(snapshot, Snapshot) and not fits:
        _refuse_if_behind(directory, position, snapshot.position)
        notices = (f"{directory.state} is not of this journal: the whole journal was read.",)
    elif isinstance(snapshot, NoSnapshot) and position.seq > ground_position.seq:
        notices = (f"{snapshot.detail}: the whole journal was read instead.",)
    found = Recovered(
        state=state,
        position=position,
        notices=notices,
        folded=position.seq - start,
        from_snapshot=fits,
    )
    return found, tail


def _opened(journal: Path) -> BinaryIO:
    try:
        return os.fdopen(open_to_read(journal), "rb")
    except FileNotFoundError:
        return io.BytesIO()
    except OSError as error:
        raise StoreError(f"{journal} cannot be read: {error.strerror}.") from error


def _trusted(snapshot: Snapshot | NoSnapshot) -> Snapshot | NoSnapshot:
    if isinstance(snapshot, Snapshot) and not snapshot.sealed:
        return NoSnapshot(why="torn", detail="state.toml bears no seal")
    return snapshot


def _fits(position: Position, file: BinaryIO, ground_position: Position) -> bool:
    """Whether the journal's bytes before the position are those that the snapshot folded."""
    if position.offset == 0:
        return position == ground_position
    size = file.seek(0, os.SEEK_END)
    if not 0 <= position.line_offset < position.offset <= size:
        return False
    file.seek(position.line_offset)
    line = file.read(position.offset - position.line_offset)
    return line.endswith(b"\n") and link(line) == position.prev


def _step(
    directory: LaunchDirectory, state: LaunchState, position: Position, line: bytes, fold: Fold
) -> tuple[LaunchState, Position]:
    try:
        event, prev = decode(line)
    except VersionMismatch:
        raise
    except StoreError as error:
        raise _damaged(directory, position, error.message) from error
    if event.seq != position.seq + 1:
        raise _damaged(directory, position, f"event {event.seq} follows event {position.seq}")
    if prev != position.prev:
        raise _damaged(directory, position, "it does not follow from the line before it")
    try:
        return fold(state, event), position.after(line)
    except OverflowError as error:  # a clock that stepped by more than a calendar holds
        raise _damaged(directory, position, f"its {event.fact.kind} cannot be: {error}") from error


def _damaged(directory: LaunchDirectory, position: Position, what: str) -> JournalDamaged:
    line = position.lines + 1
    return JournalDamaged(
        f"{directory.journal}:{line}: the journal is damaged here: {what.rstrip('.')}.",
        line=line,
        hint=f"Nothing was changed. Up to line {position.lines} it is sound. {_remedy(directory)}",
    )


def _refuse_if_behind(directory: LaunchDirectory, position: Position, known: Position) -> None:
    if known.seq > position.seq:
        raise JournalDamaged(
            f"{directory.journal} ends with event {position.seq}, but {directory.state} knows of"
            f" event {known.seq}: events that were acknowledged are missing.",
            line=position.lines + 1,
            hint=f"Nothing was changed. {_remedy(directory)}",
        )


def _remedy(directory: LaunchDirectory) -> str:
    return (
        f"Restore {directory.journal.name} from a copy; or go on without its history:"
        f" golive run CHECKLIST --from {directory.state}"
    )


def _cut(directory: LaunchDirectory, position: Position, tail: bytes) -> str:
    """Set the torn bytes aside and cut them off; the sentence that says so."""
    try:
        aside = _set_aside(directory, tail)
        reach("recover.after_aside")
        descriptor = open_own(directory.journal, os.O_WRONLY)
        try:
            os.ftruncate(descriptor, position.offset)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        outcome = "its torn end could not be cut, and it is as it was"
        raise unwritable(error, directory.journal, outcome=outcome) from error
    reach("recover.after_cut")
    return (
        f"The journal's end was torn when the engine died ({len(tail)} bytes): it was cut"
        f" and kept in {aside.name}. What it said was never acknowledged."
    )


def _set_aside(directory: LaunchDirectory, tail: bytes) -> Path:
    for number in itertools.count(1):
        aside = directory.path / f"journal.torn-{number}"
        try:
            descriptor = open_own(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        except FileExistsError:
            continue
        try:
            write_whole(descriptor, tail)
            os.fsync(descriptor)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
        finally:
            os.close(descriptor)
        sync_folder(directory.path)
        return aside
    raise AssertionError("count() has no end")
