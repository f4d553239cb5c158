import pytest

from golive_tui.launch import trigger_facts as t
from golive_tui.launch.sentences_triggers import measured, trigger_line
from tests.launch.test_trigger_verbs import staged
from tests.launch.world import after
from tests.rehearsal.scenarios import flowmind


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (t.TriggerArmed(trigger="health", why="after ship"), '"health" is armed: after ship'),
        (
            t.TriggerTripped(trigger="health", value=4.0, n=4, action="countdown"),
            (
                '"health" TRIPPED: 4 failures in a row of n 4; '
                "the rollback starts unless it is held"
            ),
        ),
        (
            t.TriggerTripped(trigger="health", value=4.0, n=4, shadow=True),
            '"health" would have TRIPPED, was it armed: 4 failures in a row of n 4',
        ),
        (
            t.TriggerTripped(trigger="health", n=4, attached=True),
            '"health" TRIPPED, one more cause of the rollback: no figure of n 4',
        ),
        (
            t.TriggerBlind(trigger="health", since=after(0), why="0 looks, 4 needed"),
            '"health" is BLIND since 12:00:00 UTC: 0 looks, 4 needed',
        ),
        (
            t.TriggerStreakBroken(trigger="health", probe="api", streak=3, gap=50.0),
            '"health": 3 failures of api void, nothing seen for 50.0 s',
        ),
        (
            t.TriggerHeld(trigger="health", until=after(600), reason="we look"),
            'ana holds "health" until 12:10:00 UTC: we look',
        ),
        (
            t.TriggerOverridden(trigger="health", reason="known", second="lee"),
            'ana with lee goes on despite "health": known',
        ),
        (
            t.TriggerDisarmed(trigger="gone", reason="noise", until=after(0)),
            "ana DISARMED gone until 12:00:00 UTC: noise",
        ),
        (t.TriggerReset(trigger="health"), 'ana reset "health"'),
        (t.TriggerAsked(trigger="health"), '"health" asks again: the hold is over'),
        (t.TriggerAcknowledged(trigger="health"), 'ana acknowledged "health"'),
        (
            t.TriggerBlocked(trigger="health", why="no way back"),
            '"health" starts no rollback by itself: no way back',
        ),
        (
            t.TriggerSighted(trigger="health", seconds=90.0),
            '"health" can tell again, after 1:30',
        ),
        (
            t.TriggerPending(trigger="health", value=4.0, n=4, observed=15.0),
            '"health" is breached: 4 failures in a row of n 4, for 15.0 s',
        ),
        (
            t.TriggerCleared(trigger="health", observed=90.0),
            '"health" is not breached, after 1:30',
        ),
    ],
)  # fmt: skip
def test_each_fact_is_one_line(fact: t.TriggerFact, said: str) -> None:
    assert trigger_line("ana", fact, staged().plan) == said


def test_a_value_without_a_rule_is_a_plain_number() -> None:
    assert measured(0.25, None) == "0.25"


def test_a_percentile_that_falls_on_failures_says_so() -> None:
    [trigger] = [each for each in flowmind().triggers.values() if each.id == "response-time"]
    assert measured(None, trigger.measure) == "too many failed for a p95"
    assert measured(None, None) == "no figure"


def test_a_value_with_a_rule_has_its_unit() -> None:
    [trigger] = [each for each in flowmind().triggers.values() if each.id == "error-rate"]
    assert measured(0.081, trigger.measure) == "8.1 %"
