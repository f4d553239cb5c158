import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.errors import Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch import retries, rollback, steps
from tests.launch.stepping import BACK, BUILD, DEPLOY, STOP, Stepped, begun, checklist, plan
from tests.launch.world import ANA, after


def again(item: m.Item, times: int) -> m.Item:
    assert item.step is not None
    return replace(item, step=replace(item.step, retries=times))


def launch(times: int = 2) -> Stepped:
    return begun(checklist(works=(again(BUILD, times), DEPLOY)))


def request(tried: Stepped, seconds: float, retry: retries.Retry | None = None) -> str:
    """A run of `build` as the engine asks for it; the attempt's id."""
    step = tried.plan.item("build")
    assert step is not None
    assert step.step is not None
    fact = steps.requested(
        tried.state,
        "build",
        plan(),
        reason=retry.reason if retry else "",
        retry=retry.number if retry else 0,
        retries=retry.of if retry else step.step.retries,
    )
    tried.record([fact], after(seconds), ANA)
    return fact.attempt


def ran(
    tried: Stepped, seconds: float, outcome: e.StepOutcome, retry: retries.Retry | None = None
) -> None:
    attempt = request(tried, seconds, retry)
    if outcome != "not_started":
        tried.started("build", attempt, seconds)
    tried.ended("build", attempt, seconds, outcome)


def following(tried: Stepped, seconds: float = 10) -> retries.Retry | e.Fact | None:
    return retries.following(tried.plan, tried.state, after(seconds))


def coming(tried: Stepped, seconds: float = 10) -> retries.Retry:
    found = following(tried, seconds)
    assert isinstance(found, retries.Retry)
    return found


def why(tried: Stepped, seconds: float = 10) -> str:
    found = following(tried, seconds)
    assert isinstance(found, e.StepGivenUp)
    return found.why


@pytest.mark.parametrize(
    ("outcome", "retried"),
    [
        ("failed", True),
        ("timed_out", True),
        ("succeeded", False),
        ("cancelled", False),
        ("not_started", False),
    ],
)
def test_a_run_that_failed_or_ran_out_of_time_is_run_again(
    outcome: e.StepOutcome, retried: bool
) -> None:
    tried = launch()
    ran(tried, 1, outcome)
    assert (following(tried) is not None) is retried
    assert retries.is_pending(tried.state) is retried


def test_a_lost_run_is_not_run_again_nor_is_one_that_a_person_says_failed() -> None:
    tried = launch()
    tried.started("build", request(tried, 1), 2)
    tried.record([e.StepLost(step="build", attempt="build-1", why="reboot")], after(3))
    assert following(tried) is None
    tried.do(c.SettleStep(step="build", outcome="failed", reason="I looked"), after(4))
    assert following(tried) is None


def test_every_retry_is_an_attempt_that_says_which_it_is_and_they_come_to_an_end() -> None:
    tried = launch(2)
    ran(tried, 1, "failed")
    for number in (1, 2):
        retry = coming(tried)
        assert (retry.number, retry.of, retry.reason) == (number, 2, f"retry {number} of 2")
        ran(tried, 1 + number, "failed", retry)
    assert following(tried) is None
    assert [each.id for each in tried.state.step("build").attempts] == [
        "build-1", "build-2", "build-3",
    ]  # fmt: skip


def test_the_item_stays_in_hand_until_the_last_retry_has_failed() -> None:
    tried = launch(1)
    ran(tried, 1, "failed")
    assert tried.status("build") == "doing"
    assert tried.state.item("build").remarks[-1].text == (
        "attempt build-1: exit 3; retry 1 of 1 follows"
    )
    ran(tried, 5, "failed", coming(tried))
    record = tried.state.item("build").record
    assert record.status == "failed"
    assert record.note == "exit 3 in 2.0 s, retry 1 of 1"


def test_a_retry_that_succeeds_passes_the_item() -> None:
    tried = launch(1)
    ran(tried, 1, "timed_out")
    ran(tried, 5, "succeeded", coming(tried))
    assert tried.status("build") == "passed"
    assert following(tried) is None


def test_while_one_runs_none_follows() -> None:
    tried = launch()
    ran(tried, 1, "failed")
    request(tried, 2, coming(tried))
    assert following(tried) is None


def test_a_run_by_hand_begins_to_count_afresh() -> None:
    tried = launch(1)
    ran(tried, 1, "failed")
    ran(tried, 2, "failed", coming(tried))
    ran(tried, 3, "failed")
    assert coming(tried).number == 1


def test_how_often_is_as_the_checklist_had_it_when_it_was_asked_for() -> None:
    tried = launch(0)
    ran(tried, 1, "failed")
    tried.plan = checklist(works=(again(BUILD, 5), DEPLOY))
    assert following(tried) is None


