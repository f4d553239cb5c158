import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.checklist.source import DEEPEST, LARGEST, parse
from golive_tui.errors import ChecklistError


def _said(data: bytes) -> str:
    with pytest.raises(ChecklistError) as caught:
        parse(data, "f")
    (problem,) = caught.value.problems
    return problem.sentence("f")


def test_a_document_comes_with_its_lines() -> None:
    source = parse(b"a = 1\n[b]\nc = 2\n", "f")
    assert source.document == {"a": 1, "b": {"c": 2}}
    assert source.lines["b", "c"] == 3


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a = 1\nb = '\xff'\n", "f:2: byte 11 is 0xff, which is not UTF-8; save it as UTF-8"),
        (b"a = 1\n\xe9", "f:2: byte 6 is 0xe9, which is not UTF-8; save it as UTF-8"),
        (b"a = 1\n# \0\n", "f:2: a NUL byte, which no text holds; this may be no text file"),
        (
            b"\xef\xbb\xbfa = 1\n",
            "f:1: a byte order mark, which TOML does not know; save it as UTF-8 without one",
        ),
        ("a = 1\n".encode("utf-16"), "f:1: this is UTF-16; save it as UTF-8"),
        (b"a = " + b"[" * 5000, f"f: nested more than {DEEPEST} deep"),
        (b"a = " + b"{a = " * 5000, f"f: nested more than {DEEPEST} deep"),
        (b"a = " + b"[" * 40 + b"]" * 40, f"f: nested more than {DEEPEST} deep"),
        (b"x = 1\n" + b"a." * 5000 + b"a = 1", f"f:2: a key of more than {DEEPEST} parts"),
        (b"['a'.\"b\"" + b" . a" * 40 + b"]", f"f:1: a key of more than {DEEPEST} parts"),
        (b"#" * (LARGEST + 1), "f: 4.0 MiB is too large for a checklist; at most 4 MiB"),
    ],
)  # fmt: skip
def test_what_cannot_be_handled_is_told_with_its_line(data: bytes, sentence: str) -> None:
    assert _said(data) == sentence


@pytest.mark.parametrize(
    ("data", "line", "place"),
    [
        (b"a = 1\nb = \n", 2, "at column 5"),
        (b"a = 1\na = 2\n", 2, "at column 6"),
        (b"a = 1\n\n[b\n", 3, "at column 3"),
        (b'a = "\x1b"', 1, "at column 6"),
        (b"a = 1\rb = 2", 1, "at column 6"),
        (b"a = 1\nb", 2, "at the end of the file"),
        (b"a = 1\nb\n\n", 2, "at column 2"),
        (b'a = "x', 1, "at the end of the file"),
    ],
)
def test_what_is_no_toml_is_told_in_the_words_of_tomllib(
    data: bytes, line: int, place: str
) -> None:
    said = _said(data)
    assert said.startswith(f"f:{line}: not TOML: ")
    assert said.endswith(f", {place}")
    assert "(at " not in said


def test_an_endless_number_is_told_without_a_line() -> None:
    """There tomllib raises a plain ValueError, which names no place."""
    assert _said(b"a = " + b"9" * 5000).startswith("f: not TOML: Exceeds the limit")


def test_a_deep_document_within_bounds_is_read() -> None:
    deep = b"a = " + b"[" * (DEEPEST - 1) + b"]" * (DEEPEST - 1)
    assert parse(deep, "f").document


@pytest.mark.parametrize(
    "line", [b"a = '" + b". " * 500 + b"'", b"a = [" + b"1.5," * 500 + b"]", b"# " + b"..." * 500]
)
def test_dots_that_are_no_keys_are_let_through(line: bytes) -> None:
    assert len(parse(line, "f").document) <= 1


def test_a_hostile_file_takes_no_hostile_time() -> None:
    """Processor time of this process, so that a busy machine is no fault of the code."""
    before = time.process_time()
    for data in (
        b"a." * 100_000 + b"a = 1",
        b"a" * 2_000_000,
        b'"' * 2_000_000,
        b"'a'." * 500_000,
        b"a = '" + b"a.'" * 500_000,
        (b"." * 40 + b"a" * 40) * 20_000,
    ):
        with contextlib.suppress(ChecklistError):
            parse(data, "f")
    assert time.process_time() - before < 10


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(ChecklistError):
        parse(data, "f")


@given(st.text(alphabet="ab.=[]{}'\"\\#\n ,1", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ChecklistError):
        parse(text.encode(), "f")
