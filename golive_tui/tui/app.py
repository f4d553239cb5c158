"""Where the dashboard is opened: the terminal is looked at first, and only then is it drawn.

Textual reads its switches when it is imported, so nothing here imports it before `prepare`.
"""

import sys
from dataclasses import replace
from pathlib import Path

from golive_tui.tui.ground.terminal import Terminal, Wishes, look, prepare


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

    app = GoliveApp(found, directory, read_only=read_only, note=note)
    app.run(mouse=found.mouse)
    if app.farewell:
        sys.stdout.write(app.farewell + "\n")
        sys.stdout.flush()
    return app.return_code or 0
