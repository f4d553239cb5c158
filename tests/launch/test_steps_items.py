"""What a step's start and end mean for its item, and for a run that nobody can tell of."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import steps
from tests.launch.stepping import Stepped, begun, kinds, may_run, plan
from tests.launch.world import ANA, LEE, after

# -- what it means for the item -------------------------------------------------------------------


def test_a_step_that_runs_has_its_item_in_hand() -> None:
    launch = begun()
    attempt = launch.ask("deploy", 1)
    assert launch.status("deploy") == "open"
    launch.started("deploy", attempt, 2)
    assert launch.status("deploy") == "doing"
    assert launch.state.item("deploy").record.by == "engine"


def test_an_item_in_hand_is_not_taken_in_hand_twice() -> None:
    launch = begun()
    launch.do(c.StartItem(item="deploy"), after(1))
    launch.started("deploy", launch.ask("deploy", 2), 3)
    assert kinds(launch.events[-2:]) == ["step.requested", "step.started"]


def test_a_run_that_was_never_told_of_is_taken_in_hand_when_it_is_adopted() -> None:
    launch = begun()
    attempt = launch.ask("deploy", 1)
    launch.started("deploy", attempt, 2, adopted=True)
    assert launch.status("deploy") == "doing"


def test_a_run_that_is_adopted_again_does_not_undo_what_a_person_said_meanwhile() -> None:
    launch = begun()
    attempt = launch.ask("deploy", 1)
    launch.started("deploy", attempt, 2)
    launch.do(c.FailItem(item="deploy", note="I saw it hang"), after(3))
    launch.started("deploy", attempt, 4, adopted=True)
    assert launch.status("deploy") == "failed"


def test_a_run_that_succeeded_passes_its_item_with_the_command_as_evidence() -> None:
    launch = begun()
    launch.ran("deploy", 1)
    record = launch.state.item("deploy").record
    proof = "attempt deploy-1: exit 0, transcript sha256 abababababababab"
    assert record == e.ItemRecord(
        status="passed",
        how="machine",
        by="engine",
        at=after(3),
        note="exit 0 in 2.0 s",
        evidence=(e.Evidence(what="command", text=proof, at=after(3)),),
    )


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"outcome": "failed", "exit_code": 3}, "exit 3 in 1.0 s"),
        ({"outcome": "failed", "signal": "SIGSEGV"}, "SIGSEGV in 1.0 s"),
        ({"outcome": "failed"}, "no exit code in 1.0 s"),
        ({"outcome": "timed_out", "signal": "SIGTERM"}, "ran out of time in 1.0 s"),
    ],
)
def test_a_run_that_went_wrong_fails_its_item_and_says_how(
    change: dict[str, str | int], note: str
) -> None:
    launch = begun()
    attempt = launch.ask("deploy", 1)
    launch.started("deploy", attempt, 2)
    fact = e.StepEnded(step="deploy", attempt=attempt, outcome="failed", seconds=1.0)
    launch.record([replace(fact, **change)], after(3))  # any field
    record = launch.state.item("deploy").record
    assert (record.status, record.note) == ("failed", note)
    assert [each.what for each in record.evidence] == ["command"]


def test_a_rehearsed_run_says_that_it_was_one() -> None:
    launch = begun()
    fact = steps.requested(launch.state, "deploy", plan(rehearsed=True))
    launch.record([fact], after(1))
    launch.ended("deploy", fact.attempt, 3)
    record = launch.state.item("deploy").record
    assert record.note == "exit 0 in 2.0 s, rehearsed"
    assert "exit 0, rehearsed, transcript" in record.evidence[0].text


def test_a_cancelled_run_lays_its_item_down_again() -> None:
    launch = begun()
    launch.ran("deploy", 1, "cancelled")
    record = launch.state.item("deploy").record
    assert (record.status, record.note) == ("open", "attempt deploy-1: cancelled")


def test_an_attempt_that_was_never_started_leaves_a_passed_item_passed() -> None:
    launch = begun()
    launch.ran("build", 1)
    launch.ended("build", launch.ask("build", 5), 6, "not_started")
    assert launch.status("build") == "passed"


def test_a_rerun_takes_back_what_its_item_passed_by() -> None:
    launch = begun()
    launch.ran("build", 1)
    attempt = launch.ask("build", 5)
    launch.started("build", attempt, 6)
    assert kinds(launch.events[-3:]) == ["step.started", "item.reopened", "item.started"]
    launch.ended("build", attempt, 7, "failed")
    assert launch.status("build") == "failed"


def test_what_the_engine_says_of_an_item_is_nobodys_to_take_back() -> None:
    """The engine runs under the lead's own uid."""
    launch = begun()
    launch.do(c.StartItem(item="deploy"), after(1), ANA)
    attempt = launch.ask("deploy", 2)
    ended = e.StepEnded(step="deploy", attempt=attempt, outcome="failed", exit_code=1)
    engine = replace(ANA, user="engine", how="engine")
    launch.record([ended], after(3), engine)
    with pytest.raises(Refused, match="changed by somebody else since"):
        launch.do(c.Undo(), after(4), ANA)
    with pytest.raises(Refused, match="nothing of yours"):
        launch.do(c.Undo(), after(4), LEE)


