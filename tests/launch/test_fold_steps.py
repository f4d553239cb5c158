from datetime import timedelta

import pytest

from golive_tui.launch import events as e
from golive_tui.launch.state import ATTEMPTS_KEPT, NEVER_RUN, Approval, Attempt
from tests.launch.stepping import Stepped, begun
from tests.launch.world import LEE, after


def newest(launch: Stepped, step: str = "build") -> Attempt:
    return launch.state.step(step).attempts[-1]


def test_a_step_that_no_event_has_named_is_ready() -> None:
    step = begun().state.step("build")
    assert step is NEVER_RUN
    assert (step.status, step.open, step.last_run, step.attempt("build-1")) == (
        "ready", None, None, None,
    )  # fmt: skip


def test_a_request_is_an_attempt_with_all_that_was_asked_for() -> None:
    launch = begun()
    fact = e.StepRequested(
        step="build",
        attempt="build-1",
        argv=("make", "all"),
        directory="/srv",
        target="rehearsal",
        env={"NODE_ENV": "production"},
        purpose="verify",
        rehearsed=True,
    )
    launch.record([fact], after(1))
    assert newest(launch) == Attempt(
        id="build-1",
        status="requested",
        requested_at=after(1),
        by="engine",
        argv=("make", "all"),
        directory="/srv",
        env={"NODE_ENV": "production"},
        purpose="verify",
        rehearsed=True,
        seq=3,
    )
    assert launch.state.step("build").count == 1


def test_a_start_bears_its_pid_and_an_adoption_keeps_the_first_time() -> None:
    launch = begun()
    attempt = launch.ask("build", 1)
    launch.started("build", attempt, 2)
    launch.started("build", attempt, 50, adopted=True)
    found = newest(launch)
    assert (found.status, found.pid, found.started_at) == ("running", 7, after(2))
    assert launch.state.step("build").open == found


ENDED = e.StepEnded(
    step="build",
    attempt="build-1",
    outcome="failed",
    exit_code=3,
    signal="SIGTERM",
    seconds=4.5,
    bytes=120,
    sha256="ab" * 32,
    survivors=("812 sleep",),
    outputs={"IMAGE": "v7"},
    detail="the disk was full",
)


def test_an_end_tells_everything_of_the_attempt() -> None:
    launch = begun()
    launch.started("build", launch.ask("build", 1), 2)
    launch.record([ENDED], after(9))
    found = newest(launch)
    assert (found.status, found.exit_code, found.signal, found.seconds) == (
        "failed", 3, "SIGTERM", 4.5,
    )  # fmt: skip
    assert (found.bytes, found.sha256, found.survivors) == (120, "ab" * 32, ("812 sleep",))
    assert (found.detail, found.started_at, found.ended_at) == (
        "the disk was full", after(2), after(9),
    )  # fmt: skip
    assert launch.state.step("build").open is None


def test_the_commands_own_times_go_before_those_of_their_recording() -> None:
    """It may have ended hours before an engine came back."""
    launch = begun()
    launch.started("build", launch.ask("build", 1), 2)
    own = e.StepEnded(
        step="build",
        attempt="build-1",
        outcome="succeeded",
        started_at=after(1.5),
        ended_at=after(3),
    )
    launch.record([own], after(7200))
    found = newest(launch)
    assert (found.started_at, found.ended_at) == (after(1.5), after(3))


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("succeeded", "succeeded"),
        ("failed", "failed"),
        ("timed_out", "timed_out"),
        ("cancelled", "cancelled"),
        ("not_started", "ready"),
    ],
)
def test_an_outcome_is_the_steps_status(outcome: e.StepOutcome, status: str) -> None:
    launch = begun()
    launch.ended("build", launch.ask("build", 1), 2, outcome)
    assert newest(launch).status == status
    assert launch.state.step("build").status == status


def test_a_cancel_is_under_way_until_the_end() -> None:
    launch = begun()
    attempt = launch.ask("build", 1)
    launch.started("build", attempt, 2)
    launch.record([e.StepCancelled(step="build", attempt=attempt)], after(3))
    assert newest(launch).cancelling
    assert newest(launch).is_open
    launch.ended("build", attempt, 4, "cancelled")
    assert not newest(launch).cancelling


def test_what_is_lost_is_not_open_and_no_cancel_is_under_way() -> None:
    launch = begun()
    attempt = launch.ask("build", 1)
    launch.record([e.StepCancelled(step="build", attempt=attempt)], after(2))
    launch.record([e.StepLost(step="build", attempt=attempt, why="a reboot")], after(3))
    found = newest(launch)
    assert (found.status, found.detail, found.cancelling) == ("unknown", "a reboot", False)
    assert launch.state.step("build").open is None


