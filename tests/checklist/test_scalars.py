from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.checklist.fields import (
    Bytes,
    Choice,
    Flag,
    Quantity,
    Ratio,
    Slug,
    Span,
    Text,
    Whole,
)
from golive_tui.checklist.scalars import Scalar, Wrong, fits, found, read, span, wanted
from golive_tui.units import duration


@pytest.mark.parametrize(
    ("kind", "value", "meaning"),
    [
        (Text(), "any text\nat all\t", "any text\nat all\t"),
        (Text(), "", ""),
        (Text(one_line=True), "Jürgen 🚀", "Jürgen 🚀"),
        (Text(pattern="[a-z]+"), "abc", "abc"),
        (Slug(), "api-health-2", "api-health-2"),
        (Flag(), True, True),
        (Whole(), 0, 0),
        (Whole(at_least=-5), -5, -5),
        (Span(), "1h30m", 5400.0),
        (Span(), "0s", 0.0),
        (Ratio(), "5%", 0.05),
        (Bytes(), "256KiB", 262144),
        (Quantity(), "100ms", 0.1),
        (Quantity(), 3, 3.0),
        (Quantity(), -2.5, -2.5),
        (Choice(("ask", "auto")), "auto", "auto"),
    ],
)
def test_a_value_is_read_as_its_type_means_it(kind: Scalar, value: object, meaning: object) -> None:
    assert read(kind, value) == meaning
    assert type(read(kind, value)) is type(meaning)


