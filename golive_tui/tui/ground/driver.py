"""The Linux driver, hardened: it survives what ssh does to a terminal, and leaves it in order.

Built on the methods of Textual's own driver; nothing is patched. What is private there and used
here: `_file`, `_writer_thread`, `_get_terminal_size`, and `_xterm_parser` (keyboard.py).
tests/tui/ground/test_textual.py fails when one of them changes.
"""

import asyncio
import os
import signal
import termios
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Timer
from types import FrameType
from typing import Final

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from golive_tui.tui.ground.keyboard import listen
from golive_tui.tui.ground.outbox import Outbox
from golive_tui.tui.ground.picture import Picture, is_frame

HANGUP: Final = 128 + signal.SIGHUP
"""The exit code when the terminal has gone, however that was noticed."""

_LEAVE_WITHIN = 3.0
"""Seconds from a signal to the end, also where the app does not get round to it."""

SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
"""Textual writes them round each frame; they go out in one piece with it, or not at all."""

_RESIZED = 0.3
"""Seconds after a resize when all is painted once more; what is right already costs no byte."""

_CANCEL = "\x18"  # ends a sequence that was cut in the middle
_CALM = "\x1b[?2026l\x1b[0m"
_RESTORE = (
    f"{_CANCEL}{_CALM}\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?2004l"
    "\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h"
)
# What line noise may have changed: character set, scroll region, wrap, cursor, and the screen.
_REASSERT = f"{_CANCEL}{_CALM}\x0f\x1b(B\x1b[r\x1b[?1049h\x1b[?7l\x1b[?25l\x1b[2J"

_POINTER_SHAPE = "\x1b]22;"  # Textual asks for one at each hover; old terminals print it as text

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class GroundDriver(LinuxDriver):
    """Textual's terminal driver with a writer that never blocks and an ear that never breaks."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._out_fd: int = self._file.fileno() if self._file is not None else 2
        self._outbox: Outbox | None = None
        self._picture = Picture()
        self._sync = False
        self._handlers: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
        self._watchdog: Timer | None = None
        self.last_words = ""
        """What the terminal is told before it is given back, however that comes about."""
        self.frame_lost = False
        """A write was dropped since this was last set to False: the screen must be painted anew."""

    @property
    def congested(self) -> bool:
        """The terminal does not read as fast as we paint."""
        return self._outbox is not None and self._outbox.congested

    def when_clear(self, tell: Callable[[], object]) -> None:
        """Have the event loop call `tell` once, when all that was written has been taken."""
        if self._outbox is not None:
            self._outbox.when_clear(lambda: self._on_loop(tell))

    def reassert(self) -> None:
        """Set every terminal mode again; the screen is empty afterwards and wants a repaint."""
        self._put(_REASSERT)
        self._picture.forget()
        self._enable_mouse_support()

    def write(self, data: str) -> None:
        """Queue `data`; never blocks. What finds no room is dropped, and `frame_lost` says so."""
        if data in {SYNC_START, SYNC_END}:
            self._sync = data == SYNC_START
        elif is_frame(data):
            if changes := self._picture.update(data):
                self._put(f"{SYNC_START}{changes}{SYNC_END}" if self._sync else changes)
        elif not data.startswith(_POINTER_SHAPE):
            self._put(data)

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._outbox = Outbox(self._out_fd)
        self._picture.forget()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is not None:  # Textual's; `write` above goes round it
            self._writer_thread.stop()
        self._watch_signals()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.write(_CALM)
        super().stop_application_mode()

    def close(self) -> None:
        """Write the rest, and end the writer."""
        if self._outbox is not None:
            self._outbox.put(self.last_words)
            self._outbox.close(self.last_words + _RESTORE)
            self._outbox = None
        while self._handlers:
            signal.signal(*self._handlers.popitem())
        if self._watchdog is not None:
            self._watchdog.cancel()

    def leave(self, code: int) -> None:
        """End the app with `code`; at once when asked a second time. Any thread may call it."""
        if self._watchdog is not None:
            self._leave_now(code)
        self._watchdog = Timer(_LEAVE_WITHIN, self._leave_now, [code])
        self._watchdog.daemon = True
        self._watchdog.start()
        self._on_loop(lambda: self._app.exit(return_code=code))

    def run_input_thread(self) -> None:
        """Listen until the driver stops or the terminal has gone."""
        stopping: Event = self.exit_event
        heard = listen(self.fileno, stopping=stopping, emit=self.process_message)
        if not heard and self._watchdog is None:  # SIGHUP may have told already
            self.leave(HANGUP)

    def _get_terminal_size(self) -> tuple[int, int]:
        # Asked at each SIGWINCH. What the terminal makes of the old cells is its own affair, and
        # Textual paints nothing where a window is smaller for a moment and then as it was.
        self._picture.forget()
        self._on_loop(lambda: self._loop.call_later(_RESIZED, self._app.call_later, self._repaint))
        # Not shutil's: that one believes COLUMNS and LINES, and asks standard output.
        for number in (self._out_fd, self.fileno):
            with suppress(OSError):
                columns, rows = os.get_terminal_size(number)
                if columns and rows:
                    return columns, rows
        return super()._get_terminal_size()

    def _repaint(self) -> None:
        self._app.refresh()

    def _watch_signals(self) -> None:
        # Not the event loop's: a loop that is stuck must not keep the terminal.
        for number in _SIGNALS:
            before = signal.getsignal(number)
            # Whoever started us with SIGHUP ignored (nohup) meant it; end of input tells us then.
            if before is not signal.SIG_IGN and number not in self._handlers:
                self._handlers[number] = before or signal.SIG_DFL
                signal.signal(number, lambda number, _: self.leave(128 + number))

    def _put(self, data: str) -> None:
        if self._outbox is not None and not self._outbox.put(data):
            self.frame_lost = True
            self._picture.forget()

    def _on_loop(self, tell: Callable[[], object]) -> None:
        loop: asyncio.AbstractEventLoop = self._loop
        with suppress(RuntimeError):  # the loop has closed: nobody is left to be told
            loop.call_soon_threadsafe(tell)

    def _leave_now(self, code: int) -> None:
        if self._outbox is not None:
            self._outbox.put(self.last_words + _RESTORE)
            self._outbox.close(self.last_words + _RESTORE, grace=0.2)
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        os._exit(code)
