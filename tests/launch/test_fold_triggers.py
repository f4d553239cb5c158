import pytest

from golive_tui.launch import events as e
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.fold_triggers import LATCHED, rolled_back
from golive_tui.launch.moves import TRIGGER_MOVES
from golive_tui.launch.state import EMPTY
from tests.launch.world import ANA, Rehearsed, after


def launch(*facts: e.Fact) -> Rehearsed:
    begun = Rehearsed()
    begun.begin()
    begun.record(list(facts), after(10.0))
    return begun


ARMED = t.TriggerArmed(trigger="x")
TRIPPED = t.TriggerTripped(trigger="x", action="countdown", acts_at=after(40.0), value=4.0, n=4)


def test_a_trip_keeps_what_it_rests_on_and_when_it_acts() -> None:
    known = launch(ARMED, TRIPPED).state.trigger("x")
    assert (known.status, known.value, known.n, known.trips) == ("tripped", 4.0, 4, 1)
    assert (known.acts_at, known.trip) == (after(40.0), 4)


def test_a_move_that_is_not_legal_changes_nothing() -> None:
    begun = launch(TRIPPED, t.TriggerReset(trigger="x"), t.TriggerArmed(trigger="x"))
    assert begun.state.trigger("x").status == "armed"
    assert begun.state.trigger("x").trips == 0


def test_a_shadow_trip_is_only_counted() -> None:
    known = launch(t.TriggerTripped(trigger="x", shadow=True)).state.trigger("x")
    assert (known.status, known.would_have_tripped) == ("disarmed", 1)


def test_a_rollback_takes_its_trips_and_an_attached_one_joins_them() -> None:
    begun = launch(
        ARMED, TRIPPED, t.TriggerArmed(trigger="y"),
        e.RollbackRequested(reason="r", steps=("undo-it",), triggers=("x",)),
        t.TriggerTripped(trigger="y", attached=True),
    )  # fmt: skip
    assert {name: each.status for name, each in begun.state.triggers.items()} == {
        "x": "acting",
        "y": "acting",
    }
    assert begun.state.rollback is not None
    assert begun.state.rollback.triggers == ("x", "y")
    assert begun.state.trigger("x").acts_at is None


def test_after_a_rollback_what_pends_begins_anew() -> None:
    begun = launch(
        ARMED, t.TriggerPending(trigger="x", observed=90.0),
        e.RollbackRequested(reason="r", steps=("undo-it",)),
    )  # fmt: skip
    begun.record([e.RollbackEnded(outcome="rolled_back")], after(60.0))
    known = begun.state.trigger("x")
    assert (known.status, known.observed, known.counts_from) == ("armed", 0.0, after(60.0))


def test_a_clock_that_was_set_takes_the_countdown_with_it_and_a_sleep_too() -> None:
    begun = launch(ARMED, TRIPPED)
    begun.record([e.ClockStepped(cause="wall", seconds=3600.0)], after(3612.0))
    known = begun.state.trigger("x")
    assert (known.acts_at, known.counts_from) == (after(3640.0), after(3610.0))
    begun.record([e.ClockStepped(cause="suspend", seconds=60.0)], after(3700.0))
    known = begun.state.trigger("x")
    assert (known.acts_at, known.counts_from) == (after(3700.0), after(3610.0))


def test_time_without_an_engine_is_no_time_in_shadow() -> None:
    begun = launch()
    assert begun.state.watched_since == after(0.0)
    begun.record([e.EngineResumed(since=after(100.0))], after(400.0))
    assert begun.state.watched_since == after(300.0)


def test_disarming_forgets_the_breach_and_keeps_that_it_was_armed() -> None:
    begun = launch(ARMED, t.TriggerPending(trigger="x", observed=90.0))
    begun.record([t.TriggerDisarmed(trigger="x", reason="r", until=after(900.0))], after(20.0), ANA)
    known = begun.state.trigger("x")
    assert (known.status, known.observed, known.rearm_at) == ("disarmed", 0.0, after(900.0))
    assert (known.counts_from, known.by, known.reason) == (after(10.0), "ana", "r")


