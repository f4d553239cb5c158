"""Data never speaks to the operator's terminal, through whatever widget it goes."""

import re

import pytest

from tests.tui.ground.pty_harness import controls, running


def finals(output: bytes) -> set[bytes]:
    """The last letters of the control sequences in what was written: what kinds there are."""
    return set(re.findall(rb"\x1b\[[0-9;?<>=$ ]*([@-~])", output))


@pytest.mark.parametrize("env", [{}, {"LANG": "C"}, {"NO_COLOR": "1"}, {"TERM": "xterm"}])
def test_no_control_character_of_the_data_reaches_the_terminal(env: dict[str, str]) -> None:
    with running("hostile.py", columns=120, rows=60, env=env) as pty:
        pty.send("\t" * 3)
        pty.send("\x1b[Z" * 3)  # any widget may have the focus
        pty.until_shows("pwned")  # the words are shown, the deed is not done
        pty.send("\x1bOQ")  # f2: a dialog with the same in its title, body and field
        pty.until_shows("asked")
        assert controls(pty.output) == set()
        for sign in ("\u202e", "\u2066", "\u200b", "\ufeff"):
            assert sign.encode() not in pty.output
        assert finals(pty.output) <= {b"H", b"m", b"h", b"u", b"p", b"l"}
        assert b"\x1b[?1049l" not in pty.output
        assert pty.shown.title == ""


def test_in_ascii_foreign_text_is_ascii_too() -> None:
    with running("hostile.py", columns=120, rows=60, env={"GOLIVE_ASCII": "1"}) as pty:
        pty.until_shows("pwned")
        assert pty.output.isascii()
