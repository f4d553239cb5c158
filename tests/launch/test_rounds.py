from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from golive_tui.checklist.model import Phase
from golive_tui.launch import commands as c
from golive_tui.launch.events import RoundMissed
from golive_tui.launch.rounds import open_round_of, schedule, timer
from tests.launch.world import DAY, FLOWMIND_WATCH, HOUR, MINUTE, START, Rehearsed, after


def live() -> Rehearsed:
    launch = Rehearsed()
    launch.begin()
    launch.do(c.GoLive(), after(0))
    return launch


def test_the_document_s_watch_is_24_rounds_then_18_then_6() -> None:
    rounds = schedule(FLOWMIND_WATCH, START)
    due = {phase.id: [r.due_at for r in rounds if r.phase == phase.id] for phase in FLOWMIND_WATCH}
    assert due["hour-1-6"] == [after(n * 15 * MINUTE) for n in range(1, 25)]
    assert due["hour-6-24"] == [after(n * HOUR) for n in range(7, 25)]
    assert due["week-1"] == [after(n * DAY) for n in range(2, 8)]


def test_a_round_is_missed_when_the_next_falls_due_and_the_last_after_a_whole_interval() -> None:
    rounds = schedule(FLOWMIND_WATCH, START)
    assert all(one.missed_at == other.due_at for one, other in pairwise(rounds))
    assert rounds[-1].missed_at == after(8 * DAY)


def test_a_round_is_overdue_after_its_grace_and_never_later_than_missed() -> None:
    rounds = {each.id: each for each in schedule(FLOWMIND_WATCH, START)}
    assert rounds["hour-1-6/1"].overdue_at == after(20 * MINUTE)
    patient = Phase(
        id="p", title="P", start=0.0, until=2 * HOUR, every=HOUR, grace=2 * HOUR, items=()
    )
    assert [r.overdue_at for r in schedule([patient], START)] == [after(2 * HOUR), after(3 * HOUR)]


def test_without_a_watch_there_are_no_rounds() -> None:
    assert schedule((), after(77)) == (), "a T0 of its own: schedules are remembered"


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 50)), max_size=4))
def test_rounds_follow_one_another_whatever_the_phases(shape: list[tuple[int, int]]) -> None:
    start, phases = 0.0, []
    for number, (rounds, minutes) in enumerate(shape):
        until = start + rounds * minutes * MINUTE
        phases.append(
            Phase(
                id=f"p{number}",
                title="P",
                start=start,
                until=until,
                every=minutes * MINUTE,
                grace=MINUTE,
            )
        )
        start = until
    found = schedule(phases, START)
    assert len(found) == sum(rounds for rounds, _ in shape)
    assert all(one.due_at < other.due_at for one, other in pairwise(found))
    assert all(r.due_at <= r.overdue_at <= r.missed_at for r in found)
    assert len({r.id for r in found}) == len(found)


def test_before_t0_the_timer_knows_only_how_many_rounds_there_will_be() -> None:
    launch = Rehearsed()
    launch.begin()
    found = timer(launch.plan.watch, launch.state, after(60))
    assert (found.phase, found.elapsed, found.next_due_at, found.total) == (None, None, None, 48)
    assert not found.over


def test_between_rounds_the_timer_names_the_next_one() -> None:
    launch = live()
    found = timer(launch.plan.watch, launch.state, after(2 * MINUTE))
    assert found.phase is not None
    assert (found.phase.id, found.round, found.of) == ("hour-1-6", 1, 24)
    assert (found.elapsed, found.next_due_at) == (120.0, after(15 * MINUTE))
    assert found.open is None


def test_an_open_round_is_the_one_that_is_named() -> None:
    launch = live()
    launch.live_on(after(0), after(21 * MINUTE))
    found = timer(launch.plan.watch, launch.state, after(21 * MINUTE))
    assert (found.open_id, found.round, found.overdue) == ("hour-1-6/1", 1, 1)
    assert found.next_due_at == after(30 * MINUTE)


def test_after_the_sixth_hour_the_next_phase_is_named_before_its_first_round() -> None:
    launch = live()
    launch.live_on(after(0), after(6 * HOUR))
    launch.do(c.CompleteRound(rest="passed"), after(6 * HOUR + 1))
    found = timer(launch.plan.watch, launch.state, after(6 * HOUR + 60))
    assert found.phase is not None
    assert (found.phase.id, found.round, found.of) == ("hour-6-24", 1, 18)
    assert (found.completed, found.missed) == (1, 23)


def test_the_watch_is_over_when_its_last_round_is_closed() -> None:
    launch = live()
    launch.live_on(after(0), after(7 * DAY))
    assert not timer(launch.plan.watch, launch.state, after(7 * DAY + 1)).over
    launch.do(c.CompleteRound(rest="passed"), after(7 * DAY + 2))
    found = timer(launch.plan.watch, launch.state, after(7 * DAY + 3))
    assert found.over
    assert (found.phase, found.round, found.of, found.next_due_at) == (None, 0, 0, None)


def test_there_is_at_most_one_open_round() -> None:
    launch = live()
    assert open_round_of(launch.state) == (None, None)
    launch.live_on(after(0), after(31 * MINUTE))
    assert open_round_of(launch.state)[0] == "hour-1-6/2"
    missed = RoundMissed(round="hour-1-6/2", phase="hour-1-6", number=2, due_at=after(30 * MINUTE))
    launch.record([missed], after(45 * MINUTE))
    assert open_round_of(launch.state) == (None, None)
