"""The way out to the terminal: a thread that writes, and a `put` that never waits.

Textual's own writer blocks the event loop as soon as 30 writes wait: a peer that stopped reading
(a laptop's lid, dead Wi-Fi) held the loop for 17.7 s of 20 s. Here the loop only ever appends.
"""

import os
import select
import termios
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Event, RLock, Thread

BACKLOG = 3
"""Writes, of one frame each, that may wait before the screen is held."""

LIMIT = 256 * 1024
"""Bytes that may wait; more is dropped, and the screen is painted anew afterwards."""

_PIECE = 4096
_PIECE_IF_BLOCKING = 256  # a tty that polls writable takes this much at once, mostly
_LOOK_MS = 100


class Outbox:
    """Writes to one terminal. Every method may be called from a signal handler."""

    def __init__(self, fd: int) -> None:
        self.gone = False
        """The terminal does not exist any more; what is put is dropped."""
        self._fd, self._piece = _own(fd)
        self._chunks: deque[bytes] = deque()
        self._waiting = 0
        self._when_clear: Callable[[], None] | None = None
        self._closing = False
        self._abandoned = Event()
        self._changed = Condition(RLock())  # reentrant: SIGTSTP may interrupt a `put`
        self._thread = Thread(target=self._work, name="golive-output", daemon=True)
        self._thread.start()

    @property
    def congested(self) -> bool:
        """More is waiting than a terminal that reads would leave."""
        return len(self._chunks) > BACKLOG

    def put(self, text: str) -> bool:
        """Take `text` for writing; False where too much waits already and it was dropped.

        Lone surrogates become `?`: a name from the file system must not end the dashboard.
        """
        data = text.encode("utf-8", "replace")
        with self._changed:
            if self.gone or self._closing:
                return True
            if self._waiting + len(data) > LIMIT:
                return False
            self._chunks.append(data)
            self._waiting += len(data)
            self._changed.notify_all()
            return True

    def when_clear(self, tell: Callable[[], None]) -> None:
        """Call `tell` once, from the writing thread, as soon as nothing waits any more."""
        with self._changed:
            self._when_clear = tell
            self._changed.notify_all()

    def close(self, last_words: str, grace: float = 1.0) -> None:
        """Write what waits, for at most `grace` seconds, and end the thread.

        A peer that does not read even then gets `last_words` instead of what waits: they are in the
        terminal's queue when it wakes up, and put it back in order.
        """
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(grace)
        if self._thread.is_alive():
            self._abandoned.set()
            with suppress(termios.error):
                termios.tcflush(self._fd, termios.TCOFLUSH)
            self._thread.join(grace)
            if not self._thread.is_alive():
                self._write(last_words.encode())
        if not self._thread.is_alive():
            os.close(self._fd)
        if self._when_clear:  # nothing waits any more, one way or the other
            self._when_clear()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(self._has_work)
                if self._when_clear and not self._chunks:
                    tell, self._when_clear = self._when_clear, None
                    tell()
                data = b"".join(self._chunks)
                if not data and self._closing:
                    return
            self._write(data)
            with self._changed:
                self._forget(len(data))
            if self._abandoned.is_set():
                return

    def _has_work(self) -> bool:
        return bool(self._chunks) or self._closing or self._when_clear is not None

    def _forget(self, size: int) -> None:
        """Take what was written off the queue; it stood there so that it counted as waiting."""
        self._waiting -= size
        while size > 0:
            size -= len(self._chunks.popleft())

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        poll = select.poll()
        poll.register(self._fd, select.POLLOUT)
        last = self._abandoned.is_set()
        while view and not self.gone:
            if self._abandoned.is_set() and not last:
                return
            if not poll.poll(_LOOK_MS):
                if last:
                    return
                continue
            try:
                view = view[os.write(self._fd, view[: self._piece]) :]
            except BlockingIOError:
                continue
            except OSError:  # EIO: the terminal has gone
                self.gone = True


def _own(fd: int) -> tuple[int, int]:
    """A descriptor that does not block, and how much to write at a time.

    O_NONBLOCK belongs to the open file, which the shell and standard input share: so the terminal
    is opened a second time. After `su` it belongs to somebody else, and a copy has to do: small
    pieces, each when the terminal says that it has room.
    """
    flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
    for name in (f"/proc/self/fd/{fd}", _name(fd)):
        with suppress(OSError):
            again = os.open(name, flags)
            if os.isatty(again) and os.fstat(again).st_rdev == os.fstat(fd).st_rdev:
                return again, _PIECE
            os.close(again)
    return os.dup(fd), _PIECE_IF_BLOCKING


def _name(fd: int) -> str:
    with suppress(OSError):
        return os.ttyname(fd)
    return ""
