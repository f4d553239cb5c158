"""What became of an attempt, as facts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from golive_tui.checklist.model import Step
from golive_tui.clock import boot_id
from golive_tui.engine.endings import Teller, told_barely
from golive_tui.holder.adopt import Finished, NeverStarted, Unknown
from golive_tui.holder.place import Place
from golive_tui.holder.processes import Left, Process
from golive_tui.holder.record import Record, claim
from golive_tui.holder.result import Result
from golive_tui.launch import events as e
from golive_tui.secrets import Redactor
from tests.engine.clocks import START
from tests.holder.results import well_ended
from tests.support.lookups import Values

SECRET = "hunter2-is-no-password"
STEP = Step(run=("true",), success_exit_codes=(0, 7), outputs=("IMAGE",))
SLEEP = Left(process=Process(pid=812, start=1), command=f"sleep 9 {SECRET}", why="not ours")
GOOD = well_ended("build-1", START, seconds=2.00049, size=120)


@pytest.fixture
def place(own_home: Path) -> Place:
    folder = own_home / "build-1"
    folder.mkdir()
    return Place(folder)


def told(
    place: Place,
    outlook: Finished | NeverStarted | Unknown,
    step: Step | None = STEP,
    *,
    before: bool = True,
) -> tuple[e.Fact, ...]:
    def launch_time(seconds: float) -> datetime:
        return datetime.fromtimestamp(seconds, UTC) + timedelta(hours=1)

    teller = Teller(lambda _: Redactor((SECRET,)), launch_time, Values)
    return teller.facts("build", place.path, outlook, step=step, told=before)


def end(place: Place, result: Result, step: Step | None = STEP) -> e.StepEnded:
    (fact,) = told(place, Finished(result=result), step)
    assert isinstance(fact, e.StepEnded)
    return fact


def test_an_end_has_the_commands_own_times_as_launch_time(place: Place) -> None:
    assert end(place, GOOD, None) == e.StepEnded(
        step="build",
        attempt="build-1",
        outcome="succeeded",
        exit_code=0,
        seconds=2.0,
        bytes=120,
        sha256="ab" * 32,
        started_at=START + timedelta(hours=1),
        ended_at=START + timedelta(hours=1, seconds=2),
    )


@pytest.mark.parametrize(
    ("code", "step", "outcome"),
    [
        (0, STEP, "succeeded"),
        (7, STEP, "succeeded"),
        (1, STEP, "failed"),
        (None, STEP, "failed"),
        (7, None, "failed"),
        (0, None, "succeeded"),
    ],
)
def test_the_good_exit_codes_are_those_of_the_step(
    place: Place, code: int | None, step: Step | None, outcome: str
) -> None:
    """A verify has no other good one than 0: then `step` is None."""
    assert end(place, replace(GOOD, exit_code=code), step).outcome == outcome


def test_a_time_out_and_a_cancel_are_not_judged_by_their_code(place: Place) -> None:
    assert end(place, replace(GOOD, timed_out=True)).outcome == "timed_out"
    assert end(place, replace(GOOD, cancelled_by="ana")).outcome == "cancelled"
    both = replace(GOOD, cancelled_by="ana", timed_out=True)
    assert end(place, both).outcome == "timed_out"


def test_what_a_good_run_wrote_for_others_is_handed_on(place: Place) -> None:
    place.outputs.write_text("IMAGE=app:7\n")
    assert end(place, GOOD).outputs == {"IMAGE": "app:7"}
    assert end(place, replace(GOOD, exit_code=1)).outputs == {}
    assert end(place, GOOD, None).outputs == {}


def test_what_was_not_handed_on_is_told(place: Place) -> None:
    assert end(place, GOOD).detail == "not handed on: IMAGE was not written"


def test_who_survived_is_named_without_secrets(place: Place) -> None:
    survived = replace(GOOD, cancelled_by="ana", survivors=(SLEEP,))
    assert end(place, survived).survivors == ("sleep 9 *** (pid 812): not ours",)


def test_what_was_left_behind_and_what_was_lost_are_told(place: Place) -> None:
    place.outputs.write_text("IMAGE=app:7\n")
    behind = replace(SLEEP, why="")
    made = end(place, replace(GOOD, trouble="no space left", left_running=(behind,)))
    assert made.detail == "no space left; it left behind: sleep 9 *** (pid 812)"


def test_a_start_that_nobody_told_is_told_with_the_end(place: Place) -> None:
    record = Record(
        attempt="build-1",
        boot_id=boot_id(),
        at=START,
        holder=Process(pid=1, start=1),
        child=Process(pid=4711, start=2),
    )
    claim(place, record)
    started, ended = told(place, Finished(result=GOOD), before=False)
    assert started == e.StepStarted(step="build", attempt="build-1", pid=4711)
    assert isinstance(ended, e.StepEnded)


@pytest.mark.parametrize("text", ["", "nonsense"])
def test_a_record_that_cannot_be_read_is_no_reason_not_to_tell(place: Place, text: str) -> None:
    if text:
        place.record.write_text(text)
    started, _ = told(place, Finished(result=GOOD), before=False)
    assert started == e.StepStarted(step="build", attempt="build-1", pid=0)


def test_a_command_that_could_not_be_started_was_not_started(place: Place) -> None:
    result = replace(GOOD, exit_code=None, not_started=f"no program {SECRET}")
    assert told(place, Finished(result=result), before=False) == (
        e.StepEnded(
            step="build", attempt="build-1", outcome="not_started", detail="no program ***"
        ),
    )


def test_what_never_started_says_why(place: Place) -> None:
    assert told(place, NeverStarted(why="the\nhost", closed=True)) == (
        e.StepEnded(step="build", attempt="build-1", outcome="not_started", detail="the⏎host"),
    )


def test_what_nobody_saw_end_is_lost_and_what_still_runs_is_named(place: Place) -> None:
    assert told(place, Unknown(why="A reboot.")) == (
        e.StepLost(step="build", attempt="build-1", why="A reboot."),
    )
    (lost,) = told(place, Unknown(why="Its holder was killed.", left=(replace(SLEEP, why=""),)))
    assert isinstance(lost, e.StepLost)
    assert lost.why == "Its holder was killed. Still there: sleep 9 *** (pid 812)"


@pytest.mark.parametrize(
    ("outlook", "kinds"),
    [
        (NeverStarted(why=SECRET, closed=True), ["step.ended"]),
        (Unknown(why=SECRET, left=(SLEEP,)), ["step.lost"]),
        (Finished(result=replace(GOOD, not_started=SECRET)), ["step.ended"]),
        (Finished(result=replace(GOOD, survivors=(SLEEP,))), ["step.started", "step.ended"]),
    ],
)
def test_what_is_told_after_an_error_of_ours_holds_no_text_of_the_commands(
    outlook: Finished | NeverStarted | Unknown, kinds: list[str]
) -> None:
    error = RecursionError(SECRET)
    facts = told_barely("build", "build-1", outlook, error, good=(0,), told=False)
    assert [fact.kind for fact in facts] == kinds
    assert SECRET not in repr(facts)
    assert "RecursionError" in repr(facts)
    if len(kinds) == 2:
        assert isinstance(facts[1], e.StepEnded)
        assert (facts[1].outcome, facts[1].survivors) == ("succeeded", ("pid 812",))
