from hypothesis import given
from msgspec.structs import replace

from golive_tui.launch import events as e
from golive_tui.launch.intents import Notify, intents
from golive_tui.launch.notices import TITLE_LIMIT, Notice, notice, worded
from golive_tui.launch.state import LaunchState
from tests.launch.facts import events
from tests.launch.world import CREATED, ENGINE, Rehearsed, after, checklist

LAUNCH = Rehearsed()
LAUNCH.begin()
STATE = LAUNCH.state


def told(fact: e.Fact, state: LaunchState = STATE) -> list[Notice]:
    event = e.Event(seq=9, at=after(7), epoch=1, by=ENGINE, fact=fact)
    return [
        notice(intent, event, checklist(), state)
        for intent in intents(event)
        if isinstance(intent, Notify)
    ]


def test_a_notice_says_the_launch_the_target_what_since_when_and_what_to_type() -> None:
    due = e.RoundDue(round="hour-1-6/3", phase="hour-1-6", number=3, due_at=after(0))
    [found] = told(due)
    assert found.title == "REHEARSAL Small launch on REHEARSAL: a round is due"
    assert found.body.splitlines() == [
        "round 3 of 24, Hour 1-6 is due",
        "launch: Small launch on REHEARSAL",
        "since 2026-11-24 12:00:07 UTC, on jump1",
        f"type: golive attach {CREATED.id}   (w works through the round)",
    ]


def test_a_text_of_its_own_takes_the_place_of_the_sentence() -> None:
    event = e.Event(seq=9, at=after(7), epoch=1, by=ENGINE, fact=e.LaunchWentLive())
    made = notice(Notify(what="trip", key="k", text="5 %"), event, checklist(), STATE)
    assert made.body.startswith("5 %\n")
    assert made.key == "k"


def test_without_a_launch_it_still_says_something() -> None:
    made = worded("engine", "k", "it cannot write", "", None)
    assert made.title == "golive: the engine"
    assert made.body.splitlines()[-1] == "type: golive attach   (5 shows the events)"


@given(events)
def test_whatever_happened_a_notice_is_clean_and_bounded(event: e.Event) -> None:
    for intent in intents(event):
        if isinstance(intent, Notify):
            made = notice(intent, event, checklist(), STATE)
            assert len(made.title) <= TITLE_LIMIT
            assert "\x1b" not in made.title + made.body
            assert len(made.body) < 2100


def test_a_foreign_title_cannot_break_out_of_its_line() -> None:
    assert STATE.origin is not None
    origin = replace(STATE.origin, title="a\x1b]2;x\x07\nb", rehearsal=False)
    made = worded("trip", "k", "t", "", origin)
    assert "\n" not in made.title
    assert "\x1b" not in made.title
