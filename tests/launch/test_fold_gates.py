from msgspec.structs import replace

from golive_tui.launch import events as e
from golive_tui.launch.rollback_state import RollbackCheck, RollbackState
from golive_tui.launch.state import NOT_POLLED, SignoffState, VoteState
from tests.launch.stepping import begun
from tests.launch.world import ANA, LEE, after

VOTE = e.GatePolled(
    gate="poll",
    station="Lead",
    vote="exception",
    name="Ana",
    basis="ab12",
    expires_at=after(900),
    reason="one link is enough",
)


def test_a_gate_that_no_event_has_named_is_not_polled() -> None:
    gate = begun().state.gate("poll")
    assert gate is NOT_POLLED
    assert not gate.overridden


def test_a_vote_is_kept_with_who_gave_it_and_what_it_rests_on() -> None:
    launch = begun()
    launch.record([VOTE], after(5), ANA)
    assert launch.state.gate("poll").votes == {
        "Lead": VoteState(
            vote="exception",
            name="Ana",
            by="ana",
            at=after(5),
            basis="ab12",
            expires_at=after(900),
            reason="one link is enough",
            voter=ANA,
        )
    }


def test_a_stations_newest_vote_is_its_vote() -> None:
    launch = begun()
    other = e.GatePolled(
        gate="poll", station="Net", vote="go", name="Lee", basis="x", expires_at=after(9)
    )
    changed = e.GatePolled(
        gate="poll", station="Lead", vote="go", name="Ana", basis="x", expires_at=after(9)
    )
    launch.record([VOTE, other, changed], after(5))
    assert {name: vote.vote for name, vote in launch.state.gate("poll").votes.items()} == {
        "Lead": "go",
        "Net": "go",
    }


def test_an_override_and_its_answer_leave_the_votes() -> None:
    launch = begun()
    launch.record([VOTE], after(5), ANA)
    launch.record([e.GateOverridden(gate="poll", reason="no time")], after(6), LEE)
    gate = launch.state.gate("poll")
    assert (gate.overridden_by, gate.overridden_at, gate.reason) == ("lee", after(6), "no time")
    launch.record([e.GateResolved(gate="poll", note="done")], after(7), ANA)
    gate = launch.state.gate("poll")
    assert (gate.overridden, gate.overridden_by, gate.reason) == (False, "", "")
    assert list(gate.votes) == ["Lead"]


def test_a_passed_gate_keeps_the_poll_as_it_was_until_somebody_says_no_go() -> None:
    launch = begun()
    launch.record([VOTE], after(5), ANA)
    launch.record([e.GatePassed(gate="poll", votes={"Lead": "exception by Ana"})], after(6))
    launch.record([replace(VOTE, vote="go")], after(7))
    launch.record([e.GateOverridden(gate="poll", reason="no time")], after(8), LEE)
    launch.record([e.GateResolved(gate="poll", note="done")], after(9), LEE)
    gate = launch.state.gate("poll")
    assert (gate.passed_at, gate.passed_votes) == (after(6), {"Lead": "exception by Ana"})
    launch.record([replace(VOTE, vote="no-go")], after(10))
    gate = launch.state.gate("poll")
    assert (gate.passed_at, gate.passed_votes) == (None, {})


def test_a_rollback_runs_from_its_request_to_its_end() -> None:
    launch = begun()
    launch.record([e.RollbackRequested(reason="errors", steps=("stop",))], after(5), ANA)
    assert launch.state.rollback == RollbackState(
        status="running", requested_at=after(5), by="ana", reason="errors", steps=("stop",), seq=3
    )
    launch.record([e.RollbackEnded(outcome="failed", step="stop", detail="exit 1")], after(9))
    assert launch.state.rollback == RollbackState(
        status="failed",
        requested_at=after(5),
        by="ana",
        reason="errors",
        steps=("stop",),
        seq=3,
        ended_at=after(9),
        failed_step="stop",
        detail="exit 1",
    )


def test_a_new_rollback_stands_in_the_place_of_the_old_one() -> None:
    launch = begun()
    launch.record([e.RollbackRequested(reason="a", steps=("stop",))], after(5))
    launch.record([e.RollbackEnded(outcome="failed", step="stop")], after(9))
    launch.record([e.RollbackRequested(reason="b", steps=("stop",))], after(20))
    known = launch.state.rollback
    assert known is not None
    assert (known.status, known.reason, known.ended_at, known.failed_step) == (
        "running", "b", None, "",
    )  # fmt: skip


def test_an_end_of_no_rollback_is_none() -> None:
    launch = begun()
    launch.record([e.RollbackEnded(outcome="rolled_back")], after(1))
    assert launch.state.rollback is None


def test_the_newest_sign_off_is_the_record() -> None:
    launch = begun()
    first = e.SignoffRecorded(approved=False, name="Ana")
    criterion = e.Criterion(id="up", title="Uptime", word="met", detail="99.97 %")
    second = e.SignoffRecorded(
        approved=True,
        name="Lee",
        notes="well done",
        criteria=(criterion,),
        skipped={"cdn": "ours is elsewhere"},
        fields={"Date": "24 Nov"},
    )
    launch.record([first], after(5), ANA)
    launch.record([second], after(6), LEE)
    assert launch.state.signed == SignoffState(
        approved=True,
        name="Lee",
        by="lee",
        at=after(6),
        seq=4,
        notes="well done",
        criteria=(criterion,),
        skipped={"cdn": "ours is elsewhere"},
        fields={"Date": "24 Nov"},
    )


def test_the_engines_last_look_at_the_rollback_is_kept_with_who_looked() -> None:
    launch = begun()
    looked = e.RollbackChecked(steps=("stop", "back"), wanting={"back": "no file `./back`"})
    launch.record([looked], after(5))
    assert launch.state.rollback_check == RollbackCheck(
        at=after(5), epoch=1, steps=("stop", "back"), wanting={"back": "no file `./back`"}
    )
