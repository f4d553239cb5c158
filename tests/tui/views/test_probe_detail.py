import pytest

from golive_tui.launch.series import Series
from golive_tui.tui.views.probe_detail import detail_rows
from tests.launch.world import sample
from tests.screens.scene import MOMENTS, Moment, mirror_at
from tests.tui.views.reading import crowded, text


def page(probe: str, width: int = 96, moment: Moment = "live") -> str:
    mirror = mirror_at(moment)
    return text(detail_rows(mirror, probe, mirror.now, width), width)


def test_a_failing_probe_says_why_and_since_when() -> None:
    said = page("ws-connect")
    assert "▲ alarm   WebSocket /ws, a new connection every 5 s" in said
    assert "since 13:59Z · 3 min" in said
    assert "ws.no_reply: no answer began within 4.9 s" in said


def test_a_slow_probe_says_by_how_much() -> None:
    assert "budget.slow: p95 111 ms is over 100 ms" in page("api-health")


def test_figures_bear_their_counts_and_what_was_not_observed() -> None:
    said = page("api-health")
    assert "last 78 ms   p50 89 ms   p95 111 ms   p99 —   max 141 ms" in said
    assert "0.0 %   0 of 30 looks failed" in said
    assert "100.00 % of 99.0 % observed (99.0-100.0 %)" in said
    assert "a full block is 100 ms, its limit, or a failure" in said


def test_settings_expectations_and_kept_values_are_the_checklist_s() -> None:
    said = page("database")
    assert "http, every 30 s, time-out 5.0 s" in said
    assert "url        ${api}/health" in said
    assert "expects    status == 200" in said
    assert "json.checks.database.status == 'healthy'" in said
    assert "pool_used          json.checks.database.pool.used" in said


def test_a_probe_that_was_never_seen_has_a_page() -> None:
    mirror = mirror_at("live")
    probe = mirror.checklist.probes["api-health"]
    mirror.sight["api-health"] = Series(probe, mirror.now)
    said = text(detail_rows(mirror, "api-health", mirror.now, 96), 96)
    assert "none yet" in said
    assert "0.0 %" not in said[: said.index("together")]


def test_one_look_has_no_spread() -> None:
    mirror = mirror_at("live")
    series = Series(mirror.checklist.probes["api-health"], mirror.now)
    series.add(sample(0, name="api-health"))
    mirror.sight["api-health"] = series
    assert "spread" not in text(detail_rows(mirror, "api-health", mirror.now, 96), 96)


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_page_fits_at_every_width(moment: Moment) -> None:
    mirror = mirror_at(moment)
    for probe in mirror.checklist.probes:
        assert crowded(lambda w, p=probe: detail_rows(mirror, p, mirror.now, w)) == []  # type: ignore[misc]