def test_what_was_settled_is_known() -> None:
    launch = begun()
    attempt = launch.lost("build", 1)
    settled = e.StepSettled(step="build", attempt=attempt, outcome="failed", reason="no site")
    launch.record([settled], after(9))
    found = newest(launch)
    assert (found.status, found.detail, found.ended_at) == ("failed", "no site", after(9))


def test_outputs_are_those_of_the_last_run_that_succeeded() -> None:
    launch = begun()

    def run(number: float, outcome: e.StepOutcome, image: str, purpose: str = "run") -> None:
        verify = purpose == "verify"
        attempt = launch.ask("build", number, purpose="verify" if verify else "run")
        fact = e.StepEnded(step="build", attempt=attempt, outcome=outcome, outputs={"IMAGE": image})
        launch.record([fact], after(number + 1))

    run(1, "succeeded", "v1")
    run(5, "failed", "v2")
    assert launch.state.step("build").outputs == {"IMAGE": "v1"}
    run(9, "succeeded", "v3", "verify")
    assert launch.state.step("build").outputs == {"IMAGE": "v1"}
    run(13, "succeeded", "v4")
    assert launch.state.step("build").outputs == {"IMAGE": "v4"}


def test_a_verify_is_no_run() -> None:
    launch = begun()
    launch.ran("build", 1)
    launch.ended("build", launch.ask("build", 5, purpose="verify"), 6, "failed")
    assert launch.state.step("build").status == "succeeded"


def test_old_attempts_are_let_go() -> None:
    launch = begun()
    for number in range(ATTEMPTS_KEPT + 3):
        launch.ran("build", number * 10)
    step = launch.state.step("build")
    assert len(step.attempts) == ATTEMPTS_KEPT
    assert step.attempts[0].id == "build-4"
    assert step.count == ATTEMPTS_KEPT + 3


@pytest.mark.parametrize(
    "fact",
    [
        e.StepStarted(step="build", attempt="build-9", pid=1),
        ENDED,
        e.StepLost(step="build", attempt="build-9", why="?"),
        e.StepCancelled(step="build", attempt="build-9"),
        e.StepSettled(step="build", attempt="build-9", outcome="failed", reason="?"),
    ],
    ids=lambda fact: fact.kind,
)
def test_a_fact_about_no_known_attempt_changes_no_step(fact: e.Fact) -> None:
    launch = begun()
    launch.record([fact], after(1))
    assert launch.state.steps == {}


def test_attempts_are_told_apart() -> None:
    launch = begun()
    launch.ran("build", 1)
    second = launch.ask("build", 5)
    launch.started("build", second, 6)
    first, found = launch.state.step("build").attempts
    assert (first.status, found.status) == ("succeeded", "running")
    assert found.requested_at - first.requested_at == timedelta(seconds=4)


def test_a_prompt_waits_from_the_first_time_until_it_goes_on() -> None:
    launch = begun()
    attempt = launch.ask("build", 1)
    launch.started("build", attempt, 2)
    asks = e.StepPrompted(step="build", attempt=attempt, waiting=True, line="Token: ")
    launch.record([asks], after(5))
    launch.record([asks], after(6))
    assert (newest(launch).waiting_since, newest(launch).prompt) == (after(5), "Token: ")
    goes_on = e.StepPrompted(step="build", attempt=attempt, waiting=False)
    launch.record([goes_on], after(7))
    assert (newest(launch).waiting_since, newest(launch).prompt) == (None, "")


def test_an_approval_is_kept_and_used_up_by_one_run_and_its_retries() -> None:
    launch = begun()
    approved = e.StepApproved(
        step="build", digest="ab12", expires_at=after(900), name="Lee", note="looks right"
    )
    launch.record([approved], after(1), LEE)
    assert launch.state.step("build").approval == Approval(
        by=LEE, at=after(1), expires_at=after(900), digest="ab12", name="Lee", note="looks right"
    )

    def request(attempt: str, retry: int = 0) -> e.StepRequested:
        return e.StepRequested(
            step="build", attempt=attempt, argv=("make",), directory="/srv", target="t",
            retry=retry, retries=1, approved_by="lee",
        )  # fmt: skip

    launch.record([request("build-1", retry=1)], after(2))
    assert launch.state.step("build").approval is not None, "a retry is of the run before it"
    launch.record([request("build-2")], after(3))
    assert launch.state.step("build").approval is None


def test_retries_that_were_given_up_say_why() -> None:
    launch = begun()
    attempt = launch.ran("build", 1, "failed")
    launch.record([e.StepGivenUp(step="build", attempt=attempt, why="ana cancelled it")], after(9))
    assert newest(launch).given_up == "ana cancelled it"