@pytest.mark.parametrize("status", LATCHED)
def test_nothing_that_is_seen_leads_out_of_a_trip(status: str) -> None:
    seen = {"breach", "clear", "trip", "attach", "arm"}
    assert not [move for move in TRIGGER_MOVES if move[0] == status and move[1] in seen]


def test_blindness_is_kept_until_it_can_tell_again() -> None:
    begun = launch(ARMED, t.TriggerBlind(trigger="x", since=after(5.0)))
    assert begun.state.trigger("x").blind_since == after(5.0)
    begun.record([t.TriggerSighted(trigger="x", seconds=9.0)], after(14.0))
    assert begun.state.trigger("x").blind_since is None


def test_a_void_streak_is_told_and_changes_nothing() -> None:
    begun = launch(ARMED)
    before = begun.state.trigger("x")
    broken = t.TriggerStreakBroken(trigger="x", probe="api", streak=3, gap=50.0)
    begun.record([broken], after(20.0))
    assert begun.state.trigger("x") == before


def test_a_breach_that_ends_leaves_it_armed_with_its_count_of_breaches() -> None:
    begun = launch(ARMED, t.TriggerPending(trigger="x", observed=90.0))
    begun.record([t.TriggerCleared(trigger="x", observed=90.0, why="well again")], after(30.0))
    known = begun.state.trigger("x")
    assert (known.status, known.observed, known.observed_at) == ("armed", 0.0, None)
    assert (known.pendings, known.reason) == (1, "well again")


def test_a_trip_goes_from_hand_to_hand() -> None:
    begun = launch(ARMED, TRIPPED)
    begun.record([t.TriggerAcknowledged(trigger="x", reason="I look")], after(11.0), ANA)
    known = begun.state.trigger("x")
    assert (known.status, known.by, known.reason) == ("acknowledged", "ana", "I look")
    assert known.acts_at == after(40.0), "the countdown goes on"
    begun.record([t.TriggerHeld(trigger="x", until=after(300.0), reason="wait")], after(12.0), ANA)
    known = begun.state.trigger("x")
    assert (known.status, known.held_until, known.acts_at) == ("held", after(300.0), None)
    begun.record([t.TriggerAsked(trigger="x", acts_at=after(330.0))], after(300.0))
    known = begun.state.trigger("x")
    assert (known.status, known.held_until, known.acts_at) == ("tripped", None, after(330.0))
    assert known.reason == "wait"
    begun.record([t.TriggerBlocked(trigger="x", why="no way back")], after(330.0))
    known = begun.state.trigger("x")
    assert (known.status, known.acts_at, known.blocked) == ("tripped", None, "no way back")


def test_an_override_arms_it_afresh() -> None:
    begun = launch(ARMED, TRIPPED)
    begun.record([t.TriggerOverridden(trigger="x", reason="known")], after(50.0), ANA)
    known = begun.state.trigger("x")
    assert (known.status, known.counts_from, known.acts_at) == ("armed", after(50.0), None)
    assert (known.trips, known.reason) == (1, "known")


@pytest.mark.parametrize(
    "fact",
    [
        t.TriggerOverridden(trigger="x", reason="r"),
        t.TriggerDisarmed(trigger="x", reason="r", until=after(900.0)),
    ],
)
def test_an_answer_that_is_no_move_changes_nothing(fact: t.TriggerFact) -> None:
    heard: list[e.Fact] = [t.TriggerAcknowledged(trigger="x"), t.TriggerReset(trigger="x")]
    acts = heard if isinstance(fact, t.TriggerOverridden) else []
    begun = launch(ARMED, TRIPPED, *acts)
    if isinstance(fact, t.TriggerDisarmed):
        requested = e.RollbackRequested(reason="r", steps=("undo-it",), triggers=("x",))
        begun.record([requested], after(11.0))
    before = begun.state.trigger("x")
    begun.record([fact], after(20.0), ANA)
    assert begun.state.trigger("x") == before


def test_the_rollback_of_no_launch_leaves_no_trigger_changed() -> None:
    assert rolled_back(EMPTY) is EMPTY
