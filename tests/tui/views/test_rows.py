import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from golive_tui.tui.ground.content import cell
from golive_tui.tui.views.rows import (
    BLANK,
    beside,
    folded,
    heading,
    indented,
    labelled,
    padded,
    valued,
    wrapped,
)
from tests.tui.views.reading import read

WORDS = st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=80)


@given(WORDS, st.integers(2, 40))
def test_folded_text_fits_and_loses_no_word(text: str, width: int) -> None:
    lines = folded(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_text_is_cut_between_words_where_it_can_be() -> None:
    assert folded("two records and a long-word-that-does-not-fit", 12) == [
        "two records",
        "and a",
        "long-word-th",
        "at-does-not-",
        "fit",
    ]
    assert folded("", 12) == [""]


def test_a_note_keeps_its_own_lines_and_loses_its_control_characters() -> None:
    rows = wrapped("first\nsecond \x1b[2J", 20)
    assert read(rows, 20) == ["first", "second ␛[2J"]


def test_a_heading_fills_its_width_and_says_its_note_at_the_end() -> None:
    assert read([heading("Figures", 30, "over 15 min")], 30) == ["Figures ────────── over 15 min"]
    assert read([heading("Figures", 20)], 20) == ["Figures ────────────"]


def test_a_label_stands_once_before_text_of_many_lines() -> None:
    rows = labelled("why", "one two three four five six", 24)
    assert read(rows, 24) == ["why        one two three", "           four five six"]
    assert read([valued("owner", "lee")], 20) == ["owner      lee"]


def test_indented_rows_stand_further_right_and_blank_ones_stay_blank() -> None:
    assert read(indented([[cell("x")], BLANK], 4), 10) == ["    x", ""]


@pytest.mark.parametrize(
    "row",
    [
        [],
        [cell("ab")],
        [cell("ab", 5), cell("rest", None)],
        [cell("a text that is much longer than the column is wide", None)],
        [cell("one", 4), cell("mid", None), cell("end", 4)],
    ],
)
def test_a_padded_row_takes_exactly_its_width(row: list[object]) -> None:
    both = beside([row], [[cell("|")]], 20)  # type: ignore[list-item]
    assert read(both, 40)[0].index("|") == 23


def test_columns_of_different_length_stand_beside_each_other() -> None:
    rows = beside([[cell("a")]], [[cell("1")], [cell("2")]], 10)
    assert read(rows, 30) == ["a            1", "             2"]
    assert len(padded([], 5)) == 1
