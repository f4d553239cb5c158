"""A row's verdict, and a table that no cell can break."""

import pytest

from benchmarks.table import BEGIN, END, HEAD, Row, between, figure, markdown, plain


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (Row(what="a", measured=1.0), "-"),
        (Row(what="a", measured=None, remark="no peer"), "not measured"),
        (Row(what="a", measured=1.0, budget=1.0), "met"),
        (Row(what="a", measured=1.1, budget=1.0), "over"),
        (Row(what="a", measured=1.2, beside=1.0, ratio_budget=1.3), "met"),
        (Row(what="a", measured=1.4, beside=1.0, ratio_budget=1.3), "over"),
        (Row(what="a", measured=1.0, budget=2.0, beside=0.5, ratio_budget=1.3), "over"),
        (Row(what="a", measured=1.0, budget=2.0, beside=0.5), "met"),
        (Row(what="a", measured=2.0, beside=1.0), "slower"),
        (Row(what="a", measured=1.0, beside=2.0), "met"),
        (Row(what="a", measured=1.0, beside=0.0, ratio_budget=1.0), "-"),
    ],
)
def test_the_verdict_of_a_row(row: Row, verdict: str) -> None:
    assert row.verdict == verdict


def test_a_row_shows_what_is_known_and_nothing_else() -> None:
    row = Row(what="w", measured=3.0, unit="s", budget=4.0, peer="script", beside=2.0,
              ratio_budget=1.6, remark="r")  # fmt: skip
    assert row.cells() == (
        "w", "3.00 s", "4.00 s and 1.6 x", "script", "2.00 s", "1.50", "met", "r",
    )  # fmt: skip
    assert len(row.cells()) == len(HEAD)
    assert Row(what="w", measured=None).cells()[1:6] == ("", "", "", "", "")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (0.001234, "0.0012"), (0.123, "0.12"), (1.234, "1.23"), (12.34, "12.3"),
     (123.4, "123"), (12345.6, "12,346"), (-0.5, "-0.50")],
)  # fmt: skip
def test_three_digits_that_matter(value: float, shown: str) -> None:
    assert figure(value, "") == shown


def test_a_cell_cannot_break_the_table() -> None:
    made = markdown(("a", "b"), [("x|y", "two\nlines")])
    assert made.splitlines() == ["| a | b |", "| --- | --- |", "| x\\|y | two lines |"]
    assert plain(("a", "b"), [("xyz", "1")]) == "a    b\nxyz  1"


def test_only_what_stands_between_the_markers_is_replaced() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter"
    made = between(page, "new\n")
    assert made == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter"
    assert between(made, "new") == made
    with pytest.raises(ValueError, match="has no"):
        between("no markers", "new")
