"""The command's terminal, from the side on which a person would sit."""

import contextlib
import fcntl
import os
import signal
import struct
import termios
from typing import Final

from golive_tui.errors import Refused

_WINSIZE: Final = struct.Struct("HHHH")
"""`struct winsize` of ioctl_tty(2): rows, columns, and two that nobody uses."""

_LONGEST: Final = 64 * 1024
"""Bytes of input kept for a command that does not read yet."""

_IFLAG, _OFLAG, _LFLAG = 0, 1, 3
"""Places in what tcgetattr gives (termios(3))."""

_TIOCSIG: Final = 0x40045436
"""Linux, asm-generic/ioctls.h; not named in the module termios."""


class Terminal:
    """The master end of a pseudo-terminal."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._typed = bytearray()

    @property
    def waiting(self) -> bool:
        """Whether there is input that the terminal has not taken yet."""
        return bool(self._typed)

    def resize(self, columns: int, rows: int) -> None:
        """Set the size; the system tells the programs (SIGWINCH)."""
        size = _WINSIZE.pack(rows, columns, 0, 0)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, size)

    def echoes(self) -> bool:
        """Whether what is typed is shown: a program that asks for a password turns this off."""
        try:
            return bool(termios.tcgetattr(self.descriptor)[_LFLAG] & termios.ECHO)
        except termios.error:  # nobody has it open any more
            return False

    def type(self, data: bytes) -> None:
        """Type `data`; raises Refused when the command has not read what was typed before."""
        if len(self._typed) + len(data) > _LONGEST:
            raise Refused("The command does not read what is typed.")
        self._typed += data
        self.flush()

    def flush(self) -> None:
        """Hand over as much of what was typed as the terminal takes."""
        while self._typed:
            try:
                taken = os.write(self.descriptor, self._typed)
            except BlockingIOError:
                return
            except OSError:  # nobody has the terminal open any more
                self._typed.clear()
                return
            del self._typed[:taken]

    def interrupt(self) -> None:
        """As ctrl+c, but whatever the terminal's mode: it also reaches what runs as another user,
        such as sudo, to which we may send no signal (ioctl_tty(2), TIOCSIG)."""
        with contextlib.suppress(OSError):
            fcntl.ioctl(self.descriptor, _TIOCSIG, signal.SIGINT)


def open_terminal(columns: int, rows: int) -> tuple[Terminal, int]:
    """A terminal of that size, and the end for the command."""
    master, slave = os.openpty()
    terminal = Terminal(master)
    terminal.resize(columns, rows)
    modes = termios.tcgetattr(slave)
    # Output passes as it was written (no CR before LF), and no stray ctrl+s stops the command.
    # Without any processing of output, a terminal takes a fifth more of it in the same time.
    modes[_OFLAG] &= ~termios.OPOST
    modes[_IFLAG] &= ~termios.IXON
    termios.tcsetattr(slave, termios.TCSANOW, modes)
    return terminal, slave
