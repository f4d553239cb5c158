import pytest

from golive_tui.checklist.model import Measure, Objective
from golive_tui.launch.budgets import budget
from tests.launch.test_objectives import objective, seen
from tests.launch.world import after

WEEK = 604800.0


def uptime() -> Objective:
    rule = Measure(measure="availability", of=("api",), window=WEEK, above=0.999)
    return Objective(id="sla", title="99.9%", measure=rule)


def test_a_week_of_three_nines_allows_ten_minutes_down() -> None:
    found = budget(uptime(), seen("." * 90 + "x" * 4 + "." * 6), after(3000.0))
    assert found is not None
    assert found.unit == "seconds"
    assert found.allowed == pytest.approx(604.8)
    assert found.spent == pytest.approx(120.0)
    assert found.left == pytest.approx(1 - 120 / 604.8)
    assert found.burn == pytest.approx(120 / 3000 / 0.001)


def test_unobserved_time_may_have_been_down() -> None:
    found = budget(uptime(), seen("." * 50 + "-" * 20 + "." * 30), after(3000.0))
    assert found is not None
    assert found.left == 1.0
    assert found.at_least == pytest.approx(1 - (21 - 1.5) * 30 / 604.8)


def test_an_error_rate_allows_a_share_of_the_looks() -> None:
    found = budget(objective("error_rate", below=0.1), seen("." * 28 + "xx"), after(899.0))
    assert found is not None
    assert (found.unit, found.spent) == ("looks", 2.0)
    assert found.allowed == pytest.approx(3.0)
    assert found.left == pytest.approx(1 / 3)
    assert found.burn == pytest.approx(2 / 3)


def test_what_is_overspent_is_below_nothing() -> None:
    found = budget(objective("error_rate", below=0.1), seen("." * 24 + "x" * 6), after(899.0))
    assert found is not None
    assert found.left == pytest.approx(-1.0)


@pytest.mark.parametrize(
    "rule",
    [
        objective("p95", below=0.1),
        objective("availability", above=1.0),
        objective("error_rate", below=0.0),
        objective("error_rate", below=0.1, of=("gone",)),
    ],
)
def test_what_allows_nothing_or_is_no_share_has_no_budget(rule: Objective) -> None:
    assert budget(rule, seen("." * 30), after(899.0)) is None


def test_nothing_seen_burns_nothing() -> None:
    found = budget(uptime(), seen(""), after(900.0))
    assert found is not None
    assert (found.burn, found.left) == (None, 1.0)
    assert found.at_least < 0
