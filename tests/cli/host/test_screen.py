import sys
from dataclasses import replace

import pytest

from golive_tui.cli.host.screen import link, look, size
from golive_tui.tui.ground.terminal import Terminal
from tests.tui.ground.pty_harness import Pty

LARGE = Terminal(
    ascii=False, colour="256", theme="golive-dark", slow=False, mouse=True, columns=80, rows=24
)


def test_without_a_terminal_nothing_is_known_of_it() -> None:
    """Under pytest standard input is none."""
    (found, *_) = look({})
    assert (found.check, found.verdict) == ("terminal", "unknown")


@pytest.mark.parametrize(
    ("columns", "rows", "verdict"),
    [(80, 24, "ok"), (240, 60, "ok"), (79, 24, "note"), (80, 23, "note")],
)
def test_a_small_window_leaves_panels_out(columns: int, rows: int, verdict: str) -> None:
    assert size(replace(LARGE, columns=columns, rows=rows)).verdict == verdict


@pytest.mark.parametrize(
    ("environ", "checks"),
    [
        ({}, []),
        ({"TMUX": "/tmp/x,1,0"}, [("link", "ok")]),
        ({"TMUX": "/tmp/x,1,0", "STY": "1.pts"}, [("link", "ok")]),
        ({"STY": "1.pts-0.host"}, [("link", "note")]),
        ({"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}, [("ssh", "note")]),
        ({"SSH_TTY": "/dev/pts/1", "STY": "1"}, [("link", "note"), ("ssh", "note")]),
    ],
)
def test_what_lies_between_is_told(environ: dict[str, str], checks: list[tuple[str, str]]) -> None:
    assert [(each.check, each.verdict) for each in link(environ)] == checks


def test_over_ssh_compression_is_named() -> None:
    (found,) = link({"SSH_TTY": "/dev/pts/1"})
    assert "ssh -C" in found.remedy


SCRIPT = "from golive_tui.cli.host.screen import look; print(*look(), sep='\\n\\n'); print('end')"


def _in_terminal(columns: int, **env: str) -> str:
    with Pty([sys.executable, "-c", SCRIPT], columns=columns, rows=40, env=env) as pty:
        pty.until_shows("\nend")
        return pty.text


def test_in_a_terminal_it_is_described_as_the_dashboard_would_find_it() -> None:
    said = _in_terminal(160)
    assert "check='terminal', verdict='ok', says='160x40, 256 colours" in said
    assert "check='size', verdict='ok'" in said


def test_a_terminal_that_cannot_move_its_cursor_is_wrong() -> None:
    said = _in_terminal(200, TERM="dumb")
    assert "check='terminal', verdict='wrong'" in said
    assert "TERM is dumb" in said
    assert "check='size'" not in said
