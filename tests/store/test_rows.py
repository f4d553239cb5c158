import math
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from golive_tui.launch.samples import Sample
from golive_tui.store.rows import Row, micros, row_of, sample_of
from tests.store.builders import NOON, any_of

SAMPLE = Sample(probe="api", at=NOON, outcome="ok", latency=0.25, values={"n": 1.5})


@given(any_of(Sample))
def test_every_sample_reads_back_as_it_was(sample: Sample) -> None:
    assert sample_of(row_of(sample)) == sample


def test_times_are_exact_to_the_microsecond() -> None:
    assert micros(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=1)) == 1
    at = datetime(2099, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert sample_of(row_of(Sample(probe="a", at=at, outcome="ok"))).at == at


def test_a_number_that_is_none_is_left_out() -> None:
    odd = Sample(
        probe="api",
        at=NOON,
        outcome="ok",
        latency=math.inf,
        values={"a": math.nan, "b": 1.0},
        phases={"dns": -math.inf},
    )
    read = sample_of(row_of(odd))
    assert (read.latency, dict(read.values), dict(read.phases)) == (None, {"b": 1.0}, {})


def test_text_that_is_none_never_stops_a_sample() -> None:
    sample = Sample(probe="api", at=NOON, outcome="fail", reason="http.status", detail="x\udcffy")
    assert sample_of(row_of(sample)).detail == "x?y"


def test_what_is_empty_takes_no_room() -> None:
    assert row_of(Sample(probe="a", at=NOON, outcome="absent"))[6:8] == (None, None)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (1, "noon"),
        (2, "great"),
        (6, "[]"),
        (6, '{"a":"b"}'),
        (7, "{"),
        (1, 2**62),
        (0, b"api"),
        (3, "quick"),
        (4, 7),
        (5, None),
        (6, 5),
        (8, "yes"),
    ],
)
def test_a_row_that_is_not_ours_is_refused(column: int, value: Any) -> None:
    row: list[Any] = list(row_of(SAMPLE))
    row[column] = value
    foreign: Row = tuple(row)
    with pytest.raises(ValueError, match=r"."):
        sample_of(foreign)
