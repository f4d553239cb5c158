from pathlib import Path

import pytest
from msgspec.structs import replace

from golive_tui.errors import (
    JournalDamaged,
    StoreError,
    StoreUnwritable,
)
from golive_tui.launch.events import ClockStepped
from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY
from golive_tui.store.chain import START
from golive_tui.store.codec import encode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look, recover
from tests.store.builders import (
    NOON,
    append,
    both,
    event,
    folded,
    launched,
    lines_of,
    made,
    snapshot_at,
    story,
)
from tests.store.disks import fill, make_read_only, small_disk

N = 30


@pytest.fixture
def directory(own_home: Path) -> LaunchDirectory:
    """A launch with N events and no snapshot."""
    return launched(own_home / "launch", N)


@pytest.mark.parametrize("with_snapshot", [True, False])
def test_cut_at_any_byte_of_its_tail_a_clean_prefix_comes_back(
    own_home: Path, with_snapshot: bool
) -> None:
    kept, tail = 3, 2
    directory = launched(own_home / "launch", kept + tail)
    lines = lines_of(directory)
    if with_snapshot:
        snapshot_at(directory, kept)
    whole = b"".join(lines)
    for end in range(len(b"".join(lines[:kept])), len(whole) + 1):
        directory.journal.write_bytes(whole[:end])
        sound = whole[:end].count(b"\n")
        torn = end - (whole[:end].rfind(b"\n") + 1)

        seen = look(directory, fold)
        assert directory.journal.read_bytes() == whole[:end], "a reader cuts nothing"
        found = recover(directory, fold)
        assert seen.state == found.state == folded(story(sound))
        assert found.position == seen.position
        assert directory.journal.read_bytes() == b"".join(lines[:sound])
        told = [notice for notice in found.notices if "torn" in notice]
        assert len(told) == (1 if torn else 0)
        assert not any("torn" in notice for notice in seen.notices)
        if torn:
            aside = max(
                directory.path.glob("journal.torn-*"), key=lambda path: path.stat().st_mtime_ns
            )
            assert aside.read_bytes() == whole[end - torn : end]
            assert f"({torn} bytes)" in told[0]
            assert aside.stat().st_mode & 0o777 == 0o600
        assert not any("torn" in notice for notice in recover(directory, fold).notices)


def test_after_the_cut_the_launch_goes_on(directory: LaunchDirectory) -> None:
    lines = lines_of(directory)
    directory.journal.write_bytes(b"".join(lines[:-1]) + lines[-1][:40])
    append(directory, story(1, first=N))
    assert both(directory).state == folded(story(N))
    assert (directory.path / "journal.torn-1").read_bytes() == lines[-1][:40]


def test_every_torn_piece_is_kept(directory: LaunchDirectory) -> None:
    for piece in (b"{", b'{"seq"', b"\0" * 5000):
        with directory.journal.open("ab") as journal:
            journal.write(piece)
        recover(directory, fold)
    kept = [(directory.path / f"journal.torn-{n}").read_bytes() for n in (1, 2, 3)]
    assert kept == [b"{", b'{"seq"', b"\0" * 5000]


def test_zeros_of_a_power_cut_before_a_newline_are_torn(directory: LaunchDirectory) -> None:
    """A file may grow before its content reaches the disk: the first page is zeros, the last is
    there."""
    lines = lines_of(directory)
    zeroed = b"\0" * (len(lines[-1]) - 20) + lines[-1][-20:]
    directory.journal.write_bytes(b"".join(lines[:-1]) + zeroed)
    assert look(directory, fold).state == folded(story(N - 1))
    assert recover(directory, fold).state == folded(story(N - 1))
    assert (directory.path / "journal.torn-1").read_bytes() == zeroed


def test_a_torn_first_line_leaves_a_launch_that_never_began(own_home: Path) -> None:
    directory = made(own_home / "launch")
    directory.journal.write_bytes(b'{"seq":1,"at"')
    found = recover(directory, fold)
    assert (found.state, found.position) == (EMPTY, START)


