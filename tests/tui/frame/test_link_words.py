"""What is said of the engine when it is not well."""

from datetime import timedelta

from golive_tui.tui.desk import SILENT_AFTER, LinkState
from golive_tui.tui.frame.link_words import WELL, link_words
from tests.launch.world import START

UP = LinkState(up=True, since=START)


def test_a_living_engine_is_not_mentioned() -> None:
    assert link_words(UP, SILENT_AFTER, START) == WELL


def test_a_silent_one_makes_what_is_shown_stale() -> None:
    said = link_words(UP, 12.0, START)
    assert said.stale == "STALE 0:12"
    assert "silent" in said.text


def test_a_lost_one_is_counted() -> None:
    down = LinkState(up=False, since=START, reason="the engine went away")
    said = link_words(down, 0.0, START + timedelta(seconds=75))
    assert said.text == "ENGINE LOST, starting another… 1:15"
    assert said.stale == "STALE 1:15"
