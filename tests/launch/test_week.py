"""A day of a launch through the pure core, as `benchmarks/week.py` runs a week."""

from datetime import timedelta
from itertools import pairwise

import pytest

from golive_tui.launch.events import (
    Event,
    ProbeChanged,
    RoundCompleted,
    RoundDigested,
    RoundDue,
    RoundMissed,
)
from golive_tui.launch.rounds import schedule
from tests.launch.week import START, Week, plan

HOUR = 3600.0


@pytest.fixture(scope="module")
def day() -> Week:
    """A day and a minute with four probes at 30 s."""
    week = Week(checklist=plan(4, 30.0))
    week.begin(START)
    week.run(START, START + timedelta(hours=24, minutes=1))
    return week


def due(events: list[Event]) -> list[RoundDue]:
    return [event.fact for event in events if isinstance(event.fact, RoundDue)]


def test_24_rounds_and_18_fall_due_in_order_and_on_time(day: Week) -> None:
    found = due(day.events)
    assert [each.phase for each in found] == ["hour-1-6"] * 24 + ["hour-6-24"] * 18
    assert [each.due_at for each in found[:24]] == [
        START + timedelta(minutes=15 * n) for n in range(1, 25)
    ]
    assert [each.due_at for each in found[24:]] == [
        START + timedelta(hours=n) for n in range(7, 25)
    ]
    at = {e.fact.round: e.at for e in day.events if isinstance(e.fact, RoundDue)}
    assert all(at[each.round] == each.due_at for each in found), "each rang when it fell due"


def test_each_round_was_summed_up_and_completed(day: Week) -> None:
    digested = [e.fact for e in day.events if isinstance(e.fact, RoundDigested)]
    completed = [e.fact.round for e in day.events if isinstance(e.fact, RoundCompleted)]
    assert completed == [each.round for each in due(day.events)]
    assert [each.round for each in digested] == completed
    looks = sum(figures.n for each in digested for figures in each.digests.values())
    observed = sum(series.tally.n for series in day.sight.values())
    left = [look for kept in day.kept.values() for look in kept if look.outcome in ("ok", "fail")]
    at_t0 = 1
    assert looks == observed - len(left) - at_t0, "no look is left out or counted twice"


def test_events_are_numbered_without_a_gap_and_never_go_back_in_time(day: Week) -> None:
    assert [event.seq for event in day.events] == list(range(1, len(day.events) + 1))
    assert all(one.at <= other.at for one, other in pairwise(day.events))


def test_verdicts_change_seldom_and_each_from_the_one_before(day: Week) -> None:
    for probe in day.checklist.probes:
        told = [
            event.fact
            for event in day.events
            if isinstance(event.fact, ProbeChanged) and event.fact.probe == probe
        ]
        assert all(one.verdict == other.was for one, other in pairwise(told))
        assert len(told) < 30


def test_a_gap_of_ten_hours_ends_in_one_round_that_rings() -> None:
    week = Week(checklist=plan(2, 30.0))
    week.begin(START)
    week.run(START, START + timedelta(hours=1))
    before = len(week.events)
    back = START + timedelta(hours=11, minutes=5)
    week.come_back(back)
    meanwhile = week.events[before:]
    rang = due(meanwhile)
    missed = [event.fact for event in meanwhile if isinstance(event.fact, RoundMissed)]
    planned = [
        each.id
        for each in schedule(week.checklist.watch, START)
        if START + timedelta(hours=1) < each.due_at <= back
    ]
    assert [each.round for each in missed] + [each.round for each in rang] == planned
    assert len(rang) == 1
    assert all(each.unattended for each in missed)


def test_the_state_stays_small_however_long_the_launch(day: Week) -> None:
    assert sum(bool(each.digests) for each in day.state.rounds.values()) == 1
    assert all(len(series.window) <= 31 for series in day.sight.values())
