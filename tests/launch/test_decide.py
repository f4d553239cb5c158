from collections.abc import Sequence

import pytest

from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.decide import NOTE_LIMIT
from tests.launch.world import ANA, LEE, MINUTE, Rehearsed, after


def begun() -> Rehearsed:
    launch = Rehearsed()
    launch.begin()
    return launch


def with_round() -> Rehearsed:
    launch = begun()
    launch.do(c.GoLive(), after(0))
    launch.live_on(after(0), after(15 * MINUTE))
    return launch


def facts(events: Sequence[e.Event]) -> list[e.Fact]:
    return [event.fact for event in events]


def refusal(launch: Rehearsed, command: c.Command, seconds: float = 1.0) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        launch.do(command, after(seconds))
    return caught.value.message, caught.value.hint


def not_found(launch: Rehearsed, command: c.Command) -> tuple[str, str]:
    with pytest.raises(NotFound) as caught:
        launch.do(command, after(1))
    return caught.value.message, caught.value.hint


# -- items ----------------------------------------------------------------------------------------


def test_a_pass_bears_its_note_and_its_link_as_evidence() -> None:
    made = begun().do(c.PassItem(item="cdn", note=" seen ", link=" https://ci/run/881\n"), after(7))
    link = e.Evidence(what="link", text="https://ci/run/881", at=after(7))
    assert facts(made) == [e.ItemPassed(item="cdn", note="seen", evidence=(link,))]


def test_a_fail_without_a_link_has_no_evidence() -> None:
    made = begun().do(c.FailItem(item="cdn", note="no route"), after(7))
    assert facts(made) == [e.ItemFailed(item="cdn", note="no route")]


def test_a_skip_needs_a_reason() -> None:
    launch = begun()
    assert refusal(launch, c.SkipItem(item="cdn", reason="  \n "))[0] == "a skip needs a reason"
    made = launch.do(c.SkipItem(item="cdn", reason="ours is elsewhere"), after(1))
    assert facts(made) == [e.ItemSkipped(item="cdn", reason="ours is elsewhere")]


def test_a_note_needs_words() -> None:
    assert refusal(begun(), c.NoteItem(item="cdn", text=" "))[0] == "a note needs words"


def test_an_owner_is_one_short_line() -> None:
    launch = begun()
    made = launch.do(c.AssignItem(item="cdn", owner=" lee\nand all the others "), after(1))
    assert facts(made) == [e.ItemAssigned(item="cdn", owner="lee")]
    assert facts(launch.do(c.AssignItem(item="cdn", owner=""), after(2))) == [
        e.ItemAssigned(item="cdn", owner="")
    ]


def test_a_note_is_cleaned_and_bounded() -> None:
    launch = begun()
    launch.do(c.NoteItem(item="cdn", text="\x1b[2Jgone\nsecond line"), after(1))
    launch.do(c.PassItem(item="cdn", note="x" * 9000), after(2))
    item = launch.state.item("cdn")
    assert item.remarks[0].text == "␛[2Jgone\nsecond line"
    assert len(item.record.note) == NOTE_LIMIT


def test_what_is_no_move_is_refused_with_the_way_out() -> None:
    launch = begun()
    assert refusal(launch, c.ReopenItem(item="cdn")) == ("`cdn` is open: it cannot be reopened", "")
    launch.do(c.PassItem(item="cdn"), after(1))
    assert refusal(launch, c.SkipItem(item="cdn", reason="no")) == (
        "`cdn` is passed: it cannot be skipped",
        "reopen it first",
    )


def test_a_group_has_no_status_of_its_own_to_set() -> None:
    message, _ = refusal(begun(), c.PassItem(item="dns"))
    assert message == "`dns` is a group: its status is that of domain, records"


def test_an_item_that_is_not_there_is_not_found() -> None:
    message, hint = not_found(begun(), c.PassItem(item="cnd"))
    assert message == "no item `cnd`"
    assert "status --json" in hint


@pytest.mark.parametrize("item", ["cdn", "ship", "approved", "undo-it"])
def test_every_leaf_can_be_answered_wherever_it_stands(item: str) -> None:
    assert facts(begun().do(c.PassItem(item=item), after(1))) == [e.ItemPassed(item=item)]


def test_what_can_only_be_answered_after_go_live_is_refused_before_it() -> None:
    launch = begun()
    message, _ = refusal(launch, c.PassItem(item="day"))
    assert message == "`day` can only be answered once the launch is live"
    launch.do(c.NoteItem(item="day", text="who has the night?"), after(1))
    launch.do(c.GoLive(), after(2))
    launch.do(c.PassItem(item="day"), after(3))
    assert launch.status("day") == "passed"


# -- undo -----------------------------------------------------------------------------------------


def test_undo_takes_back_one_s_own_last_act() -> None:
    launch = begun()
    launch.do(c.PassItem(item="cdn"), after(1))
    launch.do(c.PassItem(item="domain"), after(2))
    launch.do(c.PassItem(item="ship"), after(3), LEE)
    launch.do(c.Undo(), after(4), ANA)
    assert [launch.status(item) for item in ("cdn", "domain", "ship")] == [
        "passed",
        "open",
        "passed",
    ]
    launch.do(c.Undo(), after(5), ANA)
    assert launch.status("cdn") == "open"


def test_an_item_can_be_named_to_undo() -> None:
    launch = begun()
    launch.do(c.PassItem(item="cdn"), after(1))
    launch.do(c.PassItem(item="domain"), after(2))
    launch.do(c.Undo(item="cdn"), after(3))
    assert (launch.status("cdn"), launch.status("domain")) == ("open", "passed")


