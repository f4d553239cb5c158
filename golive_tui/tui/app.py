"""Where the dashboard is opened: the terminal is looked at first, and only then is it drawn.

Textual reads its switches when it is imported, so nothing here imports it before `prepare`.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from golive_tui.tui.ground.terminal import Terminal, Wishes, look, prepare

if TYPE_CHECKING:
    from golive_tui.tui.frame.app import GoliveApp


def run(
    directory: Path,
    *,
    read_only: bool,
    terminal: Terminal | None = None,
    ascii: bool = False,
    note: str = "",
) -> int:
    """Show the launch in `directory` until the person leaves; returns the exit code.

    An engine is started where none listens. Raises TerminalUnfit where nothing can be drawn.
    """
    found = terminal or look(Wishes(ascii=True if ascii else None))
    if ascii:
        found = replace(found, ascii=True)
    prepare(found)
    from golive_tui.tui.frame.app import GoliveApp

    return shown(GoliveApp(found, directory, read_only=read_only, note=note))


def shown(app: "GoliveApp") -> int:
    """Run the app, and say on standard output how to come back, however it ended."""
    from golive_tui.tui.ground.driver import HANGUP

    code = app.show()
    if code != HANGUP:  # there, nobody is left to be told
        sys.stdout.write(app.way_back() + "\n")
        sys.stdout.flush()
    return code
