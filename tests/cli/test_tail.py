import sys
from pathlib import Path

import pytest

from golive_tui.cli.tail import Tail


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    return tmp_path / "transcript"


def test_whole_lines_are_written_once_and_a_line_without_end_when_it_ends(
    transcript: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tail = Tail(transcript)
    tail.pull()
    transcript.write_bytes(b"one\ntw")
    tail.pull()
    assert capsys.readouterr().out == "one\n"
    with transcript.open("ab") as file:
        file.write(b"o\nthree")
    tail.pull()
    assert capsys.readouterr().out == "two\n"
    tail.finish()
    assert capsys.readouterr().out == "three\n"


def test_nothing_that_a_terminal_obeys_gets_through(
    transcript: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    transcript.write_bytes(b"\x1b]0;owned\x07\x1b[2Jred\x1b[0m\n10 %\r20 %\n\xff\xfe\n\x9b31m\n")
    Tail(transcript).finish()
    out = capsys.readouterr().out
    assert out.splitlines()[:2] == ["red", "20 %"]
    assert "\x1b" not in out
    assert "\x9b" not in out


def test_more_than_one_page_comes_in_order(
    transcript: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"row {n}" for n in range(5000)]
    transcript.write_text("\n".join(rows) + "\n")
    Tail(transcript).pull()
    assert capsys.readouterr().out.splitlines() == rows


def test_on_a_terminal_a_prompt_is_shown_in_place(
    transcript: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    tail = Tail(transcript)
    transcript.write_bytes(b"1 %")
    tail.pull()
    tail.pull()
    assert capsys.readouterr().out == "\r\x1b[K1 %"
    transcript.write_bytes(b"1 %\r2 %\n")
    tail.pull()
    assert capsys.readouterr().out == "\r\x1b[K2 %\n"


def test_a_long_prompt_stays_on_one_row(
    transcript: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "20")
    transcript.write_bytes(b"x" * 50)
    Tail(transcript).pull()
    assert capsys.readouterr().out == "\r\x1b[K" + "x" * 19
