"""What must be true of every launch, whatever is seen: the promises of runbooks 2.4."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from golive_tui.launch.events import RollbackRequested
from golive_tui.launch.trigger_facts import TriggerPending, TriggerTripped
from golive_tui.launch.triggers import after_gap
from tests.launch.scenario import Stage, checklist_of, happenings, play, run

HEALTH = {"measure": "consecutive_failures", "of": ["api"], "above": 3, "action": "auto"}
ERRORS = {
    "measure": "error_rate", "of": ["api"], "window": "60s", "above": "20%", "for": "45s",
    "needs": 5, "action": "countdown",
}  # fmt: skip
SLOW = {"measure": "p50", "of": ["api"], "window": "60s", "above": "1s", "for": "30s"}
ALL: dict[str, dict[str, Any]] = {"health": HEALTH, "errors": ERRORS, "slow": SLOW}

series = st.lists(
    st.tuples(st.sampled_from(".sxxwe-"), st.integers(1, 12)).map(lambda each: each[0] * each[1]),
    min_size=1,
    max_size=14,
).map("".join)


def scenario(text: str, triggers: Mapping[str, Any] = ALL, **more: Any) -> dict[str, Any]:
    probes = {"api": {"every": "5s", "timeout": "2s"}}
    return {"probes": probes, "triggers": triggers, "series": {"api": text}, **more}


def trips(text: str, **more: Any) -> dict[str, float | None]:
    stage = play(scenario(text, **more))
    return {name: stage.trip_of(name) for name in ALL}


def later(one: float | None, other: float | None) -> bool:
    """Whether `one` is not sooner than `other`; never is later than anything."""
    return one is None or (other is not None and one >= other - 1e-6)


@settings(max_examples=40, deadline=None)
@given(st.text("e-", min_size=1, max_size=100))
def test_unknown_never_trips(text: str) -> None:
    assert set(trips(text).values()) == {None}


@settings(max_examples=40, deadline=None)
@given(series, st.data())
def test_a_good_look_instead_of_a_bad_one_never_hastens_a_trip(
    text: str, data: st.DataObject
) -> None:
    bad = [place for place, sign in enumerate(text) if sign in "xws"]
    if not bad:
        return
    place = data.draw(st.sampled_from(bad))
    before, after = trips(text), trips(text[:place] + "." + text[place + 1 :])
    assert all(later(after[name], before[name]) for name in ALL)


@settings(max_examples=40, deadline=None)
@given(series)
def test_there_is_one_rollback_however_many_trips_there_are(text: str) -> None:
    stage = play(scenario(text + "x" * 40))
    begun = [each for each in stage.events if isinstance(each.fact, RollbackRequested)]
    assert len(begun) == 1
    assert stage.state.rollback is not None
    latched = {n for n, each in stage.state.triggers.items() if each.trips and n != "slow"}
    assert latched <= set(stage.state.rollback.triggers)


END = {"at": "15m"}


@settings(max_examples=max(60, settings().max_examples), deadline=None)
@given(series, st.integers(1, 400), st.sampled_from([1, 4, 11, 30, 90]))
@example("....ssssssss", 1, 4)
def test_a_restart_at_any_instant_trips_no_sooner_than_without_the_looks_that_it_cost(
    text: str, at: int, length: int
) -> None:
    """A good look that nobody made may hasten a trip; that an engine came back never does."""
    quiet = {n: {**each, "action": "ask"} for n, each in ALL.items()}
    lost = {place for place in range(len(text)) if at < place * 5 <= at + length}
    seen = "".join("-" if place in lost else sign for place, sign in enumerate(text))
    whole = play(scenario(seen, quiet, then=[END]))
    restart = {"at": f"{at}s", "do": "restart", "for": f"{length}s"}
    cut = play(scenario(text, quiet, then=[restart, END]))
    for name in ALL:
        assert later(cut.trip_of(name), whole.trip_of(name)), name


@settings(max_examples=max(40, settings().max_examples), deadline=None)
@given(series, st.integers(1, 300), st.sampled_from(["1h", "-1h", "7s", "-7s"]))
@example("-", 1, "1h")
def test_a_clock_step_changes_no_trip(text: str, at: int, by: str) -> None:
    quiet = {"health": {**HEALTH, "action": "ask"}}
    step = {"at": f"{at}s", "do": "clock", "by": by}
    whole = play(scenario(text, quiet, then=[END]))
    stepped = play(scenario(text, quiet, then=[step, END]))
    assert stepped.state.trigger("health").status == whole.state.trigger("health").status


@settings(max_examples=30, deadline=None)
@given(series)
def test_the_state_is_the_fold_of_the_journal_and_the_same_whoever_plays_it(text: str) -> None:
    one, other = play(scenario(text)), play(scenario(text))
    assert one.events == other.events
    assert one.state == other.state


@pytest.mark.parametrize(("gap", "ends"), [(0.0, False), (12.0, False), (12.5, True), (-3.0, True)])
def test_a_gap_of_a_fifth_of_the_window_is_tolerated(gap: float, *, ends: bool) -> None:
    plan = checklist_of(scenario("."))
    stage = Stage(plan)
    stage.begin()
    run(stage, happenings(plan, scenario(".")))
    stage.record([TriggerPending(trigger="errors", observed=15.0)], 5.0)
    assert bool(after_gap(plan, stage.state, gap, "the engine stopped")) is ends


def test_a_trip_says_what_it_rests_on() -> None:
    stage = play(scenario("." * 12 + "x" * 6))
    tripped = [each.fact for each in stage.events if isinstance(each.fact, TriggerTripped)]
    assert tripped[0].trigger == "health"
    assert (tripped[0].value, tripped[0].action) == (4.0, "auto")
    assert tripped[0].n >= 4


def test_the_health_trigger_trips_at_the_earliest_possible_instant() -> None:
    """The budget: within one interval of it. The fourth failure is that instant."""
    stage = play(scenario("." * 12 + "x" * 6))
    assert stage.trip_of("health") == 12 * 5.0 + 3 * 5.0


def test_a_void_streak_of_one_that_is_not_armed_is_nobodys_business() -> None:
    void = {"health": HEALTH}
    kinds = [each.fact.kind for each in play(scenario("xxx" + "-" * 20 + "xx", void)).events]
    assert kinds.count("trigger.streak_broken") == 1
    early = play(scenario("xxx" + "-" * 20 + "xx", void, live=False))
    assert "trigger.streak_broken" not in [each.fact.kind for each in early.events]
