from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.errors import GoliveError, Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.check_facts import Verdict
from golive_tui.launch.codec import state_from_plain, state_to_plain
from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY
from golive_tui.launch.verdicts import overridden
from tests.launch.checking import Checked
from tests.launch.world import ANA, HOUR, LEE, after

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def test_a_pass_passes_the_item_with_its_evidence() -> None:
    launch = Checked()
    launch.verify("domain", "pass")
    known = launch.state.item("domain")
    assert (known.record.status, known.record.how, known.record.at) == (
        "passed",
        "machine",
        after(2),
    )
    assert [(each.what, each.text) for each in known.record.evidence] == [
        ("check", "http: status is 200")
    ]
    assert known.machine is not None
    assert (known.machine.verdict, known.machine.expires_at) == ("pass", after(902))
    assert known.machine.seq == launch.state.seq
    assert known.checking is None


def test_a_fail_fails_it_and_says_why() -> None:
    launch = Checked()
    launch.verify("cdn", "pass", "fail")
    known = launch.state.item("cdn")
    assert (known.record.status, known.record.note) == ("failed", "http.status: it is fail")
    assert known.machine is not None
    assert (known.machine.verdict, known.machine.reason) == ("fail", "http.status")
    assert [each.verdict for each in known.machine.results] == ["pass", "fail"]
    assert known.machine.expires_at is None


def test_all_checks_of_an_item_must_pass() -> None:
    launch = Checked()
    launch.verify("cdn", "pass", "inconclusive")
    assert launch.status("cdn") == "open"
    launch.verify("cdn", "pass", "pass", seconds=5)
    assert launch.status("cdn") == "passed"
    assert launch.state.item("cdn").record.note == "2 checks passed"


@pytest.mark.parametrize("verdict", ["inconclusive", "error"])
def test_what_cannot_be_told_changes_no_status(verdict: Verdict) -> None:
    launch = Checked()
    launch.verify("domain", verdict)
    assert launch.status("domain") == "open"
    launch.do(c.StartItem(item="domain"), after(5))
    launch.verify("domain", verdict, seconds=6)
    assert launch.status("domain") == "doing"
    launch.verify("domain", "pass", seconds=10)
    launch.verify("domain", verdict, seconds=20)
    assert launch.status("domain") == "passed"
    machine = launch.state.item("domain").machine
    assert machine is not None
    assert machine.verdict == verdict


def test_a_stale_tick_stays_stale_until_something_is_known() -> None:
    launch = Checked()
    launch.verify("domain", "pass")
    launch.tick(after(903))
    assert launch.status("domain") == "stale"
    launch.verify("domain", "inconclusive", seconds=910)
    assert launch.status("domain") == "stale"
    launch.verify("domain", "pass", seconds=920)
    assert launch.status("domain") == "passed"


def test_a_skip_is_a_persons_and_stays() -> None:
    launch = Checked()
    launch.ask("domain")
    launch.do(c.SkipItem(item="domain", reason="bought long ago"), after(2))
    launch.record([launch.evidence("domain", "fail")], after(3))
    assert launch.status("domain") == "skipped"


def test_evidence_of_a_run_that_nobody_waits_for_changes_nothing() -> None:
    launch = Checked()
    launch.record([launch.evidence("domain", "pass")], after(1))
    assert launch.status("domain") == "open"
    launch.ask("domain")
    late = launch.evidence("domain", "pass")
    launch.do(c.CancelChecks(), after(3))
    launch.record([late], after(4))
    launch.ask("domain", seconds=5)
    launch.record([late], after(6))
    assert launch.status("domain") == "open"
    assert launch.state.item("domain").machine is None
    assert launch.state.item("domain").checking is not None


def test_evidence_without_a_check_in_it_passes_nothing() -> None:
    launch = Checked()
    launch.ask("domain")
    launch.record([launch.evidence("domain")], after(2))
    assert launch.status("domain") == "open"
    machine = launch.state.item("domain").machine
    assert machine is not None
    assert (machine.verdict, machine.detail) == ("error", "nothing was asserted")


def test_nobody_takes_back_what_a_machine_found() -> None:
    launch = Checked()
    launch.do(c.PassItem(item="cdn"), after(1))
    launch.do(c.PassItem(item="domain"), after(1), LEE)
    launch.verify("domain", "fail")
    with pytest.raises(Refused, match="`domain` was changed by somebody else since"):
        launch.do(c.Undo(item="domain"), after(5), LEE)
    launch.do(c.Undo(), after(5))
    assert launch.status("cdn") == "open"


def test_a_hundred_verdicts_leave_an_act_to_be_taken_back() -> None:
    launch = Checked()
    launch.do(c.PassItem(item="cdn"), after(1))
    launch.do(c.StartItem(item="domain"), after(1), LEE)
    for number in range(100):
        launch.verify("domain", "pass", seconds=10.0 + number)
    launch.do(c.Undo(), after(200))
    assert launch.status("cdn") == "open"
    assert len(launch.state.acts) == 2


