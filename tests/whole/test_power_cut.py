"""A cut of the power at any moment: whatever the disk may hold then, the launch comes back."""

import hashlib
import os
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from golive_tui.checklist.reader import read_checklist
from golive_tui.engine.adoption import finish, prepare, settled
from golive_tui.engine.source import Change
from golive_tui.launch.fold import fold
from golive_tui.launch.state import LaunchState
from golive_tui.store import snapshot as snapshots
from golive_tui.store.chain import START, Position
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.lock import EngineLock, holder
from golive_tui.store.recover import look, recover
from golive_tui.store.snapshot import NoSnapshot, Snapshot
from tests.engine.living import CHECKLIST
from tests.store.builders import CREATED, NOON, event, folded, story
from tests.whole.cuts import after_every_cut
from tests.whole.recorder import Recorder

BATCHES = (1, 3, 1, 2, 4, 1, 2)
"""Events of each write after the first one."""


@cache
def state_at(seq: int) -> LaunchState:
    """The launch as of that event."""
    return folded(story(seq))


ENDS = [1 + sum(BATCHES[:n]) for n in range(len(BATCHES) + 1)]
"""The last event of each write: what comes back ends with one of them."""


def live(root: Path, recorder: Recorder) -> None:
    """A small life: a launch is made, acts come in batches, its state is saved now and then."""
    directory = LaunchDirectory(root / "state" / "golive" / "launch")
    directory.create()
    directory.write_checklist(b"schema = 1\n")
    with Journal.open(directory, START) as journal:
        journal.append(story(1))
        recorder.mark("acknowledged", 1)
    with Journal.open(directory, recover(directory, fold).position) as journal:
        for number, size in enumerate(BATCHES):
            first = journal.position.seq + 1
            journal.append(story(size, first=first))
            seq = journal.position.seq
            recorder.mark("acknowledged", seq)
            if number % 2 == 0:
                save(directory, journal, seq)
                recorder.mark("saved", seq)


def save(directory: LaunchDirectory, journal: Journal, seq: int) -> None:
    snapshot = Snapshot(state=state_at(seq), position=journal.position, saved_at=NOON)
    snapshots.write(directory.state, snapshot)


def comes_back(root: Path, marks: dict[str, int]) -> None:
    """What was acknowledged is there, nothing else is taken for true, and the launch goes on."""
    directory = LaunchDirectory(root / "state" / "golive" / "launch")
    if "acknowledged" not in marks:
        begins_anew(directory)
        return
    seen = look(directory, fold)
    found = recover(directory, fold)
    assert seen.state == found.state == state_at(found.state.seq)
    assert found.state.seq in ENDS
    assert found.state.seq - marks["acknowledged"] in (0, *BATCHES)
    assert directory.read_checklist() == b"schema = 1\n"
    kept = snapshots.read(directory.state)
    if isinstance(kept, NoSnapshot):
        assert (kept.why, marks.get("saved")) == ("missing", None)
    else:
        assert kept.state.seq >= marks.get("saved", 0)
        assert kept.sealed
    goes_on(directory, found.position)


def begins_anew(directory: LaunchDirectory) -> None:
    """Nobody was told that it began; what is there is no launch or the beginning of one."""
    if directory.path.parent.exists() and directory.path.exists():
        assert look(directory, fold).state.seq <= 1
    if not directory.holds_launch():
        directory.create()


def goes_on(directory: LaunchDirectory, position: Position) -> None:
    """Two more events, from the snapshot and from the history alike."""
    seq = position.seq
    with Journal.open(directory, position) as journal:
        journal.append(story(2, first=seq + 1))
    from_snapshot = look(directory, fold)
    directory.state.unlink(missing_ok=True)
    from_history = look(directory, fold)
    assert from_snapshot.state == from_history.state == state_at(seq + 2)
    assert from_snapshot.position == from_history.position


def test_whatever_a_power_cut_leaves_what_was_acknowledged_comes_back(
    own_home: Path, shelf: Path
) -> None:
    assert after_every_cut(own_home, shelf, live, comes_back) > 150


def live_torn(root: Path, recorder: Recorder) -> None:
    """An engine comes back to a line that is torn, and its power is cut while it mends that."""
    directory = LaunchDirectory(root / "launch")
    directory.create()
    with Journal.open(directory, START) as journal:
        journal.append(story(2))
    descriptor = os.open(directory.journal, os.O_WRONLY | os.O_APPEND)
    os.write(descriptor, TORN)
    os.fsync(descriptor)
    os.close(descriptor)
    recorder.mark("torn")
    recover(directory, fold)


TORN = b'{"seq":3,"at":"20'


def is_mended(root: Path, marks: dict[str, int]) -> None:
    directory = LaunchDirectory(root / "launch")
    if "torn" not in marks:
        return
    was_torn = directory.journal.read_bytes().endswith(TORN)
    assert recover(directory, fold).state == state_at(2)
    goes_on(directory, recover(directory, fold).position)
    kept = [path.read_bytes() for path in directory.path.glob("journal.torn-*")]
    assert TORN in kept or not was_torn


def test_a_cut_while_a_torn_line_is_mended_leaves_it_to_be_mended_again(
    own_home: Path, shelf: Path
) -> None:
    assert after_every_cut(own_home, shelf, live_torn, is_mended) > 30


OLD = CHECKLIST.encode()
NEW = CHECKLIST.replace("Third", "Fourth").encode()


def sha256(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def live_accepting(root: Path, recorder: Recorder) -> None:
    """A changed checklist is taken into a launch."""
    directory = LaunchDirectory(root / "launch")
    directory.create()
    directory.write_checklist(OLD)
    old = read_checklist(OLD, "small.toml", {})
    with Journal.open(directory, START) as journal:
        journal.append([event(1, replace(CREATED, sha256=sha256(OLD)))])
        recorder.mark("begun")
        change = Change(text=NEW, sha256=sha256(NEW), diff="")
        _, fact = prepare(directory, old, change, change.sha256, "production")
        recorder.mark("asked")
        journal.append([event(2, fact)])
        recorder.mark("accepted")
        finish(directory)


def has_the_journaled_checklist(root: Path, marks: dict[str, int]) -> None:
    if "begun" not in marks:
        return
    directory = LaunchDirectory(root / "launch")
    origin = recover(directory, fold).state.origin
    assert origin is not None
    text = settled(directory, origin.sha256)
    assert directory.read_checklist() == text
    assert text in ([NEW] if "accepted" in marks else [OLD, NEW] if "asked" in marks else [OLD])


def test_a_cut_while_a_changed_checklist_is_taken_in_leaves_the_one_that_the_journal_knows(
    own_home: Path, shelf: Path
) -> None:
    assert after_every_cut(own_home, shelf, live_accepting, has_the_journaled_checklist) > 30


def live_locked(root: Path, _: Recorder) -> None:
    """An engine takes the lock, says where it listens, and the next one does."""
    directory = LaunchDirectory(root / "launch")
    directory.create()
    for epoch in (1, 2):
        lock = EngineLock.acquire(directory, version="0.1.0", patience=0)
        lock.announce(socket_path=directory.socket, epoch=epoch)
        lock.release()


def is_free(root: Path, _: dict[str, int]) -> None:
    directory = LaunchDirectory(root / "launch")
    if directory.path.is_dir():
        assert holder(directory) is None
        EngineLock.acquire(directory, version="0.1.0", patience=0).release()


def test_whatever_a_cut_leaves_of_the_lock_the_next_engine_gets_it(
    own_home: Path, shelf: Path
) -> None:
    assert after_every_cut(own_home, shelf, live_locked, is_free) > 30
