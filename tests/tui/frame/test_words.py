"""Words for times and targets."""

from datetime import timedelta

import pytest

from golive_tui.checklist.model import Target
from golive_tui.tui.frame.words import (
    coarse,
    countdown,
    is_production,
    show_every,
    target_role,
    when,
)
from tests.launch.world import START


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-3, "0:00"), (45, "0:45"), (768.9, "12:48"), (3600, "1 h 00 m"), (86400 * 3, "3 d 00 h")],
)
def test_a_wait_ticks_while_it_is_short(seconds: float, said: str) -> None:
    assert countdown(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(900, "15 min"), (3600, "1 h"), (86400, "1 d"), (30, "30 s"), (90, "90 s")],
)
def test_an_interval_in_its_own_unit(seconds: float, said: str) -> None:
    assert show_every(seconds) == said


def test_where_nothing_shall_tick_minutes_do() -> None:
    assert [coarse(each) for each in (45, 60, 768.9, 7200)] == [
        "0:45", "1 min", "12 min", "2 h 00 m",
    ]  # fmt: skip


def test_a_time_of_another_day_is_a_date() -> None:
    assert when(START, START) == "12:00Z"
    assert when(START, START + timedelta(days=1)) == "24 Nov"


def test_all_that_is_not_plainly_something_else_is_production() -> None:
    assert [is_production(None, name) for name in ("production", "eu-1", "staging", "test")] == [
        True, True, False, False,
    ]  # fmt: skip
    rehearsal = Target(id="production", values={}, rehearsal=True)
    assert not is_production(rehearsal, "production")


def test_each_kind_of_target_has_its_colour() -> None:
    rehearsal = Target(id="x", values={}, rehearsal=True)
    assert (target_role(rehearsal, "x"), target_role(None, "prod"), target_role(None, "qa")) == (
        "ok", "prod", "warn",
    )  # fmt: skip
