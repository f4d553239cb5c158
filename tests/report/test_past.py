from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch.samples import Outcome, Sample
from golive_tui.report.past import LEAST, MOST, Gathering, Past
from tests.launch.world import after, probe, sample


def gathered(samples: list[Sample], *, until: float = 1200.0, since: float = 0.0) -> Past:
    """The past of a probe that looks every 30 s, from START on."""
    gathering = Gathering(probe(), begin=after(0), since=after(since), until=after(until))
    for each in samples:
        gathering.add(each)
    return gathering.past()


def test_nothing_seen_is_nothing_known() -> None:
    past = gathered([])
    assert (past.n, past.p50, past.p95, past.longest, past.uptime.ratio) == (
        0, None, None, None, None,
    )  # fmt: skip
    assert all(each.up == each.down == 0.0 and each.median is None for each in past.columns)


def test_up_and_down_stand_where_they_were_and_a_gap_stays_empty() -> None:
    """20 minutes in columns of a minute: up to 5:00, down to 10:00, then nobody looked."""
    seen = [sample(n * 30, "ok") for n in range(10)]
    seen += [sample(300 + n * 30, "fail") for n in range(10)]
    past = gathered(seen)
    assert [round(each.up, 6) for each in past.columns[:5]] == [1.0] * 5
    assert [round(each.down, 6) for each in past.columns[5:10]] == [1.0] * 5
    # The last look speaks for one and a half intervals: 15 s more.
    assert round(past.columns[10].down, 6) == 0.25
    assert all(each.up == each.down == 0.0 for each in past.columns[11:])
    assert past.uptime.up == pytest.approx(300)
    assert past.uptime.down == pytest.approx(315)


def test_latencies_are_those_of_the_answered_looks() -> None:
    seen = [sample(0, "ok", 0.1), sample(3, "ok", 0.3), sample(6, "fail"), sample(9, "ok", 0.2)]
    column = gathered(seen).columns[0]
    assert (column.median, column.longest) == (0.2, 0.3)


def test_figures_count_from_t0_and_a_failure_is_infinite() -> None:
    seen = [sample(n * 30, "fail") for n in range(5)]
    seen += [sample(150 + n * 30, "ok", 0.01 * (n + 1)) for n in range(20)]
    past = gathered(seen, since=150)
    assert (past.n, past.failed, past.longest) == (20, 0, 0.2)
    assert past.p95 == pytest.approx(0.19)
    whole = gathered(seen)
    assert (whole.n, whole.failed, whole.p95) == (25, 5, float("inf"))


def test_what_was_not_scheduled_or_lies_outside_does_not_count() -> None:
    seen = [sample(0, "fail", scheduled=False), sample(-30, "fail"), sample(1230, "fail")]
    assert gathered(seen).n == 0


def test_a_kind_without_latencies_has_no_percentiles() -> None:
    seen = [sample(n * 30, "ok", None) for n in range(30)]
    past = gathered(seen)
    assert (past.n, past.p50, past.longest) == (30, None, None)
    assert past.uptime.ratio == 1.0


@given(
    st.lists(
        st.tuples(st.floats(0, 5000), st.sampled_from(["ok", "fail", "error", "absent"])),
        max_size=40,
    ),
    st.floats(0.5, 5000),
)
def test_the_columns_hold_the_time_that_the_tally_holds(
    looks: list[tuple[float, Outcome]], until: float
) -> None:
    looks.sort()
    past = gathered([sample(at, outcome) for at, outcome in looks], until=until)
    width = max(until, 1.0) / len(past.columns)
    assert sum(each.up for each in past.columns) * width <= past.uptime.up + 1e-3
    assert all(0.0 <= each.up + each.down <= 1.0 + 1e-6 for each in past.columns)
    if until >= 1.0:
        assert sum(each.up for each in past.columns) * width == pytest.approx(
            past.uptime.up, abs=1e-2
        )
        assert sum(each.down for each in past.columns) * width == pytest.approx(
            past.uptime.down, abs=1e-2
        )
    assert past.until - past.begin == timedelta(seconds=until)


def test_a_plot_has_as_many_columns_as_there_are_looks_for() -> None:
    assert len(gathered([], until=60).columns) == LEAST
    assert len(gathered([], until=1800).columns) == 30
    assert len(gathered([], until=7 * 86400).columns) == MOST
