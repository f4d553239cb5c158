from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.advance import advance, coming, next_deadline, silent_after
from golive_tui.launch.rounds import open_round_of, schedule
from golive_tui.launch.trigger_facts import TriggerArmed
from tests.launch.test_trigger_verbs import staged
from tests.launch.world import (
    CREATED,
    DAY,
    FLOWMIND_WATCH,
    HOUR,
    MINUTE,
    START,
    STARTED,
    Rehearsed,
    after,
    checklist,
    probe,
    sample,
)


def live() -> Rehearsed:
    launch = Rehearsed()
    launch.begin()
    launch.do(c.GoLive(), after(0))
    return launch


def kinds(events: list[e.Event]) -> list[str]:
    return [event.fact.kind for event in events]


def deadline(launch: Rehearsed, now: datetime) -> datetime | None:
    return next_deadline(launch.plan, launch.state, launch.sight, now)


# -- rounds ---------------------------------------------------------------------------------------


def test_before_t0_nothing_falls_due() -> None:
    launch = Rehearsed()
    launch.begin()
    assert launch.tick(after(30 * DAY)) == []
    assert deadline(launch, after(0)) is None


def test_nothing_is_due_before_its_time_and_the_deadline_says_when() -> None:
    launch = live()
    assert launch.tick(after(15 * MINUTE - 0.001)) == []
    assert deadline(launch, after(0)) == after(15 * MINUTE)
    assert kinds(launch.tick(after(15 * MINUTE))) == ["round.due"]


def test_a_round_that_nobody_completes_is_overdue_then_missed() -> None:
    launch = live()
    made = launch.live_on(after(0), after(45 * MINUTE))
    assert [(each.fact.kind, (each.at - START).total_seconds() / 60) for each in made] == [
        ("round.due", 15),
        ("round.overdue", 20),
        ("round.missed", 30),
        ("round.due", 30),
        ("round.overdue", 35),
        ("round.missed", 45),
        ("round.due", 45),
    ]


def test_a_completed_round_says_no_more() -> None:
    launch = live()
    launch.live_on(after(0), after(15 * MINUTE))
    launch.do(c.CompleteRound(rest="passed"), after(16 * MINUTE))
    assert deadline(launch, after(16 * MINUTE)) == after(30 * MINUTE)


def test_rounds_that_fell_due_while_no_engine_ran_are_missed_one_each_and_only_one_rings() -> None:
    launch = live()
    made = launch.tick(after(2 * HOUR + MINUTE))
    assert kinds(made) == ["round.missed"] * 7 + ["round.due"]
    missed = [each.fact for each in made if isinstance(each.fact, e.RoundMissed)]
    assert [each.number for each in missed] == [1, 2, 3, 4, 5, 6, 7]
    assert all(each.unattended for each in missed)
    assert open_round_of(launch.state)[0] == "hour-1-6/8"


def test_a_round_that_rang_before_the_gap_is_missed_and_was_attended() -> None:
    launch = live()
    launch.live_on(after(0), after(15 * MINUTE))
    made = launch.tick(after(50 * MINUTE))
    missed = {
        f.number: f.unattended for f in (x.fact for x in made) if isinstance(f, e.RoundMissed)
    }
    assert missed == {1: False, 2: True}


def test_a_phase_as_patient_as_its_interval_has_no_overdue() -> None:
    plan = checklist()
    patient = replace(plan.watch[0], grace=HOUR)
    launch = Rehearsed(replace(plan, watch=(patient,)))
    launch.begin()
    launch.do(c.GoLive(), after(0))
    assert kinds(launch.live_on(after(0), after(HOUR)))[:4] == [
        "round.due",
        "round.missed",
        "round.due",
        "round.missed",
    ]


def test_after_the_last_round_nothing_is_due_ever_again() -> None:
    launch = live()
    launch.live_on(after(0), after(9 * DAY))
    assert deadline(launch, after(9 * DAY)) is None
    assert len(launch.state.rounds) == 48
    assert {each.status for each in launch.state.rounds.values()} == {"missed"}


@given(st.lists(st.floats(1.0, 2 * DAY), max_size=40), st.lists(st.booleans(), max_size=40))
def test_however_seldom_one_looks_no_round_is_lost_and_none_is_told_twice(
    naps: list[float], answered: list[bool]
) -> None:
    """Engines come and go at any time: each round ends once, in order, and at most one is open."""
    launch = live()
    seconds = 0.0
    for number, nap in enumerate(naps):
        seconds += nap
        launch.tick(after(seconds))
        open_id, _ = open_round_of(launch.state)
        if open_id and answered[number : number + 1] == [True]:
            launch.do(c.CompleteRound(rest="passed"), after(seconds))
        still = [each for each in launch.state.rounds.values() if each.status in ("due", "overdue")]
        assert len(still) <= 1
    planned = [each.id for each in schedule(FLOWMIND_WATCH, START) if each.due_at <= after(seconds)]
    assert list(launch.state.rounds) == planned
    ends = [
        event.fact.round
        for event in launch.events
        if isinstance(event.fact, e.RoundCompleted | e.RoundMissed)
    ]
    assert ends == [each for each in planned if each != open_round_of(launch.state)[0]]