def test_there_is_nothing_to_undo_of_others() -> None:
    launch = begun()
    launch.do(c.PassItem(item="cdn"), after(1), LEE)
    assert refusal(launch, c.Undo())[0] == "nothing of yours to undo"
    assert refusal(launch, c.Undo(item="domain"))[0] == "nothing of yours to undo"


def test_what_somebody_else_changed_since_is_not_undone_over_their_head() -> None:
    launch = begun()
    launch.do(c.PassItem(item="cdn"), after(1), ANA)
    launch.do(c.FailItem(item="cdn"), after(2), LEE)
    message, hint = refusal(launch, c.Undo())
    assert message == "`cdn` was changed by somebody else since"
    assert hint == "reopen it instead"
    assert launch.status("cdn") == "failed"


# -- go-live --------------------------------------------------------------------------------------


def test_going_live_says_what_was_open_and_whom_nobody_can_call() -> None:
    launch = begun()
    launch.do(c.PassItem(item="cdn"), after(1))
    launch.do(c.SkipItem(item="domain", reason="ours"), after(1))
    made = launch.do(c.GoLive(note="all aboard"), after(2))
    assert facts(made) == [e.LaunchWentLive(note="all aboard", open_items=1, unfilled_contacts=1)]


def test_one_goes_live_once() -> None:
    launch = begun()
    launch.do(c.GoLive(), after(2))
    assert refusal(launch, c.GoLive())[0] == "already live, since 2026-11-24 12:00:02 UTC"


# -- rounds ---------------------------------------------------------------------------------------


def test_before_t0_no_round_is_due_and_between_rounds_the_next_is_told() -> None:
    launch = begun()
    assert refusal(launch, c.CompleteRound()) == ("no round is due", "")
    launch.do(c.GoLive(), after(0))
    assert refusal(launch, c.CompleteRound(), 60.0) == (
        "no round is due",
        "the next falls due in 14:00",
    )


def test_a_question_of_the_open_round_is_answered() -> None:
    launch = with_round()
    made = launch.do(c.AnswerRound(item="logs", status="passed", note="quiet"), after(901))
    assert facts(made) == [
        e.RoundAnswered(round="hour-1-6/1", item="logs", status="passed", note="quiet")
    ]


def test_a_question_that_the_round_does_not_ask_is_not_found() -> None:
    message, hint = not_found(with_round(), c.AnswerRound(item="trends", status="passed"))
    assert message == "round hour-1-6/1 does not ask `trends`"
    assert hint == "one of: endpoints, logs"


def test_a_skipped_question_needs_a_reason() -> None:
    launch = with_round()
    commands = (c.AnswerRound(item="logs", status="skipped"), c.CompleteRound(rest="skipped"))
    for command in commands:
        assert refusal(launch, command, 901)[0] == "a skip needs a reason"


def test_a_round_with_open_questions_is_not_completed() -> None:
    message, hint = refusal(with_round(), c.CompleteRound(), 901)
    assert message == "round hour-1-6/1 still asks: endpoints, logs"
    assert hint.startswith("answer them")


def test_the_rest_of_a_round_is_answered_while_completing_it() -> None:
    launch = with_round()
    launch.do(c.AnswerRound(item="logs", status="failed", note="errors"), after(901))
    made = launch.do(c.CompleteRound(rest="passed", note="else quiet"), after(902))
    assert facts(made) == [
        e.RoundAnswered(round="hour-1-6/1", item="endpoints", status="passed", note="else quiet"),
        e.RoundCompleted(round="hour-1-6/1", note="else quiet"),
    ]
    assert launch.state.rounds["hour-1-6/1"].answers["logs"].status == "failed"


def test_a_round_with_every_question_answered_is_completed() -> None:
    launch = with_round()
    for item in ("endpoints", "logs"):
        launch.do(c.AnswerRound(item=item, status="passed"), after(901))
    assert facts(launch.do(c.CompleteRound(), after(902))) == [e.RoundCompleted(round="hour-1-6/1")]


def test_only_the_open_round_can_be_named() -> None:
    launch = with_round()
    message, hint = refusal(launch, c.CompleteRound(round="hour-1-6/2", rest="passed"), 901)
    assert message == "round hour-1-6/2 is not open"
    assert hint == "the open one is hour-1-6/1"
    made = launch.do(c.CompleteRound(round="hour-1-6/1", rest="passed"), after(901))
    assert made[-1].fact.kind == "round.completed"


def test_a_round_of_a_phase_that_the_checklist_lost_can_still_be_closed() -> None:
    launch = begun()
    launch.do(c.GoLive(), after(0))
    lost = e.RoundDue(round="old/1", phase="old", number=1, due_at=after(1))
    launch.record([lost], after(1))
    assert facts(launch.do(c.CompleteRound(), after(2))) == [e.RoundCompleted(round="old/1")]


# -- the rest -------------------------------------------------------------------------------------


def test_a_field_of_the_sign_off_is_filled() -> None:
    launch = begun()
    assert facts(launch.do(c.FillSignoff(field="Date", text="24 Nov"), after(1))) == [
        e.SignoffFilled(field="Date", text="24 Nov")
    ]
    message, hint = not_found(launch, c.FillSignoff(field="Day", text="x"))
    assert (message, hint) == ("no sign-off field `Day`", "one of: Date, Notes")


def test_a_look_is_asked_for_at_a_probe_that_exists() -> None:
    launch = begun()
    assert facts(launch.do(c.LookNow(probe="api"), after(1))) == [e.ProbeAsked(probe="api")]
    message, hint = not_found(launch, c.LookNow(probe="apl"))
    assert (message, hint) == ("no probe `apl`", "one of: api, ws")
