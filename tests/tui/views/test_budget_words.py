from msgspec.structs import replace

from golive_tui.launch.budgets import Budget
from golive_tui.launch.groups import group_figures
from golive_tui.tui.views.budget_words import budget_words, group_words, repair_words
from tests.screens.scene import mirror_at

TIME = Budget(unit="seconds", allowed=605.0, spent=113.0, left=0.81, at_least=0.8, burn=2.1)


def test_a_budget_of_time_says_what_is_left_and_how_fast_it_goes() -> None:
    assert budget_words(TIME) == "budget 8:12 left of 10:05; burning 2.1x"
    assert budget_words(replace(TIME, spent=665.0)) == (
        "budget OVERSPENT by 1:00 of 10:05; burning 2.1x"
    )
    assert budget_words(replace(TIME, burn=None)) == "budget 8:12 left of 10:05"


def test_a_budget_of_looks_counts_failures() -> None:
    looks = replace(TIME, unit="looks", allowed=1.8, spent=0.0)
    assert budget_words(looks) == "budget 1.8 failures left of 1.8; burning 2.1x"
    assert "OVERSPENT by 3.2 failures" in budget_words(replace(looks, spent=5.0))


def test_repairs_are_those_that_ended() -> None:
    assert repair_words(0, None) == "no outage was seen"
    assert repair_words(1, None) == "1 outage, none repaired"
    assert repair_words(2, 80.0) == "2 outages, repaired in 1:20 on average"


def test_a_group_is_figured_together() -> None:
    mirror = mirror_at("live")
    found = group_figures(mirror.checklist.probes, mirror.sight, mirror.now)
    said = group_words(found[0])
    assert said.startswith("p95 ")
    assert f"n {found[0].n}" in said
    assert group_words(replace(found[0], n=0)) == "nothing was observed lately"
