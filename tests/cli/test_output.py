import io
import json
import os
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.cli import output
from golive_tui.cli.output import answer, answer_json, as_json, open_streams, tell_error
from golive_tui.errors import NotFound

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
).map(lambda value: {"it": value})


def _stdout(monkeypatch: pytest.MonkeyPatch, encoding: str) -> io.BytesIO:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    open_streams()
    return raw


@given(DOCUMENTS)
def test_every_document_comes_out_as_it_went_in_and_obeys_no_terminal(
    document: dict[str, object],
) -> None:
    text = as_json(document)
    assert json.loads(text) == document
    assert all(char >= " " and not "\x7f" <= char <= "\x9f" for char in text)
    text.encode("utf-8")


def test_no_invisible_format_stands_in_a_document_as_it_is() -> None:
    """Bidi, zero width, tags; a sign over Arabic figures is seen, and stays."""
    ranges = ((0xAD, 0xAE), (0x61C, 0x61D), (0x2000, 0x2070), (0xFEFF, 0xFF00), (0xE0000, 0xE0080))
    formats = "".join(
        chr(code)
        for first, end in ranges
        for code in range(first, end)
        if unicodedata.category(chr(code)) == "Cf"
    )
    text = as_json([formats])
    assert len(formats) > 100
    assert json.loads(text) == [formats]
    assert text.isascii()


def test_a_document_is_readable_where_the_stream_can_say_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = _stdout(monkeypatch, "utf-8")
    answer_json({"title": "früh – ok"})
    sys.stdout.flush()
    assert raw.getvalue().decode() == '{\n  "title": "früh – ok"\n}\n'


def test_a_document_is_ascii_where_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = _stdout(monkeypatch, "ascii")
    answer_json({"title": "früh"}, indent=None)
    sys.stdout.flush()
    assert raw.getvalue() == b'{"title": "fr\\u00fch"}\n'


def test_text_that_a_stream_cannot_say_is_said_as_well_as_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = _stdout(monkeypatch, "latin-1")
    answer("früh ✓ \udc80")
    sys.stdout.flush()
    assert raw.getvalue() == b"fr\xfch ? ?\n"


def test_a_number_that_is_none_is_no_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_json({"value": float("nan")})


def test_an_error_is_a_sentence_with_its_hint_and_nothing_raw(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell_error(NotFound("no item `\x1b[2J`", hint="golive status --json\nlists them"))
    assert capsys.readouterr().err == ("golive: no item `␛[2J`\ngolive status --json\nlists them\n")


def test_streams_that_the_caller_closed_are_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    open_streams()
    made = (sys.stdout, sys.stderr)
    assert [os.fspath(stream.name) for stream in made] == [os.devnull] * 2
    output.close_streams()
    for stream in made:
        stream.close()


def test_a_whole_document_is_utf_8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = _stdout(monkeypatch, "ascii")
    answer("before")
    output.answer_document("früh\n")
    assert raw.getvalue() == "before\nfrüh\n".encode()
    plain = io.StringIO()
    monkeypatch.setattr(sys, "stdout", plain)
    output.answer_document("früh\n")
    assert plain.getvalue() == "früh\n"
