import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.rehearsal.stand_in.decks import BUCKETS
from golive_tui.rehearsal.stand_in.traffic import (
    Figures,
    Mood,
    Traffic,
    requests_per_minute,
    requests_until,
)

WEEK = 7 * 86400.0
SEEDS = st.integers(min_value=0, max_value=1000)
MOMENTS = st.floats(min_value=0, max_value=WEEK)
MOODS = st.builds(
    Mood,
    error_ratio=st.floats(min_value=0, max_value=1),
    error_status=st.sampled_from([500, 503]),
    delay=st.floats(min_value=0, max_value=5),
    ws_refused=st.floats(min_value=0, max_value=1),
)
CALM = Mood()


def errors(figures: Figures) -> int:
    return sum(count for (_, status), count in figures.requests.items() if status >= 500)


@given(SEEDS, MOMENTS)
def test_every_minute_has_more_than_1000_requests(seed: int, at: float) -> None:
    assert 1000 < requests_until(seed, at + 60) - requests_until(seed, at) < 2000


@given(SEEDS, MOMENTS)
def test_the_rate_is_that_of_the_requests(seed: int, at: float) -> None:
    counted = requests_until(seed, at + 60) - requests_until(seed, at)
    assert counted == pytest.approx(requests_per_minute(seed, at + 30), rel=0.02)


@given(SEEDS, MOMENTS)
def test_every_minute_of_a_healthy_backend_has_less_than_a_thousandth_of_errors(
    seed: int, at: float
) -> None:
    traffic = Traffic(seed, CALM)
    before, after = traffic.figures(at), traffic.figures(at + 60)
    assert errors(after) - errors(before) < 0.001 * (after.total - before.total)
    assert after.recent.error_ratio < 0.001


@given(SEEDS, st.lists(st.tuples(st.floats(min_value=0, max_value=9000), MOODS), max_size=5))
def test_no_counter_ever_falls_whatever_the_mood(
    seed: int, changes: list[tuple[float, Mood]]
) -> None:
    traffic, elapsed = Traffic(seed, CALM), 0.0
    before = traffic.figures(elapsed)
    for span, mood in changes:
        elapsed += span
        traffic.change(elapsed, mood)
        after = traffic.figures(elapsed + 1)
        elapsed += 1
        assert all(after.requests[key] >= count for key, count in before.requests.items())
        assert all(
            more >= less for more, less in zip(after.durations, before.durations, strict=True)
        )
        assert after.duration_sum >= before.duration_sum
        assert after.ws_failures >= before.ws_failures
        assert after.requests.total() == after.total
        before = after


@given(SEEDS, MOMENTS)
def test_the_figures_are_fixed_by_seed_and_time(seed: int, at: float) -> None:
    assert Traffic(seed, CALM).figures(at) == Traffic(seed, CALM).figures(at)


@given(SEEDS, MOMENTS)
def test_looking_does_not_change_the_figures(seed: int, at: float) -> None:
    looked = Traffic(seed, CALM)
    looked.figures(at / 2)
    assert looked.figures(at) == Traffic(seed, CALM).figures(at)


def test_errors_and_delay_show_from_the_change_on_and_end_with_it() -> None:
    traffic = Traffic(1, CALM)
    traffic.change(3600, Mood(error_ratio=0.06, delay=1.2))
    start = traffic.figures(3600)
    during = traffic.figures(3900)
    assert (errors(during) - errors(start)) / (during.total - start.total) == pytest.approx(
        0.06, abs=0.002
    )
    assert during.recent.error_ratio == pytest.approx(0.06, abs=0.002)
    assert during.recent.p95 > 1.2
    within_a_second = during.durations[BUCKETS.index(1.0)]
    assert within_a_second == start.durations[BUCKETS.index(1.0)]
    traffic.change(3900, CALM)
    after = traffic.figures(4200)
    assert errors(after) - errors(during) <= 4
    assert after.durations[-1] - during.durations[-1] == (
        after.durations[BUCKETS.index(1.0)] - within_a_second
    )


def test_refused_upgrades_show_in_their_counter() -> None:
    traffic = Traffic(1, Mood(ws_refused=0.5))
    figures = traffic.figures(86400)
    assert figures.ws_failures / figures.ws_attempts == pytest.approx(0.5, abs=0.01)


def test_a_healthy_day_has_what_the_business_looks_at() -> None:
    figures = Traffic(1, CALM).figures(86400)
    assert figures.logins["success"] / figures.logins.total() > 0.98
    assert len(figures.features) == 6
    assert len(figures.frontend_errors) == 4
    assert figures.ws_failures < 0.01 * figures.ws_attempts


def test_a_share_of_the_traffic_may_stay_away_and_what_came_is_kept() -> None:
    traffic = Traffic(1, CALM)
    usual = traffic.figures(600).total
    traffic.change(600, Mood(share=0.1))
    little = traffic.figures(1200)
    assert little.total - usual == pytest.approx(usual / 10, rel=0.2)
    assert little.recent.requests_per_minute < 200
    traffic.change(1200, Mood(share=0.0))
    assert traffic.figures(9000).total == little.total


def test_lost_records_and_errors_of_browsers_show_from_the_change_on() -> None:
    traffic = Traffic(1, CALM)
    before = traffic.figures(600)
    assert before.stored == before.total
    traffic.change(600, Mood(lost=0.05, frontend_errors=0.2))
    after = traffic.figures(1200)
    came = after.total - before.total
    assert after.total - after.stored == pytest.approx(came * 0.05, abs=1)
    reported = after.frontend_errors.total() - before.frontend_errors.total()
    assert reported == pytest.approx(came * 0.2, rel=0.05)
