import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.rehearsal.stand_in.chance import latency, roll, wave

SEEDS = st.integers(min_value=0, max_value=2**63)


@given(SEEDS, st.text(), st.integers())
def test_a_roll_is_fixed_by_its_seed_and_names(seed: int, name: str, number: int) -> None:
    assert 0 < roll(seed, name, number) < 1
    assert roll(seed, name, number) == roll(seed, name, number)


def test_the_rolls_of_one_seed_fill_the_range_evenly() -> None:
    rolls = sorted(roll(1, number) for number in range(1000))
    assert all(abs(rolled - index / 1000) < 0.05 for index, rolled in enumerate(rolls))


def test_figures_of_a_seed_stay_the_same_on_every_python() -> None:
    """A changed hash would change every rehearsal and every screenshot of one."""
    assert round(roll(7, "api", 1), 12) == 0.343200520406
    assert round(latency(7, "api", 1), 6) == 0.020386


def test_most_answers_take_12_to_30_ms_and_a_few_60_to_90() -> None:
    taken = [latency(3, "api", number) for number in range(5000)]
    usual = [seconds for seconds in taken if seconds < 0.05]
    rare = [seconds for seconds in taken if seconds >= 0.05]
    assert min(usual) >= 0.012
    assert max(usual) <= 0.030
    assert min(rare) >= 0.060
    assert max(rare) <= 0.090
    assert 0.01 < len(rare) / len(taken) < 0.03


def test_another_seed_or_stream_takes_other_times() -> None:
    assert latency(1, "api", 5) != latency(2, "api", 5)
    assert latency(1, "api", 5) != latency(1, "tls", 5)


@given(SEEDS, st.floats(min_value=0, max_value=1e7))
def test_a_wave_stays_between_its_bounds(seed: int, at: float) -> None:
    height = wave(seed, "cpu", at, low=0.2, high=0.5, period=900)
    assert height == pytest.approx(min(max(height, 0.2), 0.5))
