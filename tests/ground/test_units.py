"""Texts with units and the numbers that they stand for."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui import units
from golive_tui.errors import UnitError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("250ms", 0.25), ("30s", 30), ("15m", 900), ("6h", 21600), ("7d", 604800), ("1h30m", 5400)],
)
def test_durations_are_seconds(text: str, seconds: float) -> None:
    assert units.duration(text) == seconds


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (units.percent, "5%", 0.05),
        (units.percent, "0.1 %", 0.001),
        (units.size, "256KiB", 262144),
        (units.size, "10 MB", 10_000_000),
        (units.rate, "20/s", 20.0),
        (units.rate, "1200/min", 20.0),
        (units.quantity, "100ms", 0.1),
        (units.quantity, "5%", 0.05),
        (units.quantity, "1KiB", 1024.0),
        (units.quantity, "60/min", 1.0),
    ],
)
def test_other_units(read: Callable[[str], float], text: str, value: float) -> None:
    assert read(text) == pytest.approx(value)


def test_a_percentage_is_exact() -> None:
    assert units.percent("99.9%") == 0.999


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (units.duration, "30"),
        (units.duration, "5 m"),
        (units.duration, "-5s"),
        (units.duration, ""),
        (units.percent, "0.05"),
        (units.size, "10"),
        (units.rate, "1000"),
        (units.quantity, "12"),
        (units.duration, "1s" * 1000),
    ],
)
def test_a_bare_number_is_an_error_that_shows_what_would_be_right(
    read: Callable[[str], float], text: str
) -> None:
    with pytest.raises(UnitError) as caught:
        read(text)
    assert caught.value.hint.startswith("write it like")
    assert len(caught.value.message) < 120


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.012, "12 ms"),
        (2.1, "2.1 s"),
        (271, "4:31"),
        (3720, "1 h 02 m"),
        (183600, "2 d 03 h"),
        (-2.1, "-2.1 s"),
    ],
)
def test_durations_as_people_say_them(seconds: float, shown: str) -> None:
    assert units.show_duration(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "00:00:00"), (2832.9, "00:47:12"), (90000, "25:00:00"), (183600, "2d 03:00:00")],
)
def test_clocks_have_a_fixed_shape(seconds: float, shown: str) -> None:
    assert units.show_clock(seconds) == shown


@pytest.mark.parametrize(
    ("ratio", "digits", "shown"),
    [
        (1.0, 1, "100.0 %"),
        (0.99999, 1, "99.9 %"),
        (0.0, 1, "0.0 %"),
        (0.00001, 1, "0.1 %"),
        (0.9995, 2, "99.95 %"),
    ],
)
def test_a_percentage_is_never_rounded_to_perfect_or_to_nothing(
    ratio: float, digits: int, shown: str
) -> None:
    assert units.show_percent(ratio, digits) == shown


@given(st.floats(min_value=0, max_value=1))
def test_only_all_is_a_hundred_percent_and_only_nothing_is_none(ratio: float) -> None:
    shown = units.show_percent(ratio)
    assert (shown == "100.0 %") == (ratio == 1.0)
    assert (shown == "0.0 %") == (ratio == 0.0)


@pytest.mark.parametrize(
    ("title", "made"),
    [
        (
            "DNS A records pointing to production server",
            "dns-a-records-pointing-to-production-server",
        ),
        ("Response times < 100ms", "response-times-lt-100ms"),
        ("Error rate > 5%", "error-rate-gt-5-percent"),
        ("`/health`", "health"),
        ("!!!", ""),
    ],
)
def test_ids_are_made_of_titles(title: str, made: str) -> None:
    assert units.slug(title) == made


@given(st.text(max_size=300))
def test_an_id_made_of_anything_is_an_id(title: str) -> None:
    made = units.slug(title)
    assert len(made) <= 60
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made.strip("-") == made


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2200, 1, 1)))  # noqa: DTZ001
def test_instants_come_back_as_they_went(naive: datetime) -> None:
    at = naive.replace(tzinfo=UTC)
    shown = units.show_instant(at)
    assert units.instant(shown) == at
    assert len(shown) == 27
    assert units.show_instant(at.astimezone(timezone(timedelta(hours=5)))) == shown


@pytest.mark.parametrize("text", ["2026-11-24T12:00:00", "noon", ""])
def test_a_time_without_a_zone_or_sense_is_an_error(text: str) -> None:
    with pytest.raises(UnitError):
        units.instant(text)


def test_spans_are_timedeltas() -> None:
    assert units.span(1.5) == timedelta(seconds=1.5)
