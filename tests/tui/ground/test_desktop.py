import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.tui.ground.desktop import Desktop, desktop, look, sequence


@pytest.mark.parametrize(
    ("environ", "tmux", "takes"),
    [
        ({"TERM": "xterm-256color"}, "", ""),
        ({"TERM": "xterm-kitty"}, "", "99"),
        ({"TERM": "foot"}, "", "777"),
        ({"TERM": "rxvt-unicode-256color"}, "", "777"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "", "9"),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, "", "9"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "", "777"),
        ({"TERM": "xterm-256color", "WT_SESSION": "1"}, "", "777"),
        ({"TERM": "tmux-256color", "TMUX": "x", "LC_TERMINAL": "iTerm2"}, "", ""),
        ({"TERM": "tmux-256color", "TMUX": "x"}, "foot(1.16) foot", "777"),
        ({"TERM": "screen", "STY": "x", "LC_TERMINAL": "iTerm2"}, "", ""),
        ({"TERM": "xterm-kitty", "GOLIVE_NO_DESKTOP": "1"}, "", ""),
    ],
)
def test_only_a_terminal_that_is_known_for_it_gets_one(
    environ: dict[str, str], tmux: str, takes: Desktop
) -> None:
    assert desktop(environ, tmux) == takes


def test_a_tmux_that_does_not_answer_lets_nothing_through() -> None:
    assert look({"TMUX": "/nowhere/tmux,1,0", "PATH": "/usr/bin"}) == ""


def test_each_has_its_own_form() -> None:
    assert sequence("9", "golive", "a;b") == "\x1b]9;golive: a,b\x1b\\"
    assert sequence("777", "golive", "a;b") == "\x1b]777;notify;golive;a,b\x1b\\"
    assert base64.b64encode(b"golive").decode() in sequence("99", "golive", "b")
    assert sequence("", "golive", "b") == ""
    assert sequence("9", "t", "b", tmux=True) == "\x1bPtmux;\x1b\x1b]9;t: b\x1b\x1b\\\x1b\\"


@given(st.sampled_from(["9", "777", "99"]), st.text(), st.text(max_size=2000))
def test_no_foreign_text_ends_it_or_begins_another(takes: Desktop, title: str, body: str) -> None:
    made = sequence(takes, title, body)
    count = 2 if takes == "99" else 1
    assert made.count("\x1b") == 2 * count
    assert "\x07" not in made
    assert len(made) < 1500