def test_a_retry_that_could_not_be_started_is_asked_for_again_a_few_times() -> None:
    tried = launch(1)
    ran(tried, 1, "failed")
    for number in range(retries.TRIES):
        assert coming(tried).number == 1
        ran(tried, 2 + number, "not_started", coming(tried))
    assert why(tried) == "it could not be started"


def test_too_late_is_too_late() -> None:
    tried = launch(1)
    ran(tried, 0, "failed")
    assert isinstance(following(tried, 900), retries.Retry)
    assert why(tried, 901) == "it ended at 2026-11-24 12:00 UTC, and no engine was there in time"


def test_what_speaks_against_a_retry_gives_it_up() -> None:
    answered = launch(1)
    ran(answered, 1, "failed")
    answered.do(c.PassItem(item="build"), after(2), ANA)
    assert why(answered) == "it was answered by hand since"
    gone = launch(1)
    ran(gone, 1, "failed")
    gone.plan = checklist(works=(DEPLOY,))
    assert why(gone) == "the checklist has the step no more"
    never = launch(1)
    ran(never, 1, "failed")
    assert BUILD.step is not None
    never.plan = checklist(works=(replace(BUILD, step=replace(BUILD.step, rerun="never")),))
    assert why(never) == 'it may not run again (rerun = "never")'
    rolled = launch(1)
    ran(rolled, 1, "failed")
    rolled.do(c.RollBack(typed="ROLLBACK"), after(2), ANA)
    assert why(rolled) == "the launch is being rolled back"
    left = launch(1)
    attempt = request(left, 1)
    ended = e.StepEnded(step="build", attempt=attempt, outcome="timed_out", survivors=("make",))
    left.record([ended], after(2))
    assert why(left) == "processes of the attempt outlived it"


def test_what_is_given_up_fails_its_item_and_comes_no_more() -> None:
    tried = launch(1)
    ran(tried, 1, "failed")
    tried.record([retries.given_up(coming(tried), "its directory is gone")], after(3))
    assert following(tried) is None
    record = tried.state.item("build").record
    assert (record.status, record.note) == (
        "failed",
        "exit 3 in 2.0 s; no retry: its directory is gone",
    )


def test_what_is_given_up_leaves_what_a_person_has_answered() -> None:
    tried = launch(1)
    ran(tried, 1, "failed")
    retry = coming(tried)
    tried.do(c.SkipItem(item="build", reason="by hand"), after(2), ANA)
    tried.record([retries.given_up(retry, "answered")], after(3))
    assert tried.status("build") == "skipped"


def test_between_a_failure_and_its_retry_a_cancel_ends_the_retries() -> None:
    tried = launch(2)
    ran(tried, 1, "failed")
    tried.do(c.CancelStep(step="build", reason="enough"), after(2), ANA)
    assert following(tried) is None
    assert tried.status("build") == "failed"
    with pytest.raises(Refused, match="`build` is not running"):
        tried.do(c.CancelStep(step="build"), after(3), ANA)


def test_a_rollback_waits_for_the_retry_of_its_step() -> None:
    tried = begun()
    tried.do(c.RollBack(typed="ROLLBACK"), after(1), ANA)
    assert rollback.following(tried.state).step == STOP.id
    fact = steps.requested(tried.state, STOP.id, plan(), retries=1)
    tried.record([fact], after(2))
    tried.started(STOP.id, fact.attempt, 3)
    tried.ended(STOP.id, fact.attempt, 4, "failed")
    assert rollback.following(tried.state) == rollback.Next()
    retry = coming(tried)
    fact = steps.requested(tried.state, STOP.id, plan(), retry=retry.number, retries=retry.of)
    tried.record([fact], after(5))
    tried.started(STOP.id, fact.attempt, 6)
    tried.ended(STOP.id, fact.attempt, 7)
    assert rollback.following(tried.state).step == BACK.id


@given(
    times=st.integers(0, 5),
    outcomes=st.lists(
        st.sampled_from(["failed", "timed_out", "succeeded", "cancelled"]), min_size=12, max_size=12
    ),
)
def test_a_step_runs_at_most_once_more_than_its_retries(
    times: int, outcomes: list[e.StepOutcome]
) -> None:
    tried = launch(times)
    ran(tried, 0, outcomes[0])
    runs = 1
    while (retry := following(tried)) is not None:
        assert isinstance(retry, retries.Retry)
        ran(tried, runs, outcomes[runs], retry)
        runs += 1
    bad = [each in ("failed", "timed_out") for each in outcomes[: times + 1]]
    assert runs == min(bad.index(False) + 1 if False in bad else times + 1, times + 1)
