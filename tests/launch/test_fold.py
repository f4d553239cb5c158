import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.figures import Digest
from golive_tui.launch.fold import fold
from golive_tui.launch.item_state import NOTES_KEPT, Override
from golive_tui.launch.state import ACTS_KEPT, EMPTY, LaunchState, RoundStatus
from tests.launch.facts import any_fact
from tests.launch.world import ANA, CREATED, DAY, ENGINE, LEE, STARTED, Rehearsed, after


def begun() -> Rehearsed:
    launch = Rehearsed()
    launch.begin()
    return launch


def test_the_first_event_says_what_is_launched_and_by_whom() -> None:
    state = begun().state
    assert state.origin is not None
    assert (state.origin.title, state.origin.created_by) == ("Small launch", "ana")
    assert state.origin.created_at == after(0)
    assert (state.seq, state.at, state.epoch) == (2, after(0), 1)


def test_an_event_out_of_order_is_refused() -> None:
    event = e.Event(seq=5, at=after(0), epoch=1, by=ANA, fact=CREATED)
    with pytest.raises(ValueError, match="event 5 cannot follow event 0"):
        fold(EMPTY, event)


@given(st.lists(any_fact(), max_size=25))
def test_the_fold_of_any_events_is_a_function_of_them(facts: list[e.Fact]) -> None:
    """No order of facts, however odd, stops it; twice folded is the same state."""
    events = [
        e.Event(seq=number, at=after(number), epoch=1, by=ANA, fact=fact)
        for number, fact in enumerate(facts, start=1)
    ]
    states = []
    for _ in range(2):
        state = EMPTY
        for event in events:
            state = fold(state, event)
        states.append(state)
    assert states[0] == states[1]
    assert states[0].seq == len(facts)


@given(st.lists(any_fact(), max_size=12), any_fact())
def test_a_fold_leaves_the_state_before_as_it_was(before: list[e.Fact], fact: e.Fact) -> None:
    state = EMPTY
    for number, each in enumerate(before, start=1):
        state = fold(state, e.Event(seq=number, at=after(number), epoch=1, by=ANA, fact=each))
    picture = repr(state)
    fold(state, e.Event(seq=len(before) + 1, at=after(99), epoch=1, by=LEE, fact=fact))
    assert repr(state) == picture


# -- the launch and its engine --------------------------------------------------------------------


def test_an_engine_starts_resumes_and_stops() -> None:
    launch = begun()
    launch.epoch = 2
    launch.record([STARTED], after(100))
    launch.record([e.EngineResumed(since=after(50), notices=("a torn line was cut",))], after(100))
    engine = launch.state.engine
    assert engine is not None
    assert (engine.epoch, engine.resumed_since) == (2, after(50))
    assert engine.notices == ("a torn line was cut",)
    launch.record([e.EngineStopped(reason="asked to")], after(200))
    assert launch.state.engine is not None
    assert launch.state.engine.stopped_at == after(200)


@pytest.mark.parametrize("fact", [e.EngineResumed(since=after(0)), e.EngineStopped(reason="x")])
def test_what_an_engine_says_before_it_started_changes_nothing(fact: e.Fact) -> None:
    state = fold(EMPTY, e.Event(seq=1, at=after(0), epoch=1, by=ENGINE, fact=fact))
    assert state.engine is None


def test_a_new_engine_wipes_the_notices_of_the_one_before() -> None:
    launch = begun()
    launch.record([e.EngineResumed(since=after(0), notices=("cut",))], after(1))
    launch.record([STARTED], after(2))
    assert launch.state.engine is not None
    assert launch.state.engine.notices == ()
    assert launch.state.engine.resumed_since is None


def test_going_live_sets_t0_and_who_said_so() -> None:
    launch = begun()
    launch.do(c.GoLive(), after(60), LEE)
    assert (launch.state.went_live_at, launch.state.went_live_by) == (after(60), "lee")


def test_the_helm_goes_to_who_took_it() -> None:
    launch = begun()
    launch.record([e.HelmTaken(user="lee", uid=1002, before="ana", reason="lunch")], after(1), LEE)
    assert (launch.state.helm, launch.state.helm_uid) == ("lee", 1002)


def test_a_stepped_clock_changes_no_stored_time() -> None:
    launch = begun()
    before = launch.state
    launch.record([e.ClockStepped(cause="wall", seconds=-3600.0)], after(1))
    assert launch.state.origin == before.origin
    assert launch.state.engine == before.engine


def test_a_changed_checklist_makes_passes_under_it_stale_and_forgets_what_is_gone() -> None:
    launch = begun()
    for item in ("cdn", "domain", "records"):
        launch.do(c.PassItem(item=item), after(1))
    launch.do(c.FailItem(item="ship"), after(1))
    accepted = e.ChecklistAccepted(
        sha256="1" * 64, title="New", changed=("cdn", "ship"), removed=("domain",)
    )
    launch.record([accepted], after(2), ANA)
    assert launch.status("cdn") == "stale"
    assert launch.state.item("cdn").record.note == "the checklist changed"
    assert launch.status("ship") == "failed"
    assert launch.status("records") == "passed"
    assert "domain" not in launch.state.items
    assert "domain" not in [act.item for act in launch.state.acts]
    assert launch.state.origin is not None
    assert (launch.state.origin.title, launch.state.origin.sha256) == ("New", "1" * 64)