@pytest.mark.parametrize(
    ("kind", "value", "message", "hint"),
    [
        (Text(), 7, "7 where a text is needed", ""),
        (Text(), "x" * 2001, "2001 characters", "at most 2000"),
        (Text(empty=False), "", "this is empty", ""),
        (Text(empty=False, example="x"), "", "this is empty", 'such as "x"'),
        (Text(one_line=True), "a\nb", "a line break within", "write one line"),
        (Text(one_line=True), "a\rb", "a line break within", "write one line"),
        (Text(one_line=True), "a\tb", "the invisible character U+0009 within", ""),
        (Text(), "a\x00b", "the invisible character U+0000 within", ""),
        (Text(), "a\x1b[2Jb", "the invisible character U+001B within", ""),
        (Text(), "a\u202eb", "the invisible character U+202E within", ""),
        (Text(), "a\u2028b", "the invisible character U+2028 within", ""),
        (Text(one_line=True), " a", "a blank at its beginning or end", ""),
        (Text(pattern="[a-z]+", example="abc"), "A", '"A" does not fit here', 'such as "abc"'),
        (Text(pattern="[a-z]+"), "A", '"A" does not fit here', ""),
        (Text(pattern="max|mean", words=("max", "mean")), "maen", '"maen" does not fit here',
         "did you mean `mean`?"),
        (Text(pattern="max|mean", words=("max", "mean")), "x", '"x" does not fit here',
         "one of `max`, `mean`"),
        (Slug(), "API Health", '"API Health" is no id',
         'lower case letters, digits and hyphens; such as "api-health"'),
        (Slug(), "!", '"!" is no id', "lower case letters, digits and hyphens"),
        (Slug(), "x" * 61, f'"{"x" * 39}…" is no id',
         f'lower case letters, digits and hyphens; such as "{"x" * 60}"'),
        (Slug(), 1, "1 where an id is needed", ""),
        (Flag(), "yes", '"yes" where true or false is needed', ""),
        (Flag(), 1, "1 where true or false is needed", ""),
        (Whole(), True, "true where a whole number is needed", ""),
        (Whole(), 1.5, "1.5 where a whole number is needed", ""),
        (Whole(at_most=9), 10, "10 is out of bounds", "from 0 to 9"),
        (Whole(at_least=1, at_most=1), 2, "2 is out of bounds", "only 1"),
        (Whole(), 2**60, "a number beyond all bounds is out of bounds", "from 0 to 2147483648"),
        (Span(), 30, "30 has no unit", 'write it like "30s"'),
        (Span(), 0.5, "0.5 has no unit", 'write it like "0.5s"'),
        (Span(), "30", '"30" is not a duration', 'write it like "30s", "15m", "6h" or "1h30m"'),
        (Span(), "٣s", '"\'\\u0663s\'" is not a duration',
         'write it like "30s", "15m", "6h" or "1h30m"'),
        (Span(at_least=1), "500ms", '"500ms" is out of bounds', "at least 1s"),
        (Span(at_most=600), "11m", '"11m" is out of bounds', "at most 10m"),
        (Span(), True, 'true where a duration such as "30s" is needed', ""),
        (Span(), [], 'a list where a duration such as "30s" is needed', ""),
        (Ratio(), 0.05, "0.05 has no unit", 'write it like "5%"'),
        (Ratio(), 5, "5 has no unit", 'write it like "5%"'),
        (Ratio(), "5 percent", '"5 percent" is not a percentage', 'write it like "5%" or "0.1%"'),
        (Ratio(), {}, 'a table where a percentage such as "5%" is needed', ""),
        (Bytes(), 1024, "1024 has no unit", 'write it like "1024B"'),
        (Bytes(at_most=1024), "1MiB", '"1MiB" is out of bounds', "at most 1024B"),
        (Bytes(), 1048577, "1048577 has no unit", 'write it like "1048577B"'),
        (Span(), -1, "-1 has no unit", 'write it like "30s"'),
        (Bytes(), True, 'true where a size such as "256KiB" is needed', ""),
        (Quantity(), "fast", '"fast" is no quantity',
         'write it like "100ms", "5%", "256KiB" or "1000/min"'),
        (Quantity(), float("nan"), "nan is no quantity", ""),
        (Quantity(), float("inf"), "inf is no quantity", ""),
        (Quantity(), 2**60, "a number beyond all bounds is no quantity", ""),
        (Quantity(), False, "false where a quantity is needed", ""),
        (Choice(("ask", "auto")), "aks", '"aks" is none of its words', "did you mean `ask`?"),
        (Choice(("ask", "auto")), "x", '"x" is none of its words', "one of `ask`, `auto`"),
        (Choice(("ask",)), 1, "1 where a text is needed", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_what_would_be_right(
    kind: Scalar, value: object, message: str, hint: str
) -> None:
    assert read(kind, value) == Wrong(message, hint)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (date(2026, 1, 1), "a date"),
        (datetime(2026, 1, 1, tzinfo=UTC), "a date"),
        (time(1, 2), "a time"),
        (None, "this"),
        ("x" * 50, '"' + "x" * 39 + '…"'),
    ],
)
def test_every_value_has_a_word(value: object, word: str) -> None:
    assert found(value) == word


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (0.25, "250ms"),
        (1, "1s"),
        (90, "1m30s"),
        (3600, "1h"),
        (90061.5, "1d1h1m1.5s"),
    ],
)
def test_a_duration_is_spelt_as_the_format_has_it(seconds: float, text: str) -> None:
    assert span(seconds) == text


def test_a_number_of_thousands_of_digits_is_told_without_them() -> None:
    """Python refuses to print such a number; TOML can write it in hexadecimal."""
    assert read(Whole(), 16**5000) == Wrong(
        "a number beyond all bounds is out of bounds", "from 0 to 2147483648"
    )
    assert read(Quantity(), -(16**5000)) == Wrong("a number beyond all bounds is no quantity")
    assert read(Span(), 16**5000) == Wrong(
        "a number beyond all bounds has no unit", 'write it like "30s"'
    )


@given(st.integers(0, 10**7))
def test_a_duration_that_is_spelt_reads_as_itself(milliseconds: int) -> None:
    assert duration(span(milliseconds / 1000)) == pytest.approx(milliseconds / 1000)


_KINDS = st.sampled_from(
    [Text(), Slug(), Flag(), Whole(), Span(), Ratio(), Bytes(), Quantity(), Choice(("a",))]
)


@given(_KINDS, st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none()))
def test_a_value_of_another_type_is_never_taken(kind: Scalar, value: object) -> None:
    if not fits(kind, value):
        assert isinstance(read(kind, value), Wrong)
    assert wanted(kind)
