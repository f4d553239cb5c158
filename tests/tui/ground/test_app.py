"""The whole ground in a real terminal: what a change costs on the wire, and what is never sent."""

import asyncio
import itertools
import re
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import textual.timer

from golive_tui.errors import TerminalUnfit
from golive_tui.tui.ground.terminal import Terminal
from tests.support.waiting import wait_until_async
from tests.tui.ground.pty_harness import APPS, FRAME_END, Pty, running, seen
from tests.tui.ground.stage import UNICODE, Stage

KEYS = (("t", "T+00000001"), ("w", "41 ms"), ("e", "line 1"), ("j", "key j"), ("a", "one alarm"))
SGR = re.compile(rb"\x1b\[([0-9;]*)m")
COLOUR = re.compile(rb"(3|4|9|10)[0-8]")


def settled(pty: Pty) -> None:
    """Wait until a key of its own shows: what came before it is painted by then."""
    pty.type("b", "key b")


def played(pty: Pty) -> None:
    for key, shows in KEYS:
        pty.type(key, shows)


def colours(output: bytes) -> set[bytes]:
    """The codes in what was written that set a colour."""
    codes = {code for found in SGR.findall(output) for code in found.split(b";")}
    return {code for code in codes if COLOUR.fullmatch(code)}


def test_a_tick_of_the_clock_is_at_most_100_bytes() -> None:
    with running("sample.py", columns=160, rows=45, env={"SAMPLE_CLOCK": "1"}) as pty:
        pty.until_shows("T+00000002")
        assert len(pty.frame(lambda: None, "T+00000003")) <= 100


def test_a_tick_behind_an_open_dialog_is_at_most_100_bytes() -> None:
    """A screen pushed over it would make that 9 to 91 kB."""
    with running("sample.py", columns=160, rows=45, env={"SAMPLE_CLOCK": "1"}) as pty:
        pty.type("a", "one alarm")
        seconds = int(re.search(r"T\+(\d+)", pty.text)[1])  # type: ignore[index]
        pty.until_shows(f"T+{seconds + 1:08}")
        assert len(pty.frame(lambda: None, f"T+{seconds + 2:08}")) <= 100


@pytest.mark.parametrize(("key", "shows"), [("w", "41 ms"), ("e", "line 1")])
def test_a_changed_row_is_at_most_400_bytes(key: str, shows: str) -> None:
    with running("sample.py", columns=160, rows=45) as pty:
        settled(pty)
        assert len(pty.type(key, shows)) <= 400


def test_a_step_in_a_list_is_at_most_800_bytes() -> None:
    with running("sample.py", columns=160, rows=45) as pty:
        settled(pty)
        assert len(pty.type("j", "key j")) <= 800


def test_the_start_is_not_painted_over_and_over() -> None:
    """Stock Textual paints the screen four times."""
    with running("sample.py", columns=160, rows=45) as pty:
        settled(pty)
        start = len(pty.output)
        full = len(pty.type("\x0c", "key b"))
        assert start <= 2 * full


@pytest.mark.parametrize("env", [{"COLORTERM": "truecolor"}, {}, {"TERM": "xterm"}])
def test_what_is_sent_shows_the_same_as_what_textual_wrote(env: dict[str, str]) -> None:
    pictures = []
    for driver in ("raw", ""):
        with running("sample.py", env={**env, "SAMPLE_DRIVER": driver}) as pty:
            played(pty)
            pictures.append(seen(pty.shown))
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize(
    "env", [{"LANG": "C"}, {"GOLIVE_ASCII": "1"}, {"TERM": "vt220"}, {"LANG": ""}]
)
def test_in_ascii_no_other_byte_is_ever_sent(env: dict[str, str]) -> None:
    with running("sample.py", env=env) as pty:
        played(pty)
        pty.send("6.8\r")
        pty.until_shows("answered 6.8")
        pty.send("\x10")  # the palette is Textual's own
        pty.until_shows("Search for commands")
        assert pty.output.isascii()
        assert "+- Probes -" in pty.text


def test_no_color_means_no_colour_at_all() -> None:
    with running("sample.py", env={"NO_COLOR": "1", "COLORTERM": "truecolor"}) as pty:
        played(pty)
        assert colours(pty.output) == set()
        assert b"\x1b[7m" in pty.output or b";7m" in pty.output


def test_an_empty_no_color_is_none() -> None:
    with running("sample.py", env={"NO_COLOR": ""}) as pty:
        assert b"38" in colours(pty.output)


def test_a_terminal_without_sync_marks_gets_none() -> None:
    with running("sample.py", sync=False) as pty:
        pty.send("t")
        pty.until_shows("T+00000001")
        assert FRAME_END not in pty.output.removesuffix(FRAME_END)


def test_ctrl_l_mends_a_screen_full_of_noise() -> None:
    with running("sample.py") as pty:
        settled(pty)
        whole = pty.text
        pty._stream.feed(b"\x1b[10;1Hnoise\x1b[5;9r\x1b[?25h\x1b(0noise\x1b[?7h\x1b[2;3H\x1b[Lxx")
        assert pty.text != whole
        pty.send("\x0c")
        pty.until(lambda: pty.text == whole)
        assert pty.shown.cursor.hidden


@pytest.mark.parametrize(
    ("shell", "says"),
    [
        ("exec {app} 2>/dev/null", None),
        ("exec {app} 2>&1 | cat", "standard error"),
        ("{app} </dev/null", "standard input"),
        ("TERM=dumb exec {app}", "TERM is dumb"),
        ("stty cols 0 rows 0; exec {app}", "how large it is"),
    ],
)
def test_a_terminal_that_cannot_do_it_is_refused(shell: str, says: str | None) -> None:
    command = shell.format(app=f"{sys.executable} {APPS / 'sample.py'}")
    with Pty(["/bin/sh", "-c", command], columns=200) as pty:
        code = pty.exit_code()
        assert b"\x1b[?1049h" not in pty.output
        if says:
            assert says in pty.text
        else:
            assert code == 1


async def test_a_theme_that_nobody_knows_is_refused_with_those_that_are() -> None:
    unknown = Terminal(
        ascii=False, colour="256", theme="pink", slow=False, mouse=False, columns=80, rows=24
    )
    with pytest.raises(TerminalUnfit) as caught:
        Stage(list, unknown)
    assert "golive-dark" in caught.value.hint


@pytest.mark.parametrize("send", [Stage.notify, Stage.bell])
async def test_a_toast_is_never_markup(send: Callable[..., None]) -> None:
    app = Stage(list, UNICODE)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        if send is Stage.notify:
            app.notify("[@click=app.quit]go[/] at [/var]\x1b[2J", title="[b]x[/b]")
        else:
            app.bell()
        await pilot.pause()
        assert all("\x1b" not in note.message for note in app._notifications)
        assert [note.markup for note in app._notifications] in ([False], [])


async def test_a_timer_fires_also_where_the_process_was_not_let_run_when_it_was_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each reading of the clock is a second after the one before, as on a busy host."""
    readings = itertools.count()
    fired = []
    app = Stage(list)
    async with app.run_test():
        busy = SimpleNamespace(get_time=lambda: float(next(readings)), sleep=asyncio.sleep)
        monkeypatch.setattr(textual.timer, "_time", busy)
        app.set_timer(0.01, lambda: fired.append(True))
        await wait_until_async(lambda: fired)
