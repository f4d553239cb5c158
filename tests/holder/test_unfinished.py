import pytest

from golive_tui.holder.unfinished import WIDEST, LastLine, asks


def test_the_last_line_is_what_came_after_the_last_line_end() -> None:
    line = LastLine()
    line.feed(b"one\ntwo\nPass")
    line.feed(b"word\x1b[0m: ")
    assert (line.text, line.redrawn) == ("Password: ", False)
    line.feed(b"\n")
    assert line.text == ""


def test_a_long_line_is_told_by_its_end() -> None:
    line = LastLine()
    line.feed(b"x" * 10_000 + b"?")
    line.feed(b"y" * 10_000 + b": ")
    assert line.text == "y" * (WIDEST - 2) + ": "


def test_a_line_that_is_written_over_is_a_bar() -> None:
    line = LastLine()
    line.feed(b"\r[#  ]\r[## ]")
    assert line.redrawn
    line.feed(b"\ndone\r\nName: ")
    assert not line.redrawn


@pytest.mark.parametrize("text", ["Token: ", "Go on?", ">>> ", "Are you 100% sure? [y/N] "])
def test_a_question(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["", "  ", "compiling...", "[####>    ]", "50 %"])
def test_no_question(text: str) -> None:
    assert not asks(text)
