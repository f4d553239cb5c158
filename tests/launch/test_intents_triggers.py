import pytest

from golive_tui.launch import trigger_facts as t
from golive_tui.launch.events import Event
from golive_tui.launch.intents import Notify, intents
from tests.launch.world import ENGINE, after


def told(fact: t.TriggerFact) -> list[str]:
    event = Event(seq=9, at=after(0), epoch=1, by=ENGINE, fact=fact)
    return [each.what for each in intents(event) if isinstance(each, Notify)]


@pytest.mark.parametrize(
    ("fact", "what"),
    [
        (t.TriggerTripped(trigger="x"), ["trip"]),
        (t.TriggerAsked(trigger="x"), ["trip"]),
        (t.TriggerBlocked(trigger="x", why="w"), ["trip"]),
        (t.TriggerBlind(trigger="x", since=after(0)), ["blind"]),
        (t.TriggerTripped(trigger="x", shadow=True), []),
        (t.TriggerTripped(trigger="x", attached=True), []),
        (t.TriggerPending(trigger="x"), []),
    ],
)
def test_people_are_told_of_what_wants_them(fact: t.TriggerFact, what: list[str]) -> None:
    assert told(fact) == what
