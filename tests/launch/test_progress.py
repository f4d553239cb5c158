import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.events import ItemStatus, ProbeChanged, ProbeVerdict
from golive_tui.launch.progress import (
    Decision,
    Progress,
    before_go_live,
    count,
    decision,
    progress,
    rolled_up,
    status_of,
)
from golive_tui.launch.trigger_facts import (
    TriggerArmed,
    TriggerBlind,
    TriggerSighted,
    TriggerTripped,
)
from tests.launch.test_trigger_verbs import staged
from tests.launch.world import MINUTE, Rehearsed, after, checklist, probe

STATUSES: list[ItemStatus] = ["open", "doing", "passed", "failed", "skipped", "stale"]


def begun() -> Rehearsed:
    """All probes ok, nothing done."""
    launch = Rehearsed()
    launch.begin()
    for name in launch.plan.probes:
        see(launch, name, "ok")
    return launch


def see(launch: Rehearsed, name: str, verdict: ProbeVerdict) -> None:
    launch.record([ProbeChanged(probe=name, verdict=verdict, was="unknown")], after(0))


def ready() -> Rehearsed:
    launch = begun()
    for item in ("domain", "records", "cdn"):
        launch.do(c.PassItem(item=item), after(1))
    return launch


def says(launch: Rehearsed, seconds: float = 2.0) -> Decision:
    return decision(launch.plan, launch.state, after(seconds))


# -- counts ---------------------------------------------------------------------------------------


@given(st.lists(st.sampled_from(STATUSES)))
def test_the_counts_add_up(statuses: list[ItemStatus]) -> None:
    found = count(e.ItemRecord(status=status) for status in statuses)
    parts = found.passed + found.failed + found.skipped + found.open + found.stale
    assert found.items == parts == len(statuses)
    assert found.done == found.passed + found.skipped


def test_the_rollback_is_no_progress() -> None:
    launch = begun()
    launch.do(c.PassItem(item="cdn"), after(1))
    launch.do(c.PassItem(item="undo-it"), after(1))
    launch.do(c.StartItem(item="ship"), after(1))
    assert progress(launch.plan, launch.state) == Progress(
        items=6, passed=1, failed=0, skipped=0, open=5, stale=0, by_word=1
    )


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(["", "word", "machine"]))))
def test_every_pass_is_a_machines_or_a_word(records: list[tuple[ItemStatus, e.How]]) -> None:
    found = count(e.ItemRecord(status=status, how=how) for status, how in records)
    assert found.by_machine + found.by_word == found.passed
    assert found.by_machine == records.count(("passed", "machine"))


def test_what_can_only_be_answered_after_go_live_is_not_to_be_done_before_it() -> None:
    launch = ready()
    found = before_go_live(launch.plan, launch.state)
    assert (found.items, found.done) == (3, 3)


# -- roll-up --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "wanted"),
    [
        ([], "open"),
        (["open", "open"], "open"),
        (["open", "passed"], "doing"),
        (["doing", "open"], "doing"),
        (["passed", "passed"], "passed"),
        (["passed", "skipped"], "passed"),
        (["skipped", "skipped"], "skipped"),
        (["passed", "stale"], "stale"),
        (["stale", "failed", "passed"], "failed"),
        (["open", "failed"], "failed"),
    ],
)
def test_a_group_is_what_its_worst_item_says(
    statuses: list[ItemStatus], wanted: ItemStatus
) -> None:
    assert rolled_up(statuses) == wanted


@given(st.lists(st.sampled_from(STATUSES), min_size=1))
def test_a_group_is_never_greener_than_an_item_in_it(statuses: list[ItemStatus]) -> None:
    """Nothing passes by accident: one item that is not done keeps its group from being done."""
    whole = rolled_up(statuses)
    if whole in ("passed", "skipped"):
        assert set(statuses) <= {"passed", "skipped"}
    assert whole == rolled_up(reversed(statuses))


def test_a_group_s_status_is_that_of_its_leaves() -> None:
    launch = begun()
    group = launch.plan.item("dns")
    leaf = launch.plan.item("domain")
    assert group is not None
    assert leaf is not None
    launch.do(c.PassItem(item="domain"), after(1))
    assert (status_of(group, launch.state), status_of(leaf, launch.state)) == ("doing", "passed")


# -- the decision ---------------------------------------------------------------------------------


def test_all_done_and_all_well_is_go() -> None:
    assert says(ready()) == Decision(word="go", reasons=())


def test_what_is_open_before_go_live_holds() -> None:
    assert says(begun()) == Decision(word="hold", reasons=("3 items open before go-live",))


