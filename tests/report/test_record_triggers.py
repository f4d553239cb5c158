"""Every trip is in the record, with who answered it and how."""

import dataclasses

from msgspec.structs import replace

from golive_tui.checklist.model import Measure, Trigger
from golive_tui.launch import events as e
from golive_tui.launch import trigger_facts as t
from golive_tui.launch.events import Event, Fact
from golive_tui.report.record_triggers import triggers
from golive_tui.report.status import Facts
from tests.launch.world import ANA, after
from tests.report.records import launch, record, texts

TRIPPED = t.TriggerTripped(trigger="rate", action="countdown", value=0.071, n=30, observed=300.0)


def facts() -> Facts:
    measure = Measure(measure="error_rate", of=("api",), window=60.0, above=0.05, below=None)
    found = record(launch(), 600).facts
    rule = Trigger(id="rate", title="Errors > 5 %", measure=measure)
    return dataclasses.replace(found, checklist=replace(found.checklist, triggers={"rate": rule}))


def happened(*told: Fact) -> list[Event]:
    return [Event(seq=n, at=after(n), epoch=1, by=ANA, fact=fact) for n, fact in enumerate(told, 1)]


def page(*told: Fact) -> str:
    return texts(list(triggers(facts(), happened(*told))))


def test_a_trip_says_what_was_measured_and_who_did_what() -> None:
    said = page(
        TRIPPED,
        t.TriggerAcknowledged(trigger="rate", reason="seen"),
        t.TriggerHeld(trigger="rate", until=after(600), reason="cdn"),
        t.TriggerOverridden(trigger="rate", reason="known"),
        t.TriggerAcknowledged(trigger="rate", reason="of no trip"),
    )
    assert "Errors > 5 %" in said
    assert "7.1 / 5.0 %, n 30 | 5:00 | action countdown" in said
    assert 'acknowledged "Errors > 5 %": seen' in said
    assert "holds" in said
    assert "goes on despite" in said
    assert "of no trip" not in said


def test_the_rollback_that_answers_a_trip_stands_with_it() -> None:
    said = page(
        TRIPPED,
        e.RollbackRequested(reason="tripped: rate", steps=("undo",), triggers=("rate",)),
        e.RollbackEnded(outcome="rolled_back"),
    )
    assert said.count("12:00:0") >= 2
    assert "nobody has answered it" not in said


def test_what_nobody_answered_and_what_was_only_shadow_is_told() -> None:
    assert "nobody has answered it" in page(TRIPPED)
    shadow = page(replace(TRIPPED, shadow=True))
    assert "None tripped." in shadow
    assert "1 trip in shadow" in shadow


def test_blind_stretches_and_disarmed_ones_are_told() -> None:
    said = page(
        t.TriggerBlind(trigger="rate", since=after(0), why="0 looks"),
        t.TriggerDisarmed(trigger="rate", reason="load test", until=after(60)),
    )
    assert "is BLIND since" in said
    assert "DISARMED" in said


def test_a_checklist_without_triggers_has_no_such_part() -> None:
    none = dataclasses.replace(facts(), checklist=replace(facts().checklist, triggers={}))
    assert list(triggers(none, [])) == []
