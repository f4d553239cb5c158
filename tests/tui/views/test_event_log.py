import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch.events import Event, ItemNoted
from golive_tui.tui.views import event_log as module
from golive_tui.tui.views.event_log import EventLog
from tests.launch.world import ANA, after


def events(first: int, last: int) -> list[Event]:
    """Events from one number to another, both included."""
    return [
        Event(seq=seq, at=after(seq), epoch=1, by=ANA, fact=ItemNoted(item="cdn", text=str(seq)))
        for seq in range(first, last + 1)
    ]


def numbers(log: EventLog) -> list[int]:
    return [event.seq for event in log.events]


def test_what_comes_twice_is_held_once() -> None:
    log = EventLog()
    assert log.add(events(5, 9))
    assert not log.add(events(7, 9))
    assert log.add(events(8, 11))
    assert numbers(log) == list(range(5, 12))


def test_over_a_gap_what_was_held_goes() -> None:
    log = EventLog()
    log.add(events(5, 9))
    log.add(events(20, 22))
    assert numbers(log) == [20, 21, 22]
    assert log.first == 20


def test_older_ones_are_put_before_where_they_join_on() -> None:
    log = EventLog()
    log.add(events(10, 12))
    assert log.add_older(events(5, 9)) == 5
    assert log.add_older(events(1, 3)) == 0, "4 is missing"
    assert log.add_older([]) == 0
    assert numbers(log) == list(range(5, 13))
    assert log.index(7) == 2


def test_an_empty_log_begins_at_the_beginning() -> None:
    assert EventLog().first == 1
    assert EventLog().index(3) == 0


def test_the_oldest_go_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HELD", 4)
    log = EventLog()
    log.add(events(1, 6))
    assert numbers(log) == [3, 4, 5, 6]


def test_who_only_follows_holds_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FOLLOWED", 2)
    log = EventLog()
    log.add(events(1, 6))
    assert numbers(log) == [1, 2, 3, 4, 5, 6]
    log.add(events(7, 7), followed=True)
    assert numbers(log) == [6, 7]


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 40), st.integers(0, 15)), max_size=12))
def test_there_is_never_a_gap_whatever_comes(steps: list[tuple[bool, int, int]]) -> None:
    log = EventLog()
    for newest, first, more in steps:
        (log.add if newest else log.add_older)(events(first, first + more))
        found = numbers(log)
        assert not found or found == list(range(found[0], found[-1] + 1))
