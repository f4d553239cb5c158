import errno
import os
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.errors import JournalDamaged, StoreError, VersionMismatch
from golive_tui.launch.check_facts import CheckRequested, EvidenceRecorded
from golive_tui.launch.events import ChecklistAccepted, Event, ItemNoted, RoundAnswered
from golive_tui.store import history
from golive_tui.store.chain import START
from golive_tui.store.codec import encode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import begin_from
from tests.store.builders import NOON, append, event, launched, lines_of, made, saved, story

N = 120


@pytest.fixture
def directory(own_home: Path) -> LaunchDirectory:
    return launched(own_home / "launch", N)


@pytest.fixture(params=[1, 7, 300, 5000, 262_144])
def blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The file read in blocks of that size: every way in which a line can be cut."""
    size = int(request.param)
    monkeypatch.setattr(history, "_BLOCK", size)
    monkeypatch.setattr(history, "_NEAR", size)
    return size


@pytest.mark.parametrize("n", [0, 1, 2, N - 1, N, N + 5])
@pytest.mark.usefixtures("blocks")
def test_the_newest_events_in_order(directory: LaunchDirectory, n: int) -> None:
    assert list(history.tail(directory, n)) == story(N)[max(N - n, 0) :]


def test_a_disk_that_does_not_read_is_told(
    directory: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sick(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "pread", sick)
    with pytest.raises(StoreError, match=r"journal\.jsonl cannot be read: Input/output error"):
        history.tail(directory, 3)


@pytest.mark.usefixtures("blocks")
def test_the_events_after_a_number(directory: LaunchDirectory) -> None:
    for seq in (0, 1, 50, N - 1, N, N + 7):
        assert list(history.since(directory, seq)) == story(N)[seq:]
    assert list(history.since(directory, 30, n=4)) == story(N)[30:34]


def test_all_of_them_are_read_piece_by_piece(directory: LaunchDirectory) -> None:
    read: list[Event] = []
    while piece := history.since(directory, len(read), n=17):
        read += piece
    assert read == story(N)


@pytest.mark.usefixtures("blocks")
def test_the_events_of_an_item_a_round_and_a_probe(directory: LaunchDirectory) -> None:
    of_item = [each for each in story(N) if getattr(each.fact, "item", "") == "item-25"]
    assert len(of_item) == 2
    assert list(history.of_item(directory, "item-25")) == of_item
    assert list(history.of_item(directory, "item-25", 1)) == of_item[-1:]
    of_round = [each for each in story(N) if getattr(each.fact, "round", "") == "hour-2"]
    assert list(history.of_round(directory, "hour-2")) == of_round
    assert history.of_item(directory, "item") == ()


def test_an_items_history_knows_the_checklists_changes_and_no_mere_mention(
    own_home: Path,
) -> None:
    facts = [
        story(1)[0].fact,
        ItemNoted(item="dns", text="note"),
        ItemNoted(item="tls", text='see "dns" and "item":"dns"'),
        RoundAnswered(round="r1", item="dns", status="passed"),
        ChecklistAccepted(sha256="0", title="t", changed=("dns",)),
        ChecklistAccepted(sha256="0", title="dns", removed=("tls",)),
        CheckRequested(item="dns", check="dns-1"),
        EvidenceRecorded(item="dns", check="dns-1", found=()),
    ]
    directory = made(own_home / "launch")
    append(directory, [event(seq, fact) for seq, fact in enumerate(facts, start=1)])
    assert [each.seq for each in history.of_item(directory, "dns")] == [2, 5, 7, 8]
    assert [each.seq for each in history.of_round(directory, "r1")] == [4]


def test_an_id_with_quotes_is_found_and_finds_nothing_else(own_home: Path) -> None:
    odd = 'a"b\\c–d'
    directory = made(own_home / "launch")
    append(directory, [*story(1), event(2, ItemNoted(item=odd, text="x"))])
    assert [each.seq for each in history.of_item(directory, odd)] == [2]


def test_a_launch_without_a_journal_has_no_history(own_home: Path) -> None:
    directory = made(own_home / "launch")
    assert history.tail(directory, 5) == history.since(directory, 0) == ()
    directory.journal.touch()
    assert history.tail(directory, 5) == history.since(directory, 0) == ()
    directory.journal.write_bytes(b'{"seq":1')
    assert history.tail(directory, 5) == history.since(directory, 0) == ()


@pytest.mark.usefixtures("blocks")
def test_a_line_that_is_being_written_is_not_read_yet(directory: LaunchDirectory) -> None:
    with directory.journal.open("ab") as journal:
        journal.write(b'{"seq":121,"item":"item-25"' + b"x" * 400)
    assert list(history.tail(directory, 3)) == story(N)[-3:]
    assert list(history.since(directory, N - 3)) == story(N)[-3:]
    assert len(history.of_item(directory, "item-25")) == 2


@pytest.mark.usefixtures("blocks")
def test_damage_is_told_with_its_line(directory: LaunchDirectory) -> None:
    lines = lines_of(directory)
    directory.journal.write_bytes(b"".join([*lines[:99], b"garbage\n", *lines[100:]]))
    assert len(history.tail(directory, N - 100)) == N - 100
    with pytest.raises(JournalDamaged, match=f"{directory.journal}:100:") as from_the_end:
        history.tail(directory, N - 99)
    with pytest.raises(JournalDamaged, match=f"{directory.journal}:100:") as from_before:
        history.since(directory, 98)
    assert from_the_end.value.line == from_before.value.line == 100


def test_a_newer_journal_and_a_planted_one_are_refused(directory: LaunchDirectory) -> None:
    newer = directory.journal.read_bytes().replace(b'"format":1', b'"format":5')
    directory.journal.write_bytes(newer)
    with pytest.raises(VersionMismatch):
        history.tail(directory, N)
    directory.journal.unlink()
    directory.journal.symlink_to("/etc/hostname")
    with pytest.raises(StoreError, match="symbolic link"):
        history.tail(directory, 1)


def test_a_carried_launch_has_the_history_that_it_made_itself(own_home: Path) -> None:
    old = saved(launched(own_home / "old", 40))
    new = LaunchDirectory(own_home / "new")
    begin_from(old.state, new, NOON)
    append(new, story(10, first=41))
    assert [each.seq for each in history.since(new, 44)] == list(range(45, 51))
    assert [each.seq for each in history.since(new, 0)] == list(range(41, 51))


@given(st.lists(st.integers(0, 700), min_size=1, max_size=40), st.integers(0, 45))
def test_halving_finds_the_place_whatever_the_lines_lengths(sizes: list[int], seq: int) -> None:
    lines: list[bytes] = []
    position = START
    for number, size in enumerate(sizes, start=1):
        text = ItemNoted(item="a", text="x" * size)
        lines.append(encode(replace(event(number, text)), position.prev))
        position = position.after(lines[-1])
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "_NEAR", 64)
        directory = LaunchDirectory(Path(folder))
        directory.journal.write_bytes(b"".join(lines))
        found = [each.seq for each in history.since(directory, seq)]
    assert found == list(range(seq + 1, len(sizes) + 1))
    assert all(after - before == 1 for before, after in pairwise(found))
