"""A holder that is there before it is wanted: it waits for its attempt on its standard input.

Most of a step's start is the start of a Python, 0.1 s on a slow host. An engine that is asked what
a step would run opens a spare, and has it by the time a person says yes. One that nobody wants
reads the end of its input, when the engine ends in whatever way, and ends too.
"""

import subprocess
import sys
import threading
from typing import Final

from golive_tui.holder.open_files import give_back
from golive_tui.package import environment

ENDS_WITHIN: Final = 3.0
"""Seconds in which a spare that is told to end does; then it is killed."""


def open_holder(*folder: str) -> subprocess.Popen[bytes]:
    """A holder for the attempt in that folder, or a spare where none is named. Raises OSError."""
    holder = subprocess.Popen(
        [sys.executable, "-P", "-m", "golive_tui.holder", *folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        env=environment(),  # the command gets none of it
        start_new_session=True,
    )
    give_back(holder.pid)  # it starts nothing before it has heard from us
    return holder


class Spare:
    """At most one spare holder, for threads that start attempts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """See that one waits. Where none can be opened there is none: whoever starts an attempt
        then opens a holder itself, and says what is wrong."""
        with self._lock:
            if self._waiting is not None and self._waiting.poll() is None:
                return
            _let_go(self._waiting)
            try:
                self._waiting = open_holder()
            except OSError:
                self._waiting = None

    def take(self) -> subprocess.Popen[bytes] | None:
        """The one that waits, for whoever asks alone; None where none does."""
        with self._lock:
            found, self._waiting = self._waiting, None
        if found is not None and found.poll() is not None:
            _let_go(found)
            return None
        return found

    def dismiss(self) -> None:
        """Let the one that waits end, and wait for that: `ENDS_WITHIN` at most."""
        _let_go(self.take())


def _let_go(holder: subprocess.Popen[bytes] | None) -> None:
    if holder is None:
        return
    with holder:
        if holder.stdin is not None:
            holder.stdin.close()  # the word to end
        try:
            holder.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            holder.kill()  # it was stopped; it holds no attempt
