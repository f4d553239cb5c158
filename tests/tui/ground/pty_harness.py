"""A program in a real terminal: every byte it writes, what a screen shows of them, and mischief."""

import fcntl
import os
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

import golive_tui
from tests.support.waiting import wait_until

APPS = Path(__file__).parent / "apps"
FRAME_END = b"\x1b[?2026l"

# A child of its own session takes the terminal as its own, so that ctrl+z, SIGHUP and EIO are real.
_LAUNCH = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
if sys.argv[1] == "deaf":
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
env = {k: v for k, v in os.environ.items() if k != "PYTHONCOERCECLOCALE"}
os.execve(sys.argv[2], sys.argv[2:], env)
"""


class Pty:
    """One run of `argv`. Reading happens only in `until` and `drain`: a stalled peer is not calling
    them."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 100,
        rows: int = 30,
        env: Mapping[str, str] | None = None,
        sync: bool = True,
        ignore_hangup: bool = False,
    ) -> None:
        self.output = b""
        self.shown = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.shown)
        self._sync = sync
        self.answered = 0
        self.master, slave = os.openpty()
        self.resize(columns, rows)
        launch = [sys.executable, "-c", _LAUNCH, "deaf" if ignore_hangup else "plain", *argv]
        self.process = subprocess.Popen(
            launch,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=_environment(env or {}),
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hang_up()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def drain(self) -> None:
        """Take what the program has written by now."""
        while data := self.read():
            self.take(data)

    def read(self) -> bytes:
        """What can be read at once; empty when nothing waits or the program has gone."""
        if self.master < 0 or not select.select([self.master], [], [], 0)[0]:
            return b""
        try:
            return os.read(self.master, 65536)
        except OSError:  # EIO: the program has closed its side
            return b""

    def take(self, data: bytes) -> None:
        """Show it, as a terminal does."""
        self.output += data
        self._stream.feed(_seen(data))
        self._answer()

    def until(self, predicate: Callable[[], object], timeout: float = 20.0) -> None:
        """Read until the predicate holds."""

        def look() -> object:
            self.drain()
            return predicate()

        try:
            wait_until(look, timeout)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.text}\n{self.output[-400:]!r}") from None

    def until_shows(self, text: str) -> None:
        """Read until the screen shows `text`."""
        self.until(lambda: text in self.text)

    def frame(self, cause: Callable[[], object], shows: str) -> bytes:
        """The bytes that `cause` leads to, up to the end of the frame that shows `shows`."""
        before = len(self.output)
        cause()
        self.until(
            lambda: (
                len(self.output) > before and self.output.endswith(FRAME_END) and shows in self.text
            )
        )
        return self.output[before:]

    def type(self, keys: str | bytes, shows: str) -> bytes:
        """As `frame`, for keys."""
        return self.frame(lambda: self.send(keys), shows)

    @property
    def text(self) -> str:
        """What the screen shows, line by line."""
        return "\n".join(line.rstrip() for line in self.shown.display)

    def send(self, keys: str | bytes) -> None:
        """Type."""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def kill(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.process.pid, number)

    def resize(self, columns: int, rows: int) -> None:
        """Change the window."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.shown.resize(rows, columns)

    def hang_up(self) -> None:
        """The terminal goes away."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def exit_code(self) -> int:
        """Wait for the end, reading on; the code, or minus the signal."""
        self.until(lambda: self.process.poll() is not None)
        self.drain()
        return self.process.returncode

    def _answer(self) -> None:
        asked = self.output.count(b"\x1b[?2026$p")
        if self._sync and asked > self.answered:
            self.answered = asked
            os.write(self.master, b"\x1b[?2026;2$y")


@contextmanager
def running(
    app: str,
    *,
    columns: int = 100,
    rows: int = 30,
    env: Mapping[str, str] | None = None,
    sync: bool = True,
    ignore_hangup: bool = False,
) -> Iterator[Pty]:
    """One of the apps beside this file, started and shown: it says `ready` when it is."""
    argv = [sys.executable, str(APPS / app)]
    with Pty(
        argv, columns=columns, rows=rows, env=env, sync=sync, ignore_hangup=ignore_hangup
    ) as pty:
        # The answer about frames is ahead of any key in the program's input: from then on it marks.
        pty.until(lambda: "ready" in pty.text and (pty.answered or not sync))
        yield pty


def seen(screen: pyte.Screen) -> list[tuple[object, ...]]:
    """What a person sees of every cell: on a blank one the text's own colour is not seen."""
    cells = [screen.buffer[y][x] for y in range(screen.lines) for x in range(screen.columns)]
    return [
        (" ", cell.bg)
        if cell.data == " " and not (cell.reverse or cell.underscore)
        else tuple(cell)
        for cell in cells
    ]


def left_in_order(output: bytes) -> bool:
    """The last words of a program put the terminal back: screen, cursor, mouse, paste, focus."""
    return all(
        output.rfind(off) > output.rfind(on)
        for on, off in (
            (b"\x1b[?1049h", b"\x1b[?1049l"),
            (b"\x1b[?25l", b"\x1b[?25h"),
            (b"\x1b[?1004h", b"\x1b[?1004l"),
            (b"\x1b[?2004h", b"\x1b[?2004l"),
            (b"\x1b[?7l", b"\x1b[?7h"),
        )
    )


def controls(output: bytes) -> set[str]:
    """The control characters in what was written, outside the program's own sequences."""
    text = output.decode("utf-8", "replace")
    text = re.sub(r"\x1b\[[0-9;?<>=$ ]*[A-Za-z@`{|}~]|\x1b[()][AB0]|[\r\n]", "", text)
    return set(re.findall(r"[\x00-\x1f\x7f-\x9f]", text))


def _seen(data: bytes) -> bytes:
    # pyte takes private sequences such as CSI < u and DECRQM for text.
    return re.sub(rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[\?[0-9;]*\$p|\x18", b"", data)


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TEXTUAL", "LC_", "GOLIVE"))
        and name not in {"NO_COLOR", "COLORTERM", "COLUMNS", "LINES", "SSH_CONNECTION", "SSH_TTY"}
    }
    kept |= {
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONCOERCECLOCALE": "0",  # of the launcher: it must not hand on a locale of its own
        "PYTHONPATH": str(Path(golive_tui.__file__).parents[1]),
    }
    return {name: value for name, value in {**kept, **extra}.items() if value}
