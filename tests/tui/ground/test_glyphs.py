"""Signs, sparklines and bars."""

import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from golive_tui.tui.ground.glyphs import (
    ASCII,
    CURSOR,
    EMPTY,
    FULL,
    GLYPHS,
    LEVELS,
    UNOBSERVED,
    bar,
    spark,
)


@pytest.mark.parametrize("name", sorted(GLYPHS))
def test_a_sign_is_one_cell_has_an_ascii_twin_and_a_word(name: str) -> None:
    glyph = GLYPHS[name]
    assert cell_len(glyph.unicode) == 1
    assert unicodedata.east_asian_width(glyph.unicode) in {"N", "Na", "A"}
    assert len(glyph.ascii) == 1
    assert glyph.ascii.isascii()
    assert glyph.word


def test_every_sign_of_ours_has_a_twin_in_the_table() -> None:
    drawn = {*LEVELS, FULL, EMPTY, UNOBSERVED, CURSOR} | {g.unicode for g in GLYPHS.values()}
    assert not {sign for sign in drawn if not sign.isascii()} - set(ASCII)


def test_a_twin_is_one_printable_ascii_character_in_one_cell() -> None:
    for sign, twin in ASCII.items():
        assert len(sign) == cell_len(sign) == 1
        assert len(twin) == 1
        assert twin.isascii()
        assert twin.isprintable()


def test_states_that_need_a_person_differ_in_shape_from_those_that_do_not() -> None:
    calm = {GLYPHS[name].unicode for name in ("done", "ok", "todo", "ahead", "armed", "skip")}
    loud = {GLYPHS[name].unicode for name in ("fail", "alarm", "missed", "block", "stale", "late")}
    assert not calm & loud
    calm = {GLYPHS[name].ascii for name in ("done", "ok", "todo", "ahead", "armed", "skip")}
    loud = {GLYPHS[name].ascii for name in ("fail", "alarm", "missed", "block", "stale", "late")}
    assert not calm & loud


def test_a_sparkline_has_the_limit_as_its_full_height() -> None:
    assert spark([0, 100, 299, 300, 900], 300, 5) == "▁▃▇██"


def test_an_unobserved_slot_is_a_dot_and_never_a_low_value() -> None:
    assert spark([None, 4.0, math.nan], 400.0, 5) == "···▁·"


def test_a_sparkline_without_a_limit_claims_nothing() -> None:
    assert spark([1.0, 2.0], 0.0, 3) == "···"


@given(st.lists(st.one_of(st.none(), st.floats())), st.floats(allow_nan=False), st.integers(-2, 50))
def test_a_sparkline_is_exactly_as_wide_as_asked(
    values: list[float | None], limit: float, width: int
) -> None:
    assert len(spark(values, limit, width)) == max(width, 0)


def test_a_bar_is_full_only_when_all_is_done_and_empty_only_when_nothing_is() -> None:
    assert bar(0, 12, 4) == "□□□□"
    assert bar(1, 1000, 4) == "■□□□"
    assert bar(999, 1000, 4) == "■■■□"
    assert bar(12, 12, 4) == "■■■■"
    assert bar(3, 0, 4) == "□□□□"


@given(st.integers(-5, 200), st.integers(0, 200), st.integers(-2, 30))
def test_a_bar_is_exactly_as_wide_as_asked(part: int, whole: int, width: int) -> None:
    assert len(bar(part, whole, width)) == max(width, 0)
