"""The terminal, as the dashboard would find it; and what the link to it can be spared."""

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Final

from golive_tui.cli.host.finding import Finding, note, ok, unknown, wrong
from golive_tui.errors import TerminalUnfit
from golive_tui.tui.ground.terminal import Terminal
from golive_tui.tui.ground.terminal import look as look_at_terminal

COLUMNS: Final = 80
ROWS: Final = 24
"""Cells of a terminal that shows the whole dashboard."""


def look(environ: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """All findings."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        yield unknown(
            "terminal",
            "standard input, output or error is no terminal, so it could not be looked at",
            "run golive doctor in the terminal of the launch, without a pipe",
        )
    else:
        yield from _terminal()
    yield from link(environ)


def _terminal() -> Iterator[Finding]:
    try:
        found = look_at_terminal()
    except TerminalUnfit as error:
        yield wrong("terminal", error.message, error.hint)
        return
    yield ok("terminal", found.describe())
    yield size(found)


def size(terminal: Terminal) -> Finding:
    """Whether the window is large enough."""
    says = f"{terminal.columns}x{terminal.rows}"
    if terminal.columns < COLUMNS or terminal.rows < ROWS:
        return note(
            "size", f"{says} is small: panels are left out", f"{COLUMNS}x{ROWS} or more shows all"
        )
    return ok("size", says)


def link(environ: Mapping[str, str]) -> Iterator[Finding]:
    """What lies between: tmux, screen, ssh."""
    if environ.get("TMUX"):
        yield ok("link", "inside tmux")
    elif environ.get("STY"):
        yield note("link", "inside GNU screen: it has no true colour", "tmux has")
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        yield note(
            "ssh",
            "over ssh: the launch goes on when it drops, and golive attach comes back to it",
            "ssh -C, or `Compression yes` for this host, sends a tenth of the bytes",
        )