def test_a_torn_line_that_cannot_be_set_aside_is_left(own_home: Path) -> None:
    with small_disk(own_home / "disk") as disk:
        directory = launched(disk / "launch", 3)
        with directory.journal.open("ab") as journal:
            journal.write(b"{" * 200)
        before = directory.journal.read_bytes()
        filler = fill(disk)
        with pytest.raises(StoreUnwritable, match="no space left") as refusal:
            recover(directory, fold)
        assert "could not be cut" in refusal.value.message
        assert directory.journal.read_bytes() == before
        assert not list(directory.path.glob("journal.torn-*"))
        filler.unlink()
        make_read_only(disk)
        with pytest.raises(StoreUnwritable, match="read-only"):
            recover(directory, fold)
        assert look(directory, fold).state == folded(story(3))


def garbled(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], b"not an event\n", *lines[at + 1 :]]


def lost(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], *lines[at + 1 :]]


def altered(lines: list[bytes], at: int) -> list[bytes]:
    changed = lines[at].replace(b'"user":"ana"', b'"user":"eve"')
    return [*lines[:at], changed, *lines[at + 1 :]]


def doubled(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[: at + 1], *lines[at:]]


def zeroed(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], b"\0" * 50 + b"\n", *lines[at + 1 :]]


def blank(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], b"\n", *lines[at:]]


@pytest.mark.parametrize(
    ("damage", "shows_at"),
    [(garbled, 10), (lost, 10), (altered, 11), (doubled, 11), (zeroed, 10), (blank, 10)],
)
def test_damage_in_the_middle_stops_at_its_line(
    directory: LaunchDirectory, damage: object, shows_at: int
) -> None:
    assert callable(damage)
    directory.journal.write_bytes(b"".join(damage(lines_of(directory), 10)))
    before = directory.journal.read_bytes()
    for way in (look, recover):
        with pytest.raises(JournalDamaged) as told:
            way(directory, fold)
        assert told.value.line == shows_at + 1
        assert told.value.message.startswith(f"{directory.journal}:{shows_at + 1}: ")
        assert "Nothing was changed" in told.value.hint
        assert f"golive run CHECKLIST --from {directory.state}" in told.value.hint
    assert directory.journal.read_bytes() == before


def test_a_number_left_out_is_damage_even_in_an_unbroken_chain(
    directory: LaunchDirectory,
) -> None:
    end = recover(directory, fold).position
    with directory.journal.open("ab") as journal:
        journal.write(encode(story(1, first=N + 2)[0], end.prev))
    with pytest.raises(JournalDamaged, match=f"event {N + 2} follows event {N}"):
        recover(directory, fold)


def test_a_whole_last_line_that_is_wrong_is_damage_and_never_cut(
    directory: LaunchDirectory,
) -> None:
    """It may have been acknowledged: only what was never whole is cut."""
    directory.journal.write_bytes(b"".join(garbled(lines_of(directory), N - 1)))
    with pytest.raises(JournalDamaged, match=f":{N}:"):
        recover(directory, fold)


def test_the_line_of_damage_is_right_behind_a_snapshot(directory: LaunchDirectory) -> None:
    snapshot_at(directory, 20)
    directory.journal.write_bytes(b"".join(garbled(lines_of(directory), 25)))
    with pytest.raises(JournalDamaged) as told:
        recover(directory, fold)
    assert told.value.line == 26


@pytest.mark.parametrize("seconds", [1e300, -1e13, 1e10 * 365])
def test_a_clock_that_steps_out_of_every_calendar_is_damage(
    directory: LaunchDirectory, seconds: float
) -> None:
    """Its line reads well, and follows from the one before it."""
    recovered = recover(directory, fold)
    armed = replace(recovered.state, watched_since=NOON)
    stepped = event(N + 1, ClockStepped(cause="wall", seconds=seconds))
    with directory.journal.open("ab") as journal:
        journal.write(encode(stepped, recovered.position.prev))
    for way in (look, recover):
        with pytest.raises(
            JournalDamaged, match=f":{N + 1}: .* its clock.stepped cannot be"
        ) as told:
            way(directory, lambda state, each: fold(armed if each == stepped else state, each))
        assert told.value.line == N + 1


def test_a_planted_journal_is_refused(own_home: Path) -> None:
    directory = made(own_home / "launch")
    directory.journal.mkdir()
    with pytest.raises(StoreError, match="no regular file"):
        look(directory, fold)
