"""An attempt's output at the command line: as a terminal may show it, while it grows."""

import shutil
import sys
from pathlib import Path
from typing import Final

from golive_tui.holder import follow

LINES: Final = 1000
"""Lines read at once."""
_ERASE: Final = "\r\x1b[K"
"""Our own: back to the beginning of the row, and erase it (ECMA-48, EL)."""


class Tail:
    """The transcript at `path`, written to stdout: whole lines, cleaned. On a terminal the line
    that has no end yet, a prompt or a progress bar, is shown as well, in place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._open = ""
        self._shown = ""

    def pull(self) -> None:
        """Write what is new; nothing while there is no transcript yet."""
        while True:
            try:
                page = follow.lines(self._path, self._offset, LINES)
            except FileNotFoundError:
                return
            self._open = ""
            for line in page.lines:
                if line.open:
                    self._open = line.text
                else:
                    self._complete(line.text)
            went_on = page.next_offset > self._offset
            self._offset = page.next_offset
            if not went_on or self._open or self._offset >= page.size:
                break
        if sys.stdout.isatty() and self._open != self._shown:
            self._in_place(self._open)

    def finish(self) -> None:
        """Write the rest: nothing comes any more."""
        self.pull()
        if self._open:
            self._complete(self._open)
            self._open = ""

    def _complete(self, text: str) -> None:
        sys.stdout.write(f"{_ERASE if self._shown else ''}{text}\n")
        self._shown = ""

    def _in_place(self, text: str) -> None:
        room = max(shutil.get_terminal_size().columns - 1, 1)
        # A wide character takes two cells; a row that wraps could not be taken back.
        fits = text[:room] if text.isascii() else text[: room // 2]
        sys.stdout.write(f"{_ERASE}{fits}")
        self._shown = text