def test_a_checklist_accepted_before_the_launch_was_created_changes_nothing() -> None:
    fact = e.ChecklistAccepted(sha256="1" * 64, title="New")
    state = fold(EMPTY, e.Event(seq=1, at=after(0), epoch=1, by=ANA, fact=fact))
    assert state.origin is None


def test_a_field_of_the_sign_off_is_filled_with_who_and_when() -> None:
    launch = begun()
    launch.do(c.FillSignoff(field="Notes", text="all well"), after(5), LEE)
    filled = launch.state.signoff["Notes"]
    assert (filled.text, filled.by, filled.at) == ("all well", "lee", after(5))


# -- items ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "status", "note"),
    [
        (c.StartItem(item="cdn", note="on it"), "doing", "on it"),
        (c.PassItem(item="cdn", note="seen"), "passed", "seen"),
        (c.FailItem(item="cdn", note="no route"), "failed", "no route"),
        (c.SkipItem(item="cdn", reason="not ours"), "skipped", "not ours"),
    ],
    ids=lambda each: each.DO if hasattr(each, "DO") else "",
)
def test_an_act_says_who_when_and_why(command: c.Command, status: e.ItemStatus, note: str) -> None:
    launch = begun()
    launch.do(command, after(3), LEE)
    record = launch.state.item("cdn").record
    assert (record.status, record.by, record.at, record.note) == (status, "lee", after(3), note)
    assert launch.state.item("cdn").seq == launch.state.seq


def test_a_reopened_item_keeps_its_remarks_and_its_owner() -> None:
    launch = begun()
    launch.do(c.AssignItem(item="cdn", owner="lee"), after(1))
    launch.do(c.NoteItem(item="cdn", text="ask for the zone"), after(2))
    launch.do(c.PassItem(item="cdn"), after(3))
    launch.do(c.ReopenItem(item="cdn", note="wrong zone"), after(4))
    item = launch.state.item("cdn")
    assert (item.record.status, item.record.note, item.owner) == ("open", "wrong zone", "lee")
    assert [(each.by, each.text) for each in item.remarks] == [("ana", "ask for the zone")]


def test_the_newest_remarks_are_kept() -> None:
    launch = begun()
    for number in range(NOTES_KEPT + 3):
        launch.do(c.NoteItem(item="cdn", text=f"note {number}"), after(number))
    texts = [each.text for each in launch.state.item("cdn").remarks]
    assert texts == [f"note {number}" for number in range(3, NOTES_KEPT + 3)]


def test_only_a_pass_goes_stale() -> None:
    launch = begun()
    launch.do(c.FailItem(item="cdn"), after(1))
    launch.record([e.ItemStaled(item="cdn", reason="old")], after(2))
    assert launch.status("cdn") == "failed"
    launch.do(c.PassItem(item="cdn"), after(3))
    launch.record([e.ItemStaled(item="cdn", reason="old")], after(4))
    record = launch.state.item("cdn").record
    assert (record.status, record.note, record.by) == ("stale", "old", "ana")


def test_an_undone_act_leaves_the_record_before_it() -> None:
    launch = begun()
    launch.do(c.PassItem(item="cdn", note="seen"), after(1))
    before = launch.state.item("cdn").record
    launch.do(c.FailItem(item="cdn"), after(2), LEE)
    launch.do(c.Undo(), after(3), LEE)
    assert launch.state.item("cdn").record == before
    assert [act.uid for act in launch.state.acts] == [ANA.uid]


def test_the_newest_acts_can_be_undone_and_older_ones_not() -> None:
    launch = begun()
    for number in range(ACTS_KEPT + 5):
        launch.do(c.PassItem(item="cdn"), after(number))
    assert len(launch.state.acts) == ACTS_KEPT
    assert launch.state.acts[-1].seq == launch.state.seq


# -- probes and rounds ----------------------------------------------------------------------------


def test_a_probe_s_verdict_is_kept_with_its_reason_and_since_when() -> None:
    launch = begun()
    changed = e.ProbeChanged(
        probe="api", verdict="fail", was="ok", reason="tcp.refused", detail="x"
    )
    launch.record([changed], after(9))
    probe = launch.state.probe("api")
    assert (probe.verdict, probe.reason, probe.detail, probe.since) == (
        "fail", "tcp.refused", "x", after(9),
    )  # fmt: skip
    launch.record([e.ProbeAsked(probe="api")], after(10), ANA)
    assert launch.state.probe("api") == probe


def due(number: int, seconds: float) -> e.RoundDue:
    return e.RoundDue(
        round=f"hour-1-6/{number}", phase="hour-1-6", number=number, due_at=after(seconds)
    )