# -- what nobody can tell of ----------------------------------------------------------------------


@pytest.mark.parametrize(("outcome", "status"), [("succeeded", "passed"), ("failed", "failed")])
def test_a_verify_settles_a_run_that_nobody_could_tell_of(
    outcome: e.StepOutcome, status: e.ItemStatus
) -> None:
    launch = begun()
    launch.lost("deploy", 1)
    assert launch.status("deploy") == "doing"
    attempt = launch.ask("deploy", 5, purpose="verify")
    launch.started("deploy", attempt, 6)
    made = launch.ended("deploy", attempt, 7, outcome)
    assert kinds(made) == ["step.ended", "step.settled", f"item.{status}"]
    assert launch.state.step("deploy").status == outcome
    record = launch.state.item("deploy").record
    assert record.status == status
    assert "its verify command says so: attempt deploy-2: exit" in record.evidence[0].text


@pytest.mark.parametrize("outcome", ["timed_out", "cancelled", "not_started"])
def test_a_verify_that_says_nothing_settles_nothing(outcome: e.StepOutcome) -> None:
    launch = begun()
    launch.lost("deploy", 1)
    attempt = launch.ask("deploy", 5, purpose="verify")
    assert kinds(launch.ended("deploy", attempt, 7, outcome)) == ["step.ended"]
    assert launch.state.step("deploy").status == "unknown"
    assert launch.status("deploy") == "doing"


def test_a_verify_finds_the_unknown_run_behind_one_that_was_never_started() -> None:
    launch = begun()
    lost = launch.lost("deploy", 1)
    launch.ended("deploy", launch.ask("deploy", 5, again=True), 6, "not_started")
    launch.ended("deploy", launch.ask("deploy", 7, purpose="verify"), 8)
    settled = launch.events[-2].fact
    assert isinstance(settled, e.StepSettled)
    assert settled.attempt == lost


@pytest.mark.parametrize("runs", [0, 1])
def test_a_verify_of_what_is_known_changes_nothing(runs: int) -> None:
    launch = begun()
    for _ in range(runs):
        launch.ran("deploy", 1, "failed")
    before = launch.status("deploy")
    attempt = launch.ask("deploy", 5, purpose="verify")
    launch.started("deploy", attempt, 6)
    assert kinds(launch.ended("deploy", attempt, 7)) == ["step.ended"]
    assert launch.status("deploy") == before


def test_a_person_settles_it_with_the_reason_as_evidence() -> None:
    launch = begun()
    launch.lost("deploy", 1)
    launch.do(c.SettleStep(step="deploy", outcome="succeeded", reason="the site is up"), after(5))
    record = launch.state.item("deploy").record
    assert (record.status, record.by, record.note) == ("passed", "ana", "the site is up")
    assert [(each.what, each.text) for each in record.evidence] == [("word", "the site is up")]
    assert launch.state.step("deploy").status == "succeeded"


def test_a_settled_run_may_run_again_when_asked() -> None:
    launch = begun()
    launch.lost("deploy", 1)
    launch.do(c.SettleStep(step="deploy", outcome="failed", reason="no site"), after(5))
    assert not may_run(launch, "deploy")
    assert may_run(launch, "deploy", again=True)


def settle(launch: Stepped, reason: str = "seen") -> None:
    launch.do(c.SettleStep(step="deploy", outcome="failed", reason=reason), after(20))


def test_only_what_is_unknown_can_be_settled_and_only_with_a_reason() -> None:
    launch = begun()
    with pytest.raises(Refused, match="what became of `deploy` is known: ready"):
        settle(launch)
    launch.lost("deploy", 1)
    with pytest.raises(Refused, match="say how you know"):
        settle(launch, " ")
    launch.ran("deploy", 5, again=True)
    with pytest.raises(Refused, match="is known: succeeded"):
        settle(launch)


def test_a_lost_verify_is_nothing_to_settle() -> None:
    launch = begun()
    attempt = launch.ask("deploy", 1, purpose="verify")
    launch.record([e.StepLost(step="deploy", attempt=attempt, why="?")], after(2))
    with pytest.raises(Refused, match="is known: ready"):
        settle(launch)


# -- cancelling -----------------------------------------------------------------------------------


