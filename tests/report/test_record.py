from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from golive_tui.launch import events as e
from golive_tui.launch.fold import fold
from golive_tui.launch.state import EMPTY
from golive_tui.report.document import Fold, Heading
from golive_tui.report.markdown import markdown
from golive_tui.report.page import page
from golive_tui.report.record import document
from tests.launch.facts import any_fact
from tests.launch.world import ANA, CREATED, after
from tests.report.made import facts
from tests.report.records import launch, lived, record, texts
from tests.report.test_page import Reader


def test_the_parts_come_in_their_order() -> None:
    made = document(record(lived()))
    assert made.title == "Small launch"
    assert [each.text for each in made.blocks if isinstance(each, Heading) and each.level == 2] == [
        "Sign-off", "Success criteria", "Progress", "Skipped", "Steps", "Go/no-go polls",
        "Rollback triggers", "Rollback", "Watch", "Probes", "Interruptions", "Contacts", "Events",
    ]  # fmt: skip


def test_every_event_is_there() -> None:
    found = lived()
    folds = [each for each in document(record(found)).blocks if isinstance(each, Fold)]
    assert [row[0] for row in folds[0].table.rows] == [str(each.seq) for each in found.events]
    assert folds[0].summary == f"{len(found.events)} events"


def test_the_same_launch_at_the_same_time_gives_the_same_bytes() -> None:
    first, second = document(record(lived())), document(record(lived()))
    assert markdown(first) == markdown(second)
    assert page(first) == page(second)


def test_a_launch_that_has_just_begun_has_a_record() -> None:
    text = texts(document(record(launch(), 1, {})))
    for said in ("not signed", "No command was run.", "Nothing was skipped.", "not live"):
        assert said in text


@settings(max_examples=60)
@given(st.lists(any_fact(), max_size=25))
def test_whatever_happened_there_is_a_report(happened: Sequence[e.Fact]) -> None:
    state, events = EMPTY, []
    for seq, fact in enumerate([CREATED, *happened], 1):
        event = e.Event(seq=seq, at=after(seq), epoch=1, by=ANA, fact=fact)
        state = fold(state, event)
        events.append(event)
    known = replace(facts(launch(), 5000), state=state)
    made = document(replace(record(launch()), facts=known, events=events))
    assert markdown(made)
    Reader(page(made))
