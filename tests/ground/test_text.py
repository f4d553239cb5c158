import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.text import ELLIPSIS, LIMIT, clean, clean_lines, plural

# Letters of every kind, and often the ones that this module is about.
ODD = "\x00\x07\x1b\r\n\t\x7f\x85\x9b\u200b\u200d\u202e\u2066\u2028\ufeff\ud800\ufe0f\u0301\u3164"
TEXT = st.text(alphabet=st.characters() | st.sampled_from(ODD))


@given(text=TEXT, limit=st.integers(min_value=0, max_value=40))
def test_the_result_is_one_bounded_line_of_visible_characters(text: str, limit: int) -> None:
    line = clean(text, limit)
    assert len(line) <= limit
    assert not {unicodedata.category(char) for char in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert unicodedata.is_normalized("NFC", line)
    line.encode("utf-8")


@given(text=TEXT, limit=st.integers(min_value=0, max_value=40))
def test_what_is_clean_stays_as_it_is(text: str, limit: int) -> None:
    line = clean(text, limit)
    assert clean(line, limit) == line


@given(text=TEXT.map(lambda text: text + "!" * 41), limit=st.integers(min_value=1, max_value=40))
def test_what_is_cut_says_so(text: str, limit: int) -> None:
    assert clean(text, limit).endswith(ELLIPSIS)


@given(text=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=LIMIT))
def test_plain_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("bell\x07 null\x00 del\x7f", "bell␇ null␀ del␡"),
        ("one\r\ntwo\nthree\rfour\tfive", "one⏎two⏎three␍four five"),
        ("\x9b2J", "\ufffd2J"),
        ("user\u202egpj.exe", "user\ufffdgpj.exe"),
        ("zero\u200bwidth\u200d\ufeff", "zero\ufffdwidth\ufffd\ufffd"),
        ("\u2028line\u2029", "\ufffdline\ufffd"),
        ("half \ud83d", "half \ufffd"),
        ("hidden \U000e0041\U000e0042", "hidden \ufffd\ufffd"),
        ("no character \ufffe \ufdd0 \U0001ffff", "no character \ufffd \ufffd \ufffd"),
        ("filler\u3164\u115f", "filler\ufffd\ufffd"),
        ("Ärger, straße, 日本語, \U0001f680", "Ärger, straße, 日本語, \U0001f680"),
        ("A\u0308rger", "Ärger"),
        ("\u26a0\ufe0f warning", "\u26a0 warning"),
        ("z" + "\u0335" * 50 + "algo", "z" + "\u0335" * 4 + "algo"),
        ("เที่ยว", "เที่ยว"),
    ],
)
def test_each_kind_of_mischief(text: str, line: str) -> None:
    assert clean(text) == line


def test_the_cut_is_told_also_where_the_text_shrank_on_the_way() -> None:
    assert clean("ab\r\ncdefgh", 5) == f"ab⏎c{ELLIPSIS}"
    assert clean("\ufe0f" * 10 + "abc", 5) == ELLIPSIS
    assert clean("abcde", 5) == "abcde"
    assert clean("abcdef", 5) == f"abcd{ELLIPSIS}"


def test_a_very_long_text_costs_no_more_than_its_beginning() -> None:
    assert len(clean("\x1b" * 10_000_000)) == LIMIT


def test_a_note_keeps_its_lines() -> None:
    assert clean_lines("one\r\ntwo\x1b\n\nfour") == "one\ntwo␛\n\nfour"
    assert clean_lines("abc\ndefg", 3) == f"abc\nde{ELLIPSIS}"


@given(text=TEXT, lines=st.integers(min_value=1, max_value=5))
def test_a_note_has_no_more_lines_than_allowed(text: str, lines: int) -> None:
    kept = clean_lines(text, 10, lines).split("\n")
    assert len(kept) <= lines
    assert all(len(line) <= 10 for line in kept)


def test_lines_that_are_cut_off_are_told() -> None:
    assert clean_lines("1\n2\n3", lines=3) == "1\n2\n3"
    assert clean_lines("1\n2\n3\n4", lines=3) == f"1\n2\n{ELLIPSIS}"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 items"), (1, "1 item"), (2, "2 items"), (-1, "-1 items")]
)
def test_a_count_with_its_word(count: int, text: str) -> None:
    assert plural(count, "item") == text


def test_a_word_with_a_plural_of_its_own() -> None:
    assert plural(2, "entry", "entries") == "2 entries"