def test_what_runs_can_be_cancelled_and_what_does_not_cannot() -> None:
    launch = begun()
    with pytest.raises(Refused, match="`build` is not running"):
        launch.do(c.CancelStep(step="build"), after(1))
    attempt = launch.ask("build", 2)
    made = launch.do(c.CancelStep(step="build", reason=" wrong branch "), after(3))
    assert [event.fact for event in made] == [
        e.StepCancelled(step="build", attempt=attempt, reason="wrong branch")
    ]


# -- facts that come out of order -----------------------------------------------------------------


@pytest.mark.parametrize(
    "fact",
    [
        e.StepStarted(step="deploy", attempt="deploy-9", pid=1),
        e.StepEnded(step="deploy", attempt="deploy-9", outcome="succeeded"),
        e.ItemNoted(item="deploy", text="well"),
        e.StepLost(step="deploy", attempt="deploy-9", why="?"),
    ],
    ids=lambda fact: fact.kind,
)
def test_a_fact_about_no_known_attempt_has_no_consequence(fact: e.Fact) -> None:
    assert steps.consequences(begun().state, fact, after(1)) == []


acts: st.SearchStrategy[Callable[[Stepped, float], object]] = st.sampled_from(
    [
        lambda launch, at: launch.ran("build", at, again=True),
        lambda launch, at: launch.ran("build", at, "failed", again=True),
        lambda launch, at: launch.ran("build", at, "cancelled", again=True),
        lambda launch, at: launch.lost("build", at, again=True),
        lambda launch, at: launch.ended("build", launch.ask("build", at), at + 1, "not_started"),
        lambda launch, at: launch.ended("build", launch.ask("build", at, purpose="verify"), at + 1),
        lambda launch, at: launch.do(c.SkipItem(item="build", reason="so"), after(at)),
        lambda launch, at: launch.do(c.PassItem(item="build"), after(at)),
        lambda launch, at: launch.do(c.ReopenItem(item="build"), after(at)),
        lambda launch, at: launch.do(
            c.SettleStep(step="build", outcome="failed", reason="so"), after(at)
        ),
    ]
)


@given(st.lists(acts, max_size=12))
def test_whatever_happens_to_a_step_its_item_makes_legal_moves(
    done: list[Callable[[Stepped, float], object]],
) -> None:
    """`Stepped` checks each of them."""
    launch = begun()
    for number, act in enumerate(done):
        try:
            act(launch, number * 10.0)
        except Refused:
            continue
    step_ = launch.state.step("build")
    assert step_.open is None
    if step_.status == "unknown":
        assert any(each.status == "unknown" for each in step_.attempts)


# -- retries --------------------------------------------------------------------------------------


def retried() -> tuple[Stepped, str]:
    """A run of `build` that has failed, and is to be run again once."""
    launch = begun()
    fact = steps.requested(launch.state, "build", plan(), retries=1)
    launch.record([fact], after(1), ANA)
    launch.started("build", fact.attempt, 2)
    return launch, fact.attempt


def test_between_a_failure_and_its_retry_the_item_stays_in_hand() -> None:
    launch, attempt = retried()
    made = launch.ended("build", attempt, 3, "failed")
    assert kinds(made) == ["step.ended", "item.noted"]
    assert launch.status("build") == "doing"
    (remark,) = launch.state.item("build").remarks
    assert remark.text == "attempt build-1: exit 3; retry 1 of 1 follows"


@pytest.mark.parametrize(("answered", "status"), [(False, "failed"), (True, "skipped")])
def test_a_failure_that_is_not_retried_counts_unless_a_person_has_answered(
    *, answered: bool, status: str
) -> None:
    launch, attempt = retried()
    launch.ended("build", attempt, 3, "failed")
    if answered:
        launch.do(c.SkipItem(item="build", reason="by hand"), after(4))
    given_up = e.StepGivenUp(step="build", attempt=attempt, why="a rollback runs")
    launch.record([given_up], after(5))
    assert launch.status("build") == status
    if not answered:
        assert launch.state.item("build").record.note == (
            "exit 3 in 2.0 s; no retry: a rollback runs"
        )


def test_files_of_a_run_are_evidence_with_their_digest_and_their_trouble() -> None:
    launch = begun()
    attempt = launch.ask("deploy", 1)
    launch.started("deploy", attempt, 2)
    files = (
        e.EvidenceFile(name="plan.txt", bytes=9, sha256="cd" * 32),
        e.EvidenceFile(name="big.log", bytes=99, sha256="ef" * 32, trouble="cut short"),
        e.EvidenceFile(name="gone.txt", trouble="not there"),
    )
    ended = e.StepEnded(
        step="deploy", attempt=attempt, outcome="succeeded", exit_code=0, evidence=files
    )
    launch.record([ended], after(3))
    assert [each.text for each in launch.state.item("deploy").record.evidence[1:]] == [
        "plan.txt, 9 bytes, sha256 cdcdcdcdcdcdcdcd",
        "big.log, 99 bytes, sha256 efefefefefefefef: cut short",
    ]
