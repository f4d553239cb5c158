import pytest

from golive_tui.launch import events as e
from golive_tui.launch.check_facts import CheckCancelled, CheckRequested, EvidenceRecorded
from golive_tui.launch.fault_facts import RehearsalFaulted, RehearsalMended
from golive_tui.launch.intents import (
    CallOff,
    Cancel,
    CountFrom,
    Disturb,
    Look,
    Notify,
    RunChecks,
    Spawn,
    TakeDigest,
    intents,
)
from tests.launch.world import ANA, after


def event(fact: e.Fact) -> e.Event:
    return e.Event(seq=1, at=after(7), epoch=1, by=ANA, fact=fact)


def test_a_round_that_fell_due_is_summed_up_to_the_moment_it_fell_due() -> None:
    due = e.RoundDue(round="hour-1-6/1", phase="hour-1-6", number=1, due_at=after(5))
    taken, _ = intents(event(due))
    assert taken == TakeDigest(round="hour-1-6/1", until=after(5))


def test_a_look_that_was_asked_for_is_taken() -> None:
    assert intents(event(e.ProbeAsked(probe="api"))) == (Look(probe="api"),)


def test_uptime_counts_from_t0() -> None:
    assert intents(event(e.LaunchWentLive())) == (CountFrom(since=after(7)),)


def test_a_step_is_started_once_its_request_is_on_disk() -> None:
    asked = e.StepRequested(
        step="ship", attempt="ship-1", argv=("./it",), directory="/srv", target="production"
    )
    assert intents(event(asked)) == (Spawn(step="ship", attempt="ship-1"),)


def test_a_cancelled_attempt_is_told_to_end() -> None:
    cancelled = e.StepCancelled(step="ship", attempt="ship-1")
    assert intents(event(cancelled)) == (Cancel(step="ship", attempt="ship-1"),)


def test_checks_run_once_their_request_is_on_disk() -> None:
    asked = CheckRequested(item="cdn", check="cdn-1", armed=True)
    assert intents(event(asked)) == (RunChecks(item="cdn", check="cdn-1", armed=True),)


def test_checks_that_are_called_off_end() -> None:
    assert intents(event(CheckCancelled(item="cdn", check="cdn-1"))) == (CallOff(check="cdn-1"),)


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (
            e.RoundDue(round="r/1", phase="r", number=1, due_at=after(5)),
            Notify(what="round_due", key="round-due:r/1"),
        ),
        (
            e.RoundMissed(round="r/1", phase="r", number=1, due_at=after(0)),
            Notify(what="round_missed", key="round-missed:r/1"),
        ),
        (
            e.StepEnded(step="ship", attempt="ship-1", outcome="timed_out"),
            Notify(what="step_failed", key="step-failed:ship-1"),
        ),
        (
            e.StepLost(step="ship", attempt="ship-1", why="reboot"),
            Notify(what="step_failed", key="step-lost:ship-1"),
        ),
        (
            e.RollbackRequested(reason="errors", steps=("undo-it",)),
            Notify(what="rollback", key="rollback:1"),
        ),
        (e.RollbackEnded(outcome="failed"), Notify(what="rollback", key="rollback:1")),
        (e.EngineResumed(since=after(0)), Notify(what="engine", key="resumed:1")),
    ],
    ids=lambda value: value.kind if isinstance(value, e.Fact) else "",
)
def test_what_a_person_elsewhere_must_know_is_told(fact: e.Fact, told: Notify) -> None:
    assert [each for each in intents(event(fact)) if isinstance(each, Notify)] == [told]


@pytest.mark.parametrize(
    "fact",
    [
        e.ItemPassed(item="cdn"),
        e.RoundMissed(round="r/1", phase="r", number=1, due_at=after(0), unattended=True),
        e.StepEnded(step="ship", attempt="ship-1", outcome="succeeded"),
        e.StepEnded(step="ship", attempt="ship-1", outcome="cancelled"),
        e.EngineResumed(since=after(0), clean=True),
        EvidenceRecorded(item="cdn", check="cdn-1", found=()),
        e.StepStarted(step="ship", attempt="ship-1", pid=1),
        e.ProbeChanged(probe="api", verdict="fail", was="ok"),
    ],
    ids=lambda fact: fact.kind,
)
def test_what_is_only_said_moves_nothing_in_the_world(fact: e.Fact) -> None:
    assert intents(event(fact)) == ()


def test_a_remark_asks_nothing_of_the_world() -> None:
    assert intents(event(e.ItemNoted(item="cdn", text="seen"))) == ()


def test_what_a_rehearsal_suffers_is_told_to_the_stand_in() -> None:
    suffered = RehearsalFaulted(name="errors", fault="errors", settings={})
    assert intents(event(suffered)) == (Disturb(),)
    assert intents(event(RehearsalMended())) == (Disturb(),)
