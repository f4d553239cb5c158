from itertools import pairwise
from pathlib import Path

import pytest

from golive_tui.errors import (
    JournalDamaged,
    NotFound,
    StoreError,
)
from golive_tui.launch.fold import fold
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import HISTORY_STAYED, begin_from, recover
from tests.store.builders import NOON, append, both, folded, launched, lines_of, made, saved, story

N = 30


def test_a_copied_state_goes_on_elsewhere_without_its_history(own_home: Path) -> None:
    old = saved(launched(own_home / "old", N))
    new = LaunchDirectory(own_home / "new")
    begun = begin_from(old.state, new, NOON)
    assert begun.state == folded(story(N))
    assert begun.notices == (HISTORY_STAYED,)
    assert (begun.position.seq, begun.position.lines, begun.position.offset) == (N, 0, 0)

    found = both(new)
    assert (found.state, found.position, found.notices) == (begun.state, begun.position, ())
    append(new, story(5, first=N + 1))
    assert both(new).state == folded(story(N + 5))
    saved(new)
    append(new, story(5, first=N + 6))
    with_snapshot = both(new)
    assert (with_snapshot.state, with_snapshot.folded) == (folded(story(N + 10)), 5)
    new.state.unlink()
    assert both(new).state == folded(story(N + 10))


def test_the_two_journals_of_a_carried_launch_are_one_chain(own_home: Path) -> None:
    old = saved(launched(own_home / "old", N))
    new = LaunchDirectory(own_home / "new")
    begin_from(old.state, new, NOON)
    append(new, story(5, first=N + 1))
    joined = made(own_home / "joined")
    joined.journal.write_bytes(old.journal.read_bytes() + new.journal.read_bytes())
    assert recover(joined, fold).state == folded(story(N + 5))


def garbled(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], b"not an event\n", *lines[at + 1 :]]


def test_damage_in_a_carried_journal_has_the_line_of_its_file(own_home: Path) -> None:
    old = saved(launched(own_home / "old", N))
    new = LaunchDirectory(own_home / "new")
    begin_from(old.state, new, NOON)
    append(new, story(5, first=N + 1))
    new.journal.write_bytes(b"".join(garbled(lines_of(new), 2)))
    with pytest.raises(JournalDamaged) as told:
        recover(new, fold)
    assert told.value.line == 3


def test_a_launch_can_be_carried_twice(own_home: Path) -> None:
    places = [launched(own_home / "l0", N), *(LaunchDirectory(own_home / f"l{n}") for n in (1, 2))]
    for n, (here, there) in enumerate(pairwise(places)):
        begin_from(saved(here).state, there, NOON)
        append(there, story(3, first=N + 3 * n + 1))
    assert recover(places[-1], fold).state == folded(story(N + 6))


def test_a_copy_that_was_cut_short_is_refused(own_home: Path) -> None:
    old = saved(launched(own_home / "old", N))
    copy = own_home / "state.toml"
    data = old.state.read_bytes()
    copy.write_bytes(data[: len(data) * 2 // 3])
    with pytest.raises(StoreError, match=r"state\.toml") as refusal:
        begin_from(copy, LaunchDirectory(own_home / "new"), NOON)
    assert "Copy it again" in refusal.value.hint
    assert not (own_home / "new").exists()


def test_an_edited_copy_goes_on_when_somebody_answers_for_it(own_home: Path) -> None:
    old = saved(launched(own_home / "old", N))
    copy = own_home / "state.toml"
    lines = old.state.read_bytes().splitlines(keepends=True)
    copy.write_bytes(b"".join(line for line in lines if not line.startswith(b"seal")))
    new = LaunchDirectory(own_home / "new")
    begun = begin_from(copy, new, NOON)
    assert len(begun.notices) == 2
    assert "bore no seal" in begun.notices[1]
    assert both(new).state == folded(story(N))


def test_a_launch_is_not_carried_over_another_or_from_nothing(own_home: Path) -> None:
    old = saved(launched(own_home / "old", N))
    with pytest.raises(StoreError, match="holds a launch already"):
        begin_from(old.state, old, NOON)
    with pytest.raises(NotFound):
        begin_from(own_home / "nothing.toml", LaunchDirectory(own_home / "new"), NOON)


def test_a_spoiled_ground_is_told(own_home: Path) -> None:
    old = saved(launched(own_home / "old", N))
    new = LaunchDirectory(own_home / "new")
    begin_from(old.state, new, NOON)
    append(new, story(1, first=N + 1))
    new.carried.write_bytes(new.carried.read_bytes()[:-30])
    with pytest.raises(StoreError, match=r"carried\.toml") as refusal:
        recover(new, fold)
    assert "builds on it" in refusal.value.hint
