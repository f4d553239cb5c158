"""An event in one row."""

from datetime import timedelta

from rich.cells import cell_len

from golive_tui.tui.frame.event_rows import event_row, mark_of
from golive_tui.tui.ground.content import line
from tests.screens.scene import mirror_at

MIRROR = mirror_at("week")


def test_every_event_of_a_week_has_a_row_with_time_mark_and_sentence() -> None:
    for event in MIRROR.events:
        said = line(event_row(event, MIRROR.checklist, MIRROR.now), 120).plain
        assert cell_len(said) == 120
        assert mark_of(event)[0] in said


def test_a_completed_round_bears_the_mark_of_done() -> None:
    done = next(each for each in MIRROR.events if each.fact.kind == "round.completed")
    assert mark_of(done) == ("✓", "ok")


def test_an_event_of_another_day_says_which() -> None:
    event = MIRROR.events[0]
    today = line(event_row(event, MIRROR.checklist, event.at), 80).plain
    later = line(event_row(event, MIRROR.checklist, event.at + timedelta(days=2)), 80).plain
    assert today.startswith(f"{event.at:%H:%M:%S}Z ")
    assert later.startswith(f"{event.at:%d %b %H:%M} ")
