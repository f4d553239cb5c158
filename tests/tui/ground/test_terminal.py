"""Every choice about the terminal, from plain values."""

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from golive_tui.errors import TerminalUnfit
from golive_tui.tui.ground.terminal import Streams, Terminal, Wishes, judge, prepare

PLAIN = {"TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}


def streams(
    *,
    stdin: bool = True,
    stdout: bool = True,
    stderr: bool = True,
    columns: int = 160,
    rows: int = 45,
) -> Streams:
    return Streams(stdin=stdin, stdout=stdout, stderr=stderr, columns=columns, rows=rows)


def judged(environ: Mapping[str, str], wishes: Wishes | None = None) -> Terminal:
    return judge({**PLAIN, **environ}, streams(), wishes or Wishes())


def refusal(environ: Mapping[str, str], found: Streams) -> TerminalUnfit:
    with pytest.raises(TerminalUnfit) as caught:
        judge(environ, found, Wishes())
    return caught.value


def test_a_plain_terminal_gets_glyphs_256_colours_and_the_mouse() -> None:
    assert judged({}) == Terminal(
        ascii=False, colour="256", theme="golive-dark", slow=False, mouse=True, columns=160, rows=45
    )


@pytest.mark.parametrize(
    ("environ", "colour", "theme"),
    [
        ({"COLORTERM": "truecolor"}, "truecolor", "golive-dark"),
        ({"COLORTERM": "truecolor", "TMUX": "/tmp/t,1,0"}, "truecolor", "golive-dark"),
        ({"COLORTERM": "truecolor", "STY": "1.pts"}, "256", "golive-dark"),
        ({"COLORTERM": "truecolor", "TERM": "screen-256color"}, "256", "golive-dark"),
        ({"TERM": "xterm-kitty"}, "256", "golive-dark"),
        ({"TERM": "linux"}, "16", "golive-ansi"),
        ({"TERM": "screen"}, "16", "golive-ansi"),
        ({"TERM": "vt220"}, "16", "golive-ansi"),
        ({"NO_COLOR": "1", "COLORTERM": "truecolor"}, "none", "golive-mono"),
        ({"NO_COLOR": ""}, "256", "golive-dark"),
        ({"COLORFGBG": "0;15"}, "256", "golive-light"),
        ({"COLORFGBG": "15;0"}, "256", "golive-dark"),
        ({"GOLIVE_THEME": "nord"}, "256", "nord"),
    ],
)
def test_colours_and_theme_follow_the_environment(
    environ: Mapping[str, str], colour: str, theme: str
) -> None:
    found = judged(environ)
    assert (found.colour, found.theme) == (colour, theme)


@pytest.mark.parametrize(
    ("environ", "ascii"),
    [
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LANG": ""}, True),
        ({"LANG": "de_DE.ISO-8859-1"}, True),
        ({"LANG": "C.utf8"}, False),
        ({"LANG": "C", "LC_ALL": "en_US.UTF-8"}, False),
        ({"LC_ALL": "C"}, True),
        ({"LC_CTYPE": "C"}, True),
        ({"TERM": "linux"}, True),
        ({"TERM": "vt100"}, True),
        ({"GOLIVE_ASCII": "1"}, True),
        ({"GOLIVE_ASCII": "0", "LANG": "C"}, False),
        ({"GOLIVE_ASCII": ""}, False),
    ],
)
def test_glyphs_need_a_utf8_locale(environ: Mapping[str, str], ascii: bool) -> None:
    assert judged(environ).ascii is ascii


def test_ssh_is_slow_and_leaves_the_mouse_to_the_terminal() -> None:
    found = judged({"SSH_CONNECTION": "10.0.0.1 22 10.0.0.2 22"})
    assert found.slow
    assert not found.mouse


def test_what_the_person_asks_for_wins() -> None:
    found = judged(
        {"SSH_CONNECTION": "x", "LANG": "C"},
        Wishes(ascii=False, theme="golive-light", mouse=True, slow=False),
    )
    assert (found.ascii, found.theme, found.mouse, found.slow) == (
        False,
        "golive-light",
        True,
        False,
    )


@pytest.mark.parametrize(
    ("environ", "found", "says", "advice"),
    [
        (PLAIN, streams(stdin=False), "standard input", "golive status"),
        (PLAIN, streams(stderr=False), "standard error", "2>file"),
        (PLAIN, streams(stdout=False), "standard output", "without a pipe"),
        ({"TERM": "dumb"}, streams(), "TERM is dumb", "xterm-256color"),
        ({}, streams(), "TERM is not set", "xterm-256color"),
        (PLAIN, streams(columns=0), "how large", "stty cols"),
    ],
)
def test_a_terminal_that_cannot_do_it_is_refused_with_a_way_out(
    environ: Mapping[str, str], found: Streams, says: str, advice: str
) -> None:
    error = refusal(environ, found)
    assert says in error.message
    assert advice in error.hint


def test_a_description_says_what_was_chosen_and_why() -> None:
    found = judged({"SSH_TTY": "/dev/pts/1", "LANG": "C", "COLORTERM": "24bit"})
    assert found.describe() == (
        "160x45, true colour, theme golive-dark, ascii, mouse off, slow link"
        " (over ssh; LANG=C is not UTF-8)"
    )


def test_a_local_terminal_is_prepared_without_the_slow_switches() -> None:
    environ = {"COLUMNS": "80", "LINES": "24", "TEXTUAL_DRIVER": "x:y", "TEXTUAL_FPS": "7"}
    prepare(judged({}), environ)
    assert environ == {
        "TEXTUAL_COLOR_SYSTEM": "256",
        "TEXTUAL_FPS": "7",
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_SMOOTH_SCROLL": "0",
    }


def test_a_slow_link_waits_longer_for_an_escape_and_asks_for_short_keys() -> None:
    environ: dict[str, str] = {}
    prepare(judged({"SSH_CONNECTION": "x", "NO_COLOR": "1"}), environ)
    assert environ["ESCDELAY"] == "400"
    assert environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
    assert environ["TEXTUAL_COLOR_SYSTEM"] == "standard"


def test_xterm_js_gets_no_dim_text() -> None:
    environ = {"TERM_PROGRAM": "vscode"}
    prepare(judged({}), environ)
    assert environ["TEXTUAL_FILTERS"] == "dim"


def test_textual_reads_what_was_prepared() -> None:
    script = (
        "from golive_tui.tui.ground.terminal import *\n"
        "s = Streams(stdin=True, stdout=True, stderr=True, columns=80, rows=24)\n"
        "prepare(judge({'TERM': 'xterm', 'SSH_TTY': '/dev/pts/1'}, s, Wishes()))\n"
        "from textual import constants as c\n"
        "print(c.ESCAPE_DELAY, c.MAX_FPS, c.TEXTUAL_ANIMATIONS, c.SMOOTH_SCROLL,"
        " c.DISABLE_KITTY_KEY, c.COLOR_SYSTEM)"
    )
    assert ran(script) == "0.4 20 none False True standard"


def test_looking_imports_nothing_of_textual() -> None:
    script = (
        "import sys, golive_tui.tui.ground.terminal;"
        "print([m for m in sys.modules if m.split('.')[0] in {'textual', 'rich', 'asyncio'}])"
    )
    assert ran(script) == "[]"


def ran(script: str) -> str:
    """What a fresh interpreter prints."""
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return run.stdout.strip()
