import pytest

from golive_tui.launch import events as e
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.fold_triggers import LATCHED
from golive_tui.launch.moves import TRIGGER_MOVES
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