def test_what_is_open_after_go_live_does_not_hold() -> None:
    launch = begun()
    launch.do(c.GoLive(), after(2))
    assert says(launch, 3).word == "go"


def test_a_stale_item_holds() -> None:
    launch = ready()
    launch.tick(after(3600 + 1))
    assert says(launch) == Decision(word="hold", reasons=("1 item stale",))


def test_a_failed_item_is_no_go_and_a_failed_rollback_item_is_not() -> None:
    launch = ready()
    launch.do(c.FailItem(item="undo-it"), after(2))
    assert says(launch).word == "go"
    launch.do(c.FailItem(item="ship"), after(2))
    assert says(launch) == Decision(word="no-go", reasons=("1 item failed: ship",))


@pytest.mark.parametrize("verdict", ["slow", "silent", "unknown"])
def test_a_probe_that_is_not_well_or_not_known_holds(verdict: ProbeVerdict) -> None:
    launch = ready()
    see(launch, "ws", verdict)
    assert says(launch) == Decision(word="hold", reasons=(f"1 probe {verdict}: ws",))


def test_a_failing_probe_is_no_go_and_comes_first() -> None:
    launch = begun()
    see(launch, "ws", "fail")
    launch.do(c.FailItem(item="cdn"), after(2))
    assert says(launch) == Decision(
        word="no-go",
        reasons=("1 probe fails: ws", "1 item failed: cdn", "2 items open before go-live"),
    )


def test_an_overdue_round_holds_once_live() -> None:
    launch = ready()
    launch.do(c.GoLive(), after(2))
    launch.live_on(after(2), after(2 + 21 * MINUTE))
    assert says(launch, 21 * MINUTE) == Decision(word="hold", reasons=("1 round overdue",))


def test_many_names_are_cut_short() -> None:
    launch = Rehearsed(checklist([probe(f"p{number}") for number in range(5)]))
    launch.begin()
    assert says(launch).reasons[-1] == "5 probes unknown: p0, p1, p2 and 2 more"


# -- rollback, gates, steps ----------------------------------------------------------------------


def test_a_running_or_failed_rollback_is_no_go_and_one_that_went_well_holds() -> None:
    launch = ready()
    assert says(launch).word == "go"
    launch.record([e.RollbackRequested(reason="", steps=("undo-it",))], after(1))
    assert says(launch) == Decision(word="no-go", reasons=("a rollback is running",))
    launch.record([e.RollbackEnded(outcome="failed", step="undo-it")], after(1))
    assert says(launch) == Decision(word="no-go", reasons=("the rollback failed at undo-it",))
    launch.record([e.RollbackRequested(reason="", steps=("undo-it",))], after(1))
    launch.record([e.RollbackEnded(outcome="rolled_back")], after(1))
    assert says(launch) == Decision(word="hold", reasons=("it was rolled back",))


def test_an_override_holds_until_it_is_answered_for() -> None:
    launch = ready()
    gate = m.Gate(id="poll", title="Poll", stations=("backend",))
    launch.plan = replace(launch.plan, gates=(gate,))
    launch.record([e.GateOverridden(gate="poll", reason="late")], after(1))
    assert says(launch) == Decision(word="hold", reasons=("1 gate overridden: poll",))
    launch.record([e.GateResolved(gate="poll", note="voted since")], after(1))
    assert says(launch).word == "go"


def test_a_step_of_which_nobody_can_tell_holds() -> None:
    launch = ready()
    asked = e.StepRequested(
        step="ship", attempt="ship-1", argv=("x",), directory="/", target="rehearsal"
    )
    launch.record([asked], after(1))
    launch.record([e.StepLost(step="ship", attempt="ship-1", why="a reboot")], after(1))
    assert says(launch) == Decision(word="hold", reasons=("1 step unknown: ship",))


def test_a_tripped_trigger_is_no_go_and_one_that_does_not_see_holds() -> None:
    stage = staged()
    see_api = ProbeChanged(probe="api", verdict="ok", was="unknown")
    stage.record([see_api, TriggerArmed(trigger="health")], 0)
    assert decision(stage.plan, stage.state, after(1)).word == "go"
    stage.record([TriggerBlind(trigger="health", since=after(0))], 1)
    assert decision(stage.plan, stage.state, after(1)) == Decision(
        word="hold", reasons=("1 trigger blind: health",)
    )
    stage.record([TriggerSighted(trigger="health"), TriggerTripped(trigger="health")], 2)
    assert decision(stage.plan, stage.state, after(2)) == Decision(
        word="no-go", reasons=("1 trigger tripped: health",)
    )
