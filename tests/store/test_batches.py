"""A batch is there as a whole, or it is torn: at whatever byte, and whatever became zeros."""

import itertools
from pathlib import Path

import pytest

from golive_tui.errors import JournalDamaged
from golive_tui.launch.events import ItemNoted
from golive_tui.launch.fold import fold
from golive_tui.store.batches import batches, place
from golive_tui.store.chain import START
from golive_tui.store.codec import decode, encode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.journal import Journal
from golive_tui.store.recover import look, recover
from tests.store.builders import event, folded, launched, lines_of, story

SIZES = (1, 3, 1, 2)


def written(path: Path) -> LaunchDirectory:
    """A launch whose journal was written in batches of these sizes."""
    directory = launched(path, 0)
    with Journal.open(directory, START) as journal:
        for size in SIZES:
            journal.append(story(size, first=journal.position.seq + 1))
    return directory


def test_a_line_says_its_place_in_its_batch_and_one_that_is_alone_says_nothing(
    own_home: Path,
) -> None:
    lines = lines_of(written(own_home / "launch"))
    places = [line.partition(b'"batch":"')[2].partition(b'"')[0] for line in lines]
    assert places == [b"", b"1/3", b"2/3", b"3/3", b"", b"1/2", b"2/2"]
    assert [decode(line)[0] for line in lines] == story(sum(SIZES))


def test_lines_come_batch_by_batch(own_home: Path) -> None:
    lines = lines_of(written(own_home / "launch"))
    found = list(batches(lines))
    assert [len(whole) for whole, _ in found] == list(SIZES)
    assert [line for whole, _ in found for line in whole] == lines
    assert {torn for _, torn in found} == {b""}


def test_a_batch_that_was_cut_anywhere_does_not_count_at_all(own_home: Path) -> None:
    directory = written(own_home / "launch")
    lines = lines_of(directory)
    whole = b"".join(lines)
    ends = [len(b"".join(lines[:n])) for n in itertools.accumulate(SIZES)]
    for size in range(ends[0], len(whole) + 1):
        directory.journal.write_bytes(whole[:size])
        kept = max(end for end in ends if end <= size)
        found = look(directory, fold)
        assert found.position.offset == kept
        assert found.state == folded(story(whole[:kept].count(b"\n")))


def test_the_cut_keeps_the_whole_batch_aside(own_home: Path) -> None:
    directory = written(own_home / "launch")
    lines = lines_of(directory)
    torn = lines[1] + lines[2][:30]
    directory.journal.write_bytes(lines[0] + torn)
    notice = recover(directory, fold).notices[-1]
    assert directory.journal.read_bytes() == lines[0]
    assert (directory.path / "journal.torn-1").read_bytes() == torn
    assert f"({len(torn)} bytes)" in notice


@pytest.mark.parametrize("zeroed", [1, 2, 3])
def test_a_batch_whose_beginning_became_zeros_does_not_count(own_home: Path, zeroed: int) -> None:
    """The file grew, and of its pages only the last one reached the disk."""
    directory = written(own_home / "launch")
    lines = lines_of(directory)[:4]
    head = b"".join(lines[1 : 1 + zeroed])
    rest = b"".join(lines[1 + zeroed :])
    for hole in (bytes(len(head)), bytes(len(head) - 9) + head[-9:], head[:40] + bytes(500)):
        directory.journal.write_bytes(lines[0] + hole + rest)
        assert recover(directory, fold).state == folded(story(1))


def test_zeros_before_what_was_acknowledged_later_are_damage(own_home: Path) -> None:
    directory = written(own_home / "launch")
    lines = lines_of(directory)
    for at, line in ((1, 2), (3, 4), (4, 5)):
        changed = [*lines]
        changed[at] = bytes(len(changed[at]) - 1) + b"\n"
        directory.journal.write_bytes(b"".join(changed))
        with pytest.raises(JournalDamaged) as damage:
            recover(directory, fold)
        assert damage.value.line == line


def test_what_a_person_wrote_is_never_taken_for_a_place() -> None:
    text = '","prev":"00","batch":"1/9","'
    line = encode(event(1, ItemNoted(item="a", text=text)), START.prev, place(1, 1))
    assert list(batches([line])) == [([line], b"")]
    assert decode(line)[0].fact == ItemNoted(item="a", text=text)
