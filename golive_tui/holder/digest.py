"""SHA-256 of what is appended to a file: of a long one in a thread beside, at a lower priority.

A step that prints a gigabyte keeps two cores busy with its terminal alone. Hashing (0.4 GB/s,
without the interpreter's lock) then takes what is left of them, up to a bound: 1 GB beside a
dashboard took 0.79 to 1.01 x of script(1) in four runs, and 1.04 to 1.26 x when hashed in line.
"""

import hashlib
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import queue

HERE: Final = 4 * 1024 * 1024
"""Bytes that are hashed at once, before a thread is worth its start."""

_AHEAD: Final = 8
"""Pieces that wait for the thread; whoever brings another then waits too."""

_NICEST: Final = 19
_NICENESS: Final = 10
"""What is added to the thread's niceness (setpriority(2): on Linux a thread has its own)."""


class Digest:
    """The digest of what `update` got."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._here = HERE
        self._pieces: queue.Queue[bytes | memoryview | None] | None = None

    def update(self, piece: bytes | memoryview) -> None:
        """Take it in; it must not change any more."""
        if self._pieces is not None:
            self._pieces.put(piece)
            return
        self._hash.update(piece)
        self._here -= len(piece)
        if self._here <= 0:
            self._go_beside()

    def hexdigest(self) -> str:
        """The digest of all that came so far; waits for the thread."""
        if self._pieces is not None:
            self._pieces.join()
        return self._hash.hexdigest()

    def close(self) -> None:
        """Nothing more comes: the thread ends when it has done its work."""
        if self._pieces is not None:
            self._pieces.put(None)

    def _go_beside(self) -> None:
        import queue
        import threading

        pieces: queue.Queue[bytes | memoryview | None] = queue.Queue(_AHEAD)

        def work() -> None:
            now = os.getpriority(os.PRIO_PROCESS, 0)
            os.setpriority(os.PRIO_PROCESS, 0, min(now + _NICENESS, _NICEST))
            while (piece := pieces.get()) is not None:
                self._hash.update(piece)
                pieces.task_done()
            pieces.task_done()

        try:
            threading.Thread(target=work, name="digest", daemon=True).start()
        except RuntimeError:  # this user may have no more threads: it goes on here
            self._here = HERE
        else:
            self._pieces = pieces
