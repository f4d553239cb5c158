from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.launch import trigger_facts as t
from golive_tui.launch.commands import GoLive, PassItem
from golive_tui.launch.state import LaunchState
from golive_tui.report.now import as_of, rollback_due
from tests.launch.test_trigger_verbs import staged
from tests.launch.world import HOUR, MINUTE, Rehearsed, after, sample


def _begun() -> Rehearsed:
    """Both probes are well, all is done before go-live."""
    launch = Rehearsed()
    launch.begin()
    for name in ("api", "ws"):
        launch.look(sample(1, name=name))
    return launch


def _seen(launch: Rehearsed, seconds: float, *, running: bool = False) -> LaunchState:
    return as_of(launch.plan, launch.state, launch.sight, after(seconds), running=running)


def test_where_no_time_has_passed_nothing_has_changed() -> None:
    launch = _begun()
    assert _seen(launch, 2) == launch.state


def test_a_probe_that_nobody_asks_falls_silent() -> None:
    launch = _begun()
    assert _seen(launch, 60).probe("api").verdict == "ok"
    seen = _seen(launch, HOUR)
    assert (seen.probe("api").verdict, seen.probe("api").reason) == ("silent", "stale.no_sample")


def test_a_verdict_without_any_sample_is_silent_unless_an_engine_looks() -> None:
    launch = _begun()
    launch.sight["api"] = type(launch.sight["api"])(launch.plan.probes["api"], after(0))
    assert _seen(launch, 2).probe("api").verdict == "silent"
    assert _seen(launch, 2, running=True).probe("api").verdict == "ok"


def test_a_probe_that_was_never_known_stays_unknown() -> None:
    launch = Rehearsed()
    launch.begin()
    assert _seen(launch, HOUR).probe("api").verdict == "unknown"


def test_a_round_is_due_then_overdue_then_missed() -> None:
    launch = _begun()
    launch.do(GoLive(), after(10))
    statuses = [
        [each.status for each in _seen(launch, 10 + minutes * MINUTE).rounds.values()]
        for minutes in (14, 16, 21, 31)
    ]
    assert statuses == [[], ["due"], ["overdue"], ["missed", "due"]]


def test_a_week_without_an_engine_misses_every_round_but_the_last() -> None:
    launch = _begun()
    launch.do(GoLive(), after(10))
    rounds = _seen(launch, 10 + 8 * 24 * HOUR).rounds
    assert len(rounds) == 48
    assert {each.status for each in rounds.values()} == {"missed"}
    assert all(each.unattended for each in rounds.values())


def test_a_pass_outlives_its_limit() -> None:
    launch = _begun()
    launch.do(PassItem(item="records"), after(20))
    assert _seen(launch, HOUR).item("records").record.status == "passed"
    assert _seen(launch, HOUR + 21).item("records").record.status == "stale"


@given(st.floats(0, 8 * 24 * HOUR), st.booleans())
def test_an_engine_that_comes_back_records_the_same(seconds: float, live: bool) -> None:
    launch = _begun()
    launch.do(PassItem(item="records"), after(20))
    if live:
        launch.do(GoLive(), after(30))
    seen = _seen(launch, 40 + seconds)
    assert (seen.seq, seen.at) == (launch.state.seq, launch.state.at)
    now = after(40 + seconds)
    while launch.tick(now):
        pass
    came = replace(launch.state, seq=seen.seq, at=seen.at)
    assert _facts(came) == _facts(seen)


def _facts(state: LaunchState) -> object:
    """All that a status tells."""
    return (
        {name: each.record.status for name, each in state.items.items()},
        {name: each.verdict for name, each in state.probes.items()},
        {name: each.status for name, each in state.rounds.items()},
    )


def test_a_countdown_that_ended_without_an_engine_has_begun_no_rollback() -> None:
    stage = staged(countdown="30s", action="countdown")
    tripped = t.TriggerTripped(trigger="health", action="countdown", acts_at=after(30.0))
    stage.record([t.TriggerArmed(trigger="health"), tripped], 0.0)
    assert rollback_due(stage.state, after(29.0)) is None
    seen = as_of(stage.plan, stage.state, {}, after(400.0), running=False)
    assert seen.rollback is None
    assert seen.trigger("health").status == "tripped"
    assert rollback_due(seen, after(400.0)) == after(30.0)


def test_what_only_asks_is_not_due() -> None:
    stage = staged()
    tripped = t.TriggerTripped(trigger="health", action="ask")
    stage.record([t.TriggerArmed(trigger="health"), tripped], 0.0)
    assert rollback_due(stage.state, after(400.0)) is None
