from datetime import datetime

import pytest

from golive_tui.launch import events as e
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.fault_facts import RehearsalFaulted
from golive_tui.rehearsal.expect import Run, base_of, evaluate, is_notable, words
from golive_tui.rehearsal.scenario import Expectation
from tests.launch.world import ANA, CREATED, START, after
from tests.rehearsal.scenarios import NEVER, scenario


def run(*facts: tuple[float, e.Fact], verdict: str = "go", **more: object) -> Run:
    events = [
        e.Event(seq=number, at=after(at), epoch=1, by=ANA, fact=fact)
        for number, (at, fact) in enumerate([(0.0, CREATED), *facts], 1)
    ]
    return Run(start=START, events=events, verdict=verdict, **more)  # type: ignore[arg-type]


TRIPPED = t.TriggerTripped(trigger="error-rate")
FAULTED = RehearsalFaulted(name="errors", fault="errors")
PLAYED = run((60, FAULTED), (100, t.TriggerPending(trigger="error-rate")), (365, TRIPPED))


def seen(expectation: str, played: Run = PLAYED) -> tuple[bool, str]:
    """Whether the expectation holds of a run, and what it says was seen."""
    fault = '[[fault]]\nfault = "errors"\nat = "1m"\n'
    [found] = evaluate(scenario(f"{fault}[[expect]]\n{expectation}"), played)
    return found.ok, found.seen


@pytest.mark.parametrize(
    ("expectation", "ok", "told"),
    [
        ('trigger = "error-rate"\nstate = "tripped"', True, "after 6:05"),
        (
            'trigger = "error-rate"\nstate = "tripped"\nbetween = ["5m", "6m"]\nafter = "errors"',
            True,
            "after 5:05",
        ),
        (
            'trigger = "error-rate"\nstate = "tripped"\nbetween = ["1m", "5m"]\nafter = "errors"',
            False,
            "after 5:05",
        ),
        ('trigger = "error-rate"\nnever = "tripped"', False, "after 6:05"),
        ('trigger = "response-time"\nnever = "tripped"', True, "never"),
        ('trigger = "response-time"\nstate = "tripped"', False, "never"),
        ('trigger = "error-rate"\nstate = "tripped"\ncount = 1', True, "1 time"),
        ('event = "trigger.tripped"\nat_most = 0', False, "1 time"),
        ('event = "trigger.tripped"\nnever = "true"\nafter = "trigger.tripped"', False, "0 ms"),
        ("rollback = 0", True, "0 times"),
        ("rollback = 1", False, "0 times"),
        ('verdict = "go"', True, "go"),
        ('verdict = "no-go"', False, "go"),
        ('event = "rollback.ended"\nafter = "engine.resumed"', False, "never came"),
    ],
)
def test_what_must_follow_is_held_against_what_came(expectation: str, ok: bool, told: str) -> None:
    assert seen(expectation)[0] is ok
    assert told in seen(expectation)[1]


def test_what_would_have_tripped_did_not_trip() -> None:
    shadow = run((10, t.TriggerTripped(trigger="error-rate", shadow=True)))
    assert seen('trigger = "error-rate"\nnever = "tripped"', shadow) == (True, "never")


def test_rounds_probes_and_rollbacks_are_counted_by_their_ends() -> None:
    played = run(
        (1, e.ProbeChanged(probe="redis", verdict="fail", was="ok")),
        (2, e.RoundDue(round="hour-1-6/1", phase="hour-1-6", number=1, due_at=after(2))),
        (3, e.RollbackRequested(reason="", steps=())),
        (4, e.RollbackEnded(outcome="failed")),
    )
    assert seen('probe = "redis"\nstate = "fail"', played)[0]
    assert not seen('probe = "redis"\nstate = "ok"', played)[0]
    assert seen('round = "hour-1-6/1"\nstate = "due"', played)[0]
    assert seen('round = "any"\nnever = "missed"', played)[0]
    assert seen("rollback = 1", played)[0]
    assert not seen('rollback = 1\nstate = "rolled_back"', played)[0]


def test_a_failure_bears_the_events_around_and_a_success_none() -> None:
    played = scenario('[[expect]]\ntrigger = "error-rate"\nnever = "tripped"\n' + NEVER)
    first, second = evaluate(played, PLAYED)
    assert [each.fact for each in first.around] == [FAULTED, TRIPPED]
    assert not second.ok
    good = scenario('[[expect]]\ntrigger = "error-rate"\nstate = "tripped"\n')
    assert evaluate(good, PLAYED)[0].around == ()


def test_what_went_wrong_on_the_way_fails_the_scenario() -> None:
    wrong = run(problems=["`hold` was refused: it has not tripped"])
    first, second = evaluate(scenario(NEVER), wrong)
    assert (first.ok, second.ok) == (False, True)
    assert "was refused" in first.seen


def test_a_moment_is_a_fault_a_kind_of_event_or_the_start() -> None:
    def base(name: str) -> datetime | None:
        return base_of(name, START, PLAYED.events)

    assert base("start") == START
    assert base("errors") == after(60)
    assert base("trigger.tripped") == after(365)
    assert base("engine.resumed") is None
    killed = run(began={"killed": after(30)})
    assert killed.began["killed"] == after(30)


def test_an_expectation_is_said_as_a_sentence() -> None:
    made = Expectation(
        subject="trigger", name="error-rate", word="tripped", between=(300, 340), after="errors"
    )
    assert words(made) == "trigger error-rate is tripped 5:00 to 5:40 after errors"
    twice = Expectation(subject="rollback", name="", word="rolled_back", count=(2, 2))
    assert words(twice) == "a rollback ends rolled_back 2 times"


def test_a_step_of_everyday_work_is_no_news() -> None:
    assert not is_notable(e.ItemPassed(item="x"))
    assert is_notable(TRIPPED)
