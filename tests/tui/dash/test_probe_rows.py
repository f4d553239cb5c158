"""A probe's row: figures with their n, dashes for the unknown, height as danger."""

from math import inf

import pytest
from rich.cells import cell_len

from golive_tui.launch.figures import Uptime
from golive_tui.launch.series import Series
from golive_tui.launch.state import ProbeState
from golive_tui.tui.dash.probe_rows import (
    has_reason,
    height,
    labels,
    one_time,
    probe_row,
    reason_row,
    scale,
    two_times,
    uptime_words,
)
from golive_tui.tui.ground.content import line
from tests.launch.world import START, after, probe, sample


def text(series: Series, stands: ProbeState, width: int, seconds: float = 700.0) -> str:
    return line(probe_row(series.probe, stands, series, after(seconds), width), width).plain


def watched(n: int = 25, *, slow: float | None = 0.1, fails: int = 0) -> Series:
    series = Series(probe(slow=slow), START)
    for index in range(n):
        failed = index >= n - fails
        series.add(sample(30.0 * index, "fail" if failed else "ok", 0.02))
    return series


OK = ProbeState(verdict="ok", since=START)


@pytest.mark.parametrize("width", [30, 48, 53, 64, 78, 90, 110, 160])
def test_a_row_and_its_labels_fill_the_width(width: int) -> None:
    assert cell_len(text(watched(), OK, width)) == width
    assert cell_len(line(labels(width), width).plain) == width


def test_a_row_says_glyph_word_title_and_figures_with_n() -> None:
    said = text(watched(), OK, 78).split()
    assert said[:3] == ["●", "ok", "API"]
    assert said[4:] == ["20/20", "ms", "25", "0.0", "%", "100.0", "%"]


def test_a_probe_that_nobody_has_seen_shows_dashes_and_no_zero_but_n() -> None:
    said = text(Series(probe(), START), ProbeState(), 78)
    assert said.split()[:3] == ["?", "unknown", "API"]
    assert "—" in said
    assert "0.0 %" not in said


def test_a_failure_is_a_full_block_and_an_unobserved_slot_a_dot() -> None:
    one = probe(slow=0.1)
    assert height(sample(0, "fail"), one) == scale(one) == 0.1
    assert height(sample(0, "error"), one) is None
    assert "█" in text(watched(fails=3), ProbeState(verdict="fail"), 78)
    assert "·" in text(watched(n=3), OK, 78)


def test_without_a_slow_limit_the_scale_is_the_deadline() -> None:
    assert scale(probe(slow=None, timeout=5.0)) == 5.0


def test_a_probe_that_is_not_well_says_why_and_for_how_long() -> None:
    stands = ProbeState(verdict="fail", reason="tcp.refused", detail="nobody listens", since=START)
    assert has_reason(stands)
    said = line(reason_row(stands, after(130)), 70).plain
    assert "tcp.refused, nobody listens · 2 min" in said
    assert not has_reason(OK)


@pytest.mark.parametrize(
    ("p50", "p95", "said"),
    [
        (0.019, 0.034, "19/34 ms"),
        (0.8, 1.24, "0.8/1.2 s"),
        (0.019, None, "19/— ms"),
        (0.019, inf, "19/fail"),
        (1.24, inf, "1.2 s/fail"),
        (inf, inf, "fail/fail"),
        (None, None, "—"),
    ],
)
def test_two_times_share_a_unit(p50: float | None, p95: float | None, said: str) -> None:
    assert two_times(p50, p95) == said


def test_one_time() -> None:
    assert [one_time(each) for each in (0.021, None, inf)] == ["21 ms", "—", "fail"]


@pytest.mark.parametrize(
    ("uptime", "width", "said"),
    [
        (Uptime(1000.0, 0.0, 0.0), 13, "100.0 %"),
        (Uptime(999.0, 1.0, 0.0), 7, "99.9 %"),
        (Uptime(999.0, 1.0, 100.0), 13, "99.9 of 91 %"),
        (Uptime(999.0, 1.0, 100.0), 7, "~99.9 %"),
        (Uptime(0.0, 0.0, 100.0), 13, "—"),
    ],
)
def test_uptime_says_when_not_all_of_it_was_observed(uptime: Uptime, width: int, said: str) -> None:
    assert uptime_words(uptime, width) == said