def test_both_verdicts_are_kept() -> None:
    launch = Checked()
    launch.verify("domain", "fail")
    launch.do(c.PassItem(item="domain", note="the registrar says so"), after(5))
    known = launch.state.item("domain")
    assert known.machine is not None
    assert known.machine.verdict == "fail"
    assert known.override is not None
    assert (known.override.status, known.override.by) == ("passed", "ana")
    assert known.override.reason == "the registrar says so"
    assert known.override.against == "fail (http.status): it is fail"
    assert known.record.how == "word"
    launch.verify("domain", "fail", seconds=10)
    assert launch.status("domain") == "failed"
    assert not overridden(launch.state, "domain")
    assert launch.state.item("domain").override == known.override


def test_a_machines_pass_goes_stale_before_t0_and_not_after() -> None:
    launch = Checked()
    launch.verify("domain", "pass")
    launch.verify("records", "pass")
    launch.do(c.PassItem(item="cdn"), after(3))
    launch.tick(after(902))
    assert (launch.status("domain"), launch.status("records")) == ("stale", "passed")
    assert launch.status("cdn") == "passed"
    launch.verify("domain", "pass", seconds=1000)
    launch.do(c.GoLive(), after(1100))
    launch.tick(after(1100 + HOUR))
    assert (launch.status("domain"), launch.status("records")) == ("passed", "stale")


# -- any launch -----------------------------------------------------------------------------------

ITEMS = st.sampled_from(["domain", "records", "cdn"])
WORDS = st.sampled_from(["", "because"])
MOVES = st.one_of(
    st.builds(c.VerifyItems, items=st.tuples(ITEMS)),
    st.just(c.VerifyItems(all=True)),
    st.just(c.CancelChecks()),
    st.builds(c.PassItem, item=ITEMS, note=WORDS),
    st.builds(c.FailItem, item=ITEMS, note=WORDS),
    st.builds(c.SkipItem, item=ITEMS, reason=st.just("not today")),
    st.builds(c.ReopenItem, item=ITEMS),
    st.builds(c.Undo, item=ITEMS),
    st.builds(c.NoteItem, item=ITEMS, text=st.just("seen")),
    st.tuples(ITEMS, st.lists(st.sampled_from(VERDICTS), max_size=2)),
    st.sampled_from([60.0, 1000.0, 4000.0]),
)
Move = c.Command | tuple[str, list[Verdict]] | float


def play(launch: Checked, moves: list[Move]) -> list[float]:
    """Do what can be done, one after the other; the times at which things happened."""
    seconds, times = 10.0, []
    for move in moves:
        seconds += 1.0
        times.append(seconds)
        if isinstance(move, float):
            seconds += move
            launch.tick(after(seconds))
        elif isinstance(move, tuple):
            item, verdicts = move
            launch.record([launch.evidence(item, *verdicts)], after(seconds))
        else:
            try:
                launch.do(move, after(seconds), ANA)
            except GoliveError:
                continue
    return times


@given(st.lists(MOVES, max_size=25))
def test_a_machines_tick_always_rests_on_a_pass(moves: list[Move]) -> None:
    launch = Checked()
    play(launch, moves)
    passing = {
        event.fact.item
        for event in launch.events
        if event.fact.kind == "evidence.recorded"
        and not isinstance(event.fact, e.LaunchCreated)
        and (found := getattr(event.fact, "found", ()))
        and all(each.verdict == "pass" for each in found)
        and hasattr(event.fact, "item")
    }
    for item, known in launch.state.items.items():
        if known.record.status == "passed" and known.record.how == "machine":
            assert item in passing


@given(st.lists(MOVES, max_size=12), st.lists(MOVES, max_size=12))
def test_no_later_act_takes_a_verdict_away(before: list[Move], later: list[Move]) -> None:
    launch = Checked()
    play(launch, before)
    was = launch.state
    play(launch, later)
    for item, known in was.items.items():
        now = launch.state.item(item)
        assert known.machine is None or now.machine is not None
        assert known.override is None or now.override is not None


@given(st.lists(MOVES, max_size=25))
def test_a_pass_against_the_machine_always_has_a_reason(moves: list[Move]) -> None:
    launch = Checked()
    play(launch, moves)
    for known in launch.state.items.values():
        assert known.override is None or known.override.reason
        assert known.override is None or known.override.against


@given(st.lists(MOVES, max_size=15))
def test_the_fold_of_every_prefix_goes_on_from_its_copy(moves: list[Move]) -> None:
    launch = Checked()
    play(launch, moves)
    state = EMPTY
    for event in launch.events:
        state = fold(state_from_plain(state_to_plain(state)), event)
    assert state == launch.state
