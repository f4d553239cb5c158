"""The timer in words."""

import pytest

from golive_tui.tui.dash.timer_rows import ROWS, heading, timer_rows
from golive_tui.tui.ground.content import line
from tests.screens.scene import MOMENTS, Moment, mirror_at


def said(moment: Moment, width: int = 78) -> str:
    mirror = mirror_at(moment)
    rows = timer_rows(mirror, mirror.now, width)
    return "\n".join(line(cells, width, gap).plain.rstrip() for cells, gap in rows)


def test_before_go_live_it_says_what_is_open_and_how_to_go_live() -> None:
    text = said("before-go-live")
    assert "open before go-live" in text
    assert "contacts not filled in" in text
    assert text.splitlines()[-1].startswith("G goes live")
    mirror = mirror_at("before-go-live")
    assert heading(mirror, mirror.now) == "not live · 48 rounds to come"


def test_live_it_says_elapsed_phase_round_wait_and_every_ribbon() -> None:
    text = said("live")
    assert "T+00:47 " in text
    assert "Hour 1-6: Critical Monitoring" in text
    assert "round 4 of 24" in text
    assert "next in 12 min 14:15Z" in text
    assert "✓✗✓○" in text
    assert "Hour 6-24" in text
    assert "Week 1" in text


def test_a_round_that_is_due_counts_and_says_how_to_answer() -> None:
    text = said("round-due")
    assert "DUE 2 min" in text
    assert "w answers" in text


def test_missed_rounds_are_counted_in_the_heading() -> None:
    mirror = mirror_at("interrupted")
    assert "missed" in heading(mirror, mirror.now)


@pytest.mark.parametrize("moment", list(MOMENTS))
@pytest.mark.parametrize("width", [20, 46, 78, 120])
def test_it_never_takes_more_rows_than_its_panel_has(moment: Moment, width: int) -> None:
    assert len(said(moment, width).splitlines()) <= ROWS
