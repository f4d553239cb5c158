import pytest

from golive_tui.tui.views.event_search import QUICK, sought
from tests.screens.scene import scene

SHOWN = scene("live")
PLAN = SHOWN.mirror().checklist


def found(search: str) -> list[str]:
    holds = sought(search, PLAN)
    return [event.fact.kind for event in SHOWN.events if holds(event)]


def test_no_word_finds_all() -> None:
    for search in ("", "  ", "!", "@", ":"):
        assert len(found(search)) == len(SHOWN.events)


def test_text_is_looked_for_in_the_sentence_and_the_subject() -> None:
    assert found("vulnerability") == ["item.failed", "item.noted", "item.reopened", "item.passed"]
    assert found("hour-1-6/2 due") == ["round.due", "round.overdue"]


def test_a_person_is_who_did_it() -> None:
    holds = sought("@LEE", PLAN)
    assert {event.by.user for event in SHOWN.events if holds(event)} == {"lee"}


@pytest.mark.parametrize(
    ("search", "kinds"),
    [
        (":skipped", {"item.skipped"}),
        (":round.miss", {"round.missed"}),
        (":probe", {"probe.changed"}),
        (":slow", {"probe.changed"}),
        (":passed", {"item.passed"}),
    ],
)
def test_a_kind_is_looked_for_by_its_noun_its_verb_or_its_verdict(
    search: str, kinds: set[str]
) -> None:
    assert set(found(search)) == kinds


def test_words_stand_together_and_one_can_be_turned_round() -> None:
    both = found(":item !:passed @mira")
    assert set(both) == {"item.failed", "item.reopened", "item.noted", "item.started"}


@pytest.mark.parametrize("search", QUICK)
def test_every_quick_search_finds_something(search: str) -> None:
    assert found(search)