def with_round() -> Rehearsed:
    launch = begun()
    launch.record([due(1, 900)], after(900))
    return launch


def round_status(launch: Rehearsed, number: int = 1) -> RoundStatus:
    return launch.state.rounds[f"hour-1-6/{number}"].status


def test_a_round_goes_from_due_to_overdue_to_completed() -> None:
    launch = with_round()
    assert round_status(launch) == "due"
    launch.record([e.RoundOverdue(round="hour-1-6/1")], after(1200))
    assert round_status(launch) == "overdue"
    launch.record([e.RoundCompleted(round="hour-1-6/1", note="quiet")], after(1300), LEE)
    each = launch.state.rounds["hour-1-6/1"]
    assert (each.status, each.by, each.note, each.closed_at) == (
        "completed", "lee", "quiet", after(1300),
    )  # fmt: skip


def test_a_person_s_answer_stands_whether_the_digest_comes_before_or_after_it() -> None:
    probes = e.RoundAnswer(status="failed", by="probes", at=after(900))
    digested = e.RoundDigested(round="hour-1-6/1", answers={"endpoints": probes})
    answered = e.RoundAnswered(round="hour-1-6/1", item="endpoints", status="passed", note="ok now")
    orders: list[list[e.Fact]] = [[digested, answered], [answered, digested]]
    for facts in orders:
        launch = with_round()
        launch.record(facts, after(901), LEE)
        answer = launch.state.rounds["hour-1-6/1"].answers["endpoints"]
        assert (answer.status, answer.by) == ("passed", "lee")


def test_the_digests_of_the_newest_round_alone_are_kept() -> None:
    launch = with_round()
    digests = {"api": Digest(n=30, failed=0, coverage=1.0)}
    launch.record([e.RoundDigested(round="hour-1-6/1", digests=digests)], after(900))
    assert launch.state.rounds["hour-1-6/1"].digests == digests
    launch.record([due(2, 1800)], after(1800))
    launch.record([e.RoundDigested(round="hour-1-6/2", digests=digests)], after(1800))
    assert launch.state.rounds["hour-1-6/1"].digests == {}
    assert launch.state.rounds["hour-1-6/2"].digests == digests


def test_a_round_that_nobody_saw_is_missed_all_the_same() -> None:
    launch = begun()
    missed = e.RoundMissed(
        round="week-1/1", phase="week-1", number=1, due_at=after(2 * DAY), unattended=True
    )
    launch.record([missed], after(3 * DAY))
    each = launch.state.rounds["week-1/1"]
    assert (each.status, each.unattended, each.due_at) == ("missed", True, after(2 * DAY))
    assert each.closed_at == after(3 * DAY)


def test_a_missed_round_keeps_the_answers_that_it_had() -> None:
    launch = with_round()
    launch.record([e.RoundAnswered(round="hour-1-6/1", item="logs", status="passed")], after(901))
    missed = e.RoundMissed(round="hour-1-6/1", phase="hour-1-6", number=1, due_at=after(900))
    launch.record([missed], after(1800))
    assert list(launch.state.rounds["hour-1-6/1"].answers) == ["logs"]


@pytest.mark.parametrize(
    "fact",
    [
        e.RoundDigested(round="gone/1"),
        e.RoundAnswered(round="gone/1", item="x", status="passed"),
        e.RoundOverdue(round="gone/1"),
        e.RoundCompleted(round="gone/1"),
    ],
    ids=lambda fact: fact.kind,
)
def test_what_is_said_of_a_round_that_never_fell_due_changes_nothing(fact: e.Fact) -> None:
    state: LaunchState = with_round().state
    event = e.Event(seq=state.seq + 1, at=after(1), epoch=1, by=ANA, fact=fact)
    assert fold(state, event).rounds == state.rounds


def test_an_item_of_four_eyes_is_in_hand_until_the_second_person_confirms() -> None:
    launch = begun()
    launch.record([e.ItemVouched(item="cdn", name="Ana", note="it answers")], after(1), ANA)
    record = launch.state.item("cdn").record
    assert (record.status, record.how, record.by) == ("doing", "", "ana")
    assert record.note == "passed by Ana, a second person must confirm: it answers"
    assert record.first == e.Vouch(by=ANA, at=after(1), name="Ana", note="it answers")
    launch.record([e.ItemVouched(item="domain")], after(2), LEE)
    told = launch.state.item("domain").record.note
    assert told == "passed by lee, a second person must confirm"


def test_a_word_against_the_check_is_kept_with_its_reason() -> None:
    launch = begun()
    launch.record([e.ItemPassed(item="cdn", note="seen by hand", against="fail")], after(1), ANA)
    launch.record([e.ItemFailed(item="cdn", note="too slow", against="pass")], after(2), LEE)
    known = launch.state.item("cdn")
    assert known.record.status == "failed"
    assert known.override == Override(
        status="failed", by="lee", at=after(2), reason="too slow", against="pass"
    )
