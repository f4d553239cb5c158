import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.holder.legible import WIDEST, last_state, shown


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (b"plain", "plain"),
        (b"", ""),
        (b"crlf\r", "crlf"),
        (b"10%\r50%\r100%", "100%"),
        (b"10%\r50%\r", "50%"),
        (b"\r\r", ""),
        (b"\x1b[1;31mred\x1b[0m [error]", "red [error]"),
        (b"50%\r\x1b[K75%", "75%"),
        (b"\x1b]0;a title\x07text", "text"),
        (b"\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\.", "link."),
        (b"\x1b]52;c;cm0gLXJm\x07", ""),
        (b"\x1bP1$r0m\x1b\\dcs", "dcs"),
        (b"\x1b]0;never ended", ""),
        (b"ends in \x1b[3", "ends in "),
        (b"ends in \x1b", "ends in "),
        (b"\x1b(B\x1b=\x1bMx", "x"),
        ("\x9b31mc1\x9d0;t\x9c!".encode(), "c1!"),
        (b"-\b\\\b|\b/ done", "/ done"),
        (b"\b\bx", "x"),
        (b"a\tb", "a       b"),
        (b"\xff\xfe caf\xc3\xa9 \xe2\x82", "\ufffd\ufffd caf\u00e9 \ufffd"),
        (b"nul\0bell\x07", "nul\u2400bell\u2407"),
        ("\u202eevil\u200b".encode(), "\ufffdevil\ufffd"),
    ],
)
def test_a_line_as_a_terminal_would_show_it_at_its_end(raw: bytes, seen: str) -> None:
    assert shown(raw) == seen


@given(
    st.binary(max_size=300)
    | st.text("\x1b[]0;m\x07\\\x9b\b\r\tab\u200b", max_size=60).map(str.encode)
)
def test_nothing_that_a_terminal_obeys_is_left(raw: bytes) -> None:
    for char in shown(raw):
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}, repr(char)


def test_a_line_of_any_length_is_bounded_and_quick() -> None:
    for raw in (b"x" * 262_144, b"\x1b]" * 131_072, b"\x1b[" * 131_072, b"a\b" * 131_072):
        assert len(shown(raw)) <= WIDEST


def test_where_the_last_state_begins() -> None:
    assert last_state(b"a\rbc\r") == (2, b"bc")
    assert last_state(b"abc") == (0, b"abc")
    assert last_state(b"\r") == (0, b"")