# -- staleness ------------------------------------------------------------------------------------


def test_a_pass_grows_stale_when_its_evidence_is_too_old() -> None:
    launch = Rehearsed()
    launch.begin()
    launch.do(c.PassItem(item="records"), after(10))
    launch.do(c.PassItem(item="cdn"), after(10))
    assert deadline(launch, after(10)) == after(10 + HOUR)
    assert launch.tick(after(10 + HOUR - 1)) == []
    assert kinds(launch.tick(after(10 + HOUR))) == ["item.staled"]
    assert (launch.status("records"), launch.status("cdn")) == ("stale", "passed")
    assert launch.tick(after(DAY)) == []


def test_a_fresh_pass_starts_its_time_again() -> None:
    launch = Rehearsed()
    launch.begin()
    launch.do(c.PassItem(item="records"), after(0))
    launch.do(c.PassItem(item="records"), after(HOUR - 1))
    assert launch.tick(after(HOUR)) == []
    assert deadline(launch, after(HOUR)) == after(2 * HOUR - 1)


# -- silence --------------------------------------------------------------------------------------


def seen() -> Rehearsed:
    launch = Rehearsed(checklist([probe("api", every=30.0, timeout=5.0)]))
    launch.begin()
    launch.look(sample(0))
    return launch


def test_a_probe_that_is_not_heard_of_for_three_slots_and_a_time_out_is_silent() -> None:
    launch = seen()
    assert deadline(launch, after(0)) == after(95)
    assert launch.tick(after(94.9)) == []
    made = launch.tick(after(95))
    assert kinds(made) == ["probe.changed"]
    assert launch.state.probe("api").verdict == "silent"
    assert launch.state.probe("api").reason == "stale.no_sample"
    assert deadline(launch, after(95)) is None


def test_our_own_errors_are_no_sign_of_life() -> None:
    launch = seen()
    for slot in range(1, 4):
        launch.look(sample(slot * 30.0, "error"))
    assert kinds(launch.tick(after(95))) == ["probe.changed"]


def test_a_look_puts_silence_off() -> None:
    launch = seen()
    launch.look(sample(30))
    assert launch.tick(after(95)) == []
    assert deadline(launch, after(95)) == after(125)


def test_a_probe_that_was_never_seen_is_unknown_and_not_silent() -> None:
    launch = Rehearsed()
    launch.begin()
    assert launch.tick(after(DAY)) == []


def test_a_new_engine_has_its_own_time_to_look() -> None:
    launch = seen()
    launch.epoch = 2
    launch.record([STARTED], after(HOUR))
    assert launch.tick(after(HOUR + 94)) == []
    assert kinds(launch.tick(after(HOUR + 95))) == ["probe.changed"]


def test_without_an_engine_event_the_last_look_counts() -> None:
    launch = Rehearsed(checklist([probe("api")]))
    launch.record([CREATED], START)
    launch.look(sample(0))
    assert deadline(launch, after(0)) == after(95)


@pytest.mark.parametrize(
    ("every", "timeout", "speed", "seconds"),
    [(30.0, 5.0, 1.0, 95.0), (1.0, 1.0, 1.0, 10.0), (15.0, 5.0, 60.0, 345.0)],
)
def test_silence_waits_for_slots_and_for_a_time_out_in_real_time(
    every: float, timeout: float, speed: float, seconds: float
) -> None:
    assert silent_after(probe(every=every, timeout=timeout), speed) == seconds


def test_what_came_to_pass_is_told_oldest_first() -> None:
    launch = live()
    launch.do(c.PassItem(item="records"), after(0))
    launch.look(sample(0))
    facts = advance(launch.plan, launch.state, launch.sight, after(2 * HOUR))
    assert [fact.kind for fact in facts] == [
        "probe.changed",
        *["round.missed"] * 3,
        "item.staled",
        *["round.missed"] * 4,
        "round.due",
    ]


def test_what_is_to_come_is_told_in_order_with_its_facts() -> None:
    launch = Rehearsed()
    launch.begin()
    launch.do(c.PassItem(item="records"), after(0))
    launch.do(c.GoLive(), after(0))
    found = coming(launch.plan, launch.state, {}, after(0))
    assert [at for at, _ in found] == sorted(at for at, _ in found)
    assert found[0] == (
        after(15 * MINUTE),
        (e.RoundDue(round="hour-1-6/1", phase="hour-1-6", number=1, due_at=after(15 * MINUTE)),),
    )
    stale = (after(HOUR), (e.ItemStaled(item="records", reason="its evidence is too old"),))
    assert stale in found


def test_what_a_machine_found_of_an_item_without_a_term_holds_for_good_once_live() -> None:
    launch = Rehearsed()
    launch.begin()
    seen = e.Evidence(what="command", text="exit 0", at=after(0))
    launch.record([e.ItemPassed(item="ship", evidence=(seen,))], after(0))
    assert launch.state.item("ship").record.how == "machine"
    assert deadline(launch, after(0)) is None
    assert launch.tick(after(DAY)) == []


def test_a_trigger_is_armed_at_its_time() -> None:
    stage = staged()
    assert advance(stage.plan, stage.state, {}, after(0)) == [
        TriggerArmed(trigger="health", why="after go-live")
    ]
