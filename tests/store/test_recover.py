from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.errors import (
    JournalDamaged,
    VersionMismatch,
)
from golive_tui.launch.events import Event
from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY, LaunchState
from golive_tui.store import snapshot as snapshots
from golive_tui.store.chain import START, Position
from golive_tui.store.codec import encode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.recover import Recovered, look, recover
from golive_tui.store.snapshot import Snapshot
from tests.store.builders import (
    NOON,
    append,
    both,
    encoded,
    folded,
    histories,
    launched,
    lines_of,
    made,
    saved,
    snapshot_at,
    story,
)

N = 30


@pytest.fixture
def directory(own_home: Path) -> LaunchDirectory:
    """A launch with N events and no snapshot."""
    return launched(own_home / "launch", N)


def test_a_launch_without_files_is_empty(own_home: Path) -> None:
    found = both(made(own_home / "launch"))
    assert found == Recovered(state=EMPTY, position=START, from_snapshot=False)


def test_snapshot_and_tail_is_the_whole_journal_for_every_prefix(
    directory: LaunchDirectory,
) -> None:
    whole = folded(story(N))
    for n in range(N + 1):
        snapshot_at(directory, n)
        found = both(directory)
        assert found.state == whole
        assert (found.from_snapshot, found.folded, found.notices) == (True, N - n, ())
        assert found.position.offset == directory.journal.stat().st_size


@given(histories(), st.data())
def test_it_is_so_for_any_events_and_any_snapshot(events: list[Event], data: st.DataObject) -> None:
    n = data.draw(st.integers(0, len(events)))
    state, position = EMPTY, START
    for event in events[:n]:
        state, position = fold(state, event), position.after(encode(event, position.prev))
    written = snapshots.render(Snapshot(state=state, position=position, saved_at=NOON))
    read = snapshots.parse(written, Path("state.toml"))
    assert isinstance(read, Snapshot)
    assert folded(events[n:], read.state) == folded(events)


def test_a_resumed_launch_goes_on_in_the_same_chain(directory: LaunchDirectory) -> None:
    snapshot_at(directory, 20)
    append(directory, story(5, first=N + 1))
    directory.state.unlink()
    assert recover(directory, fold).state == folded(story(N + 5))


def test_without_state_toml_the_whole_journal_is_read(directory: LaunchDirectory) -> None:
    found = both(directory)
    assert (found.state, found.folded) == (folded(story(N)), N)
    assert found.notices == ("state.toml is missing: the whole journal was read instead.",)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b'"passed"', b'"failed"', 1),
        lambda data: b"",
        lambda data: b"\0" * len(data),
        lambda data: b"\n".join(
            line for line in data.split(b"\n") if not line.startswith(b"seal = ")
        ),
    ],
    ids=["torn", "edited", "empty", "zeros", "unsealed"],
)
def test_with_a_spoiled_state_toml_the_whole_journal_is_read(
    directory: LaunchDirectory, spoil: object
) -> None:
    assert callable(spoil)
    snapshot_at(directory, 20)
    directory.state.write_bytes(spoil(directory.state.read_bytes()))
    found = both(directory)
    assert (found.state, found.folded) == (folded(story(N)), N)
    assert len(found.notices) == 1
    assert "the whole journal was read instead" in found.notices[0]


def test_with_the_state_of_another_journal_the_whole_journal_is_read(
    directory: LaunchDirectory, own_home: Path
) -> None:
    other = launched(own_home / "other", 3)
    append(other, [replace(event, epoch=2) for event in story(17, first=4)])
    directory.state.write_bytes(saved(other).state.read_bytes())
    found = both(directory)
    assert (found.state, found.from_snapshot) == (folded(story(N)), False)
    assert "is not of this journal" in found.notices[0]


def test_a_position_that_makes_no_sense_is_not_followed(directory: LaunchDirectory) -> None:
    end = recover(directory, fold).position
    for position in (
        replace(end, line_offset=-5),
        replace(end, line_offset=end.offset),
        replace(end, offset=end.offset - 1),
        replace(end, offset=10**15),
        replace(end, offset=0, line_offset=0),
        replace(end, prev="0123456789abcdef"),
    ):
        snapshot = Snapshot(state=folded(story(N)), position=position, saved_at=NOON)
        snapshots.write(directory.state, snapshot)
        found = both(directory)
        assert (found.state, found.from_snapshot) == (folded(story(N)), False)


@pytest.mark.parametrize("kept", [0, 1, 20, N - 1])
def test_a_journal_behind_its_state_lost_what_was_acknowledged(
    directory: LaunchDirectory, kept: int
) -> None:
    lines = lines_of(directory)
    snapshot_at(directory, N)
    directory.journal.write_bytes(b"".join(lines[:kept]) + lines[kept][:20])
    before = directory.journal.read_bytes()
    for way in (look, recover):
        with pytest.raises(JournalDamaged, match="acknowledged are missing") as damage:
            way(directory, fold)
        assert damage.value.line == kept + 1
        assert f"--from {directory.state}" in damage.value.hint
    assert directory.journal.read_bytes() == before
    directory.journal.unlink()
    with pytest.raises(JournalDamaged, match="acknowledged are missing"):
        recover(directory, fold)


def test_a_state_toml_of_a_newer_golive_is_refused(directory: LaunchDirectory) -> None:
    snapshot_at(directory, 20)
    newer = directory.state.read_bytes().replace(b"schema = 1", b"schema = 7")
    directory.state.write_bytes(newer)
    for way in (look, recover):
        with pytest.raises(VersionMismatch, match="schema 7"):
            way(directory, fold)


def test_a_journal_of_a_newer_golive_is_refused(directory: LaunchDirectory) -> None:
    newer = directory.journal.read_bytes().replace(b'"format":1', b'"format":7')
    directory.journal.write_bytes(newer)
    with pytest.raises(VersionMismatch, match="format 7"):
        recover(directory, fold)


def test_a_reader_beside_an_engine_sees_whole_lines_only(directory: LaunchDirectory) -> None:
    lines = [*lines_of(directory), *encoded(N + 1)[N:]]
    for cut in range(1, len(lines[-1])):
        directory.journal.write_bytes(b"".join(lines)[: -len(lines[-1]) + cut])
        found = look(directory, fold)
        assert (found.state.seq, len(found.notices)) == (N, 1)
        if cut % 50 == 0:
            assert found.state == folded(story(N))


def test_a_reader_takes_what_comes_while_it_reads(directory: LaunchDirectory) -> None:
    snapshot_at(directory, 20)
    with Journal.open(directory, recover(directory, fold).position) as journal:
        fresh = story(3, first=N + 1)

        def busy(state: LaunchState, event: Event) -> LaunchState:
            if fresh and event.seq == 22:
                journal.append([fresh.pop(0)])
            return fold(state, event)

        assert look(directory, busy).state.seq in {N, N + 1}
        assert look(directory, fold).state == folded(story(N + 1))


def test_a_position_is_where_the_next_event_goes(directory: LaunchDirectory) -> None:
    assert recover(directory, fold).position == Position(
        seq=N,
        lines=N,
        line_offset=sum(map(len, lines_of(directory)[:-1])),
        offset=directory.journal.stat().st_size,
        prev=recover(directory, fold).position.prev,
    )
