"""Starting the command: a session of its own, a terminal or pipes, and a gate before its program.

The child waits at the gate until its pid is on the disk. If the holder dies before it opens the
gate, the child reads the end of the pipe and ends without ever having been the command.

The command leads its session, as over `ssh -t`: when it ends, what it leaves in the terminal's
foreground gets SIGHUP. With pipes nothing of the kind happens.
"""

import contextlib
import fcntl
import json
import os
import signal
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from golive_tui.holder.plain import Plain
from golive_tui.holder.processes import Process, process_of
from golive_tui.holder.signals import RESET
from golive_tui.holder.terminal import Terminal, open_terminal
from golive_tui.text import clean

_GO: Final = b"g"
_NEVER_RAN: Final = 127
_PIPE_BYTES: Final = 1024 * 1024
"""What an unprivileged process may set (pipe(7), /proc/sys/fs/pipe-max-size)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What is started: the final arguments, directory, environment, and the terminal's size."""

    argv: tuple[str, ...]
    cwd: str
    env: Mapping[str, str]
    pty: bool
    columns: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A child at its gate: `output` is to be drained; `terminal` is None with pipes."""

    process: Process
    output: int
    terminal: Terminal | None
    gate: int
    news: int

    def let_go(self) -> str:
        """Open the gate; "" when the program runs, else the sentence why it does not."""
        os.write(self.gate, _GO)
        os.close(self.gate)
        said = bytearray()
        while part := os.read(self.news, 4096):
            said += part
        os.close(self.news)
        return _sentence(bytes(said)) if said else ""

    def turn_away(self) -> None:
        """Close the gate for good: the child ends without having run anything."""
        os.close(self.gate)
        os.close(self.news)
        os.close(self.output)


def fork(command: Command) -> Child:
    """Fork the child; it waits at its gate. Raises OSError when there can be no more processes."""
    if command.pty:
        terminal, slave = open_terminal(command.columns, command.rows)
        output, ends = terminal.descriptor, (slave, slave)
    else:
        terminal, (output, ends) = None, _pipes()
    gate_out, gate_in = os.pipe()
    news_out, news_in = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(gate_in)
        _become(command, ends, gate_out, news_in)
    for descriptor in {*ends, gate_out, news_in}:
        os.close(descriptor)
    os.set_blocking(output, False)
    return Child(
        process=process_of(pid), output=output, terminal=terminal, gate=gate_in, news=news_out
    )


def _pipes() -> tuple[int, tuple[int, int]]:
    """The end to drain, and what the child reads and writes."""
    output, write_end = os.pipe()
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        # A user who has used up the share of pipe memory is refused: the usual 64 KiB do.
        with contextlib.suppress(OSError):
            fcntl.fcntl(output, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return output, (os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC), write_end)


def _become(command: Command, ends: tuple[int, int], gate: int, news: int) -> None:
    """In the child: wait, and become the program. Never returns."""
    step = "session"
    try:
        os.setsid()
        if command.pty:
            fcntl.ioctl(ends[0], termios.TIOCSCTTY, 0)
        for number, end in ((0, ends[0]), (1, ends[1]), (2, ends[1])):
            os.dup2(end, number)
        if os.read(gate, 1) != _GO:
            os._exit(_NEVER_RAN)
        step = "cwd"
        os.chdir(command.cwd)
        signal.set_wakeup_fd(-1)
        for number in RESET:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        step = "program"
        os.execvpe(command.argv[0], command.argv, command.env)  # noqa: S606 - no shell is wanted
    except OSError as error:
        what = command.cwd if step == "cwd" else command.argv[0]
        words = {"step": step, "what": what, "errno": error.errno, "why": error.strerror}
        os.write(news, json.dumps(words).encode())
    finally:
        os._exit(_NEVER_RAN)


def _sentence(said: bytes) -> str:
    plain = Plain.parse(said)
    what, why = clean(plain.take("what", str)), plain.take("why", str).lower()
    match plain.take("step", str), plain.take("errno", int):
        case "cwd", _:
            return f"The directory {what} cannot be entered: {why}."
        case "program", 2:
            return f"There is no program {what}, or its first line names one that is not there."
        case "program", 13:
            return f"{what} may not be run: it is not marked as a program, or not ours to run."
        case "program", 8:
            return f"{what} is no program: a script begins with a line such as #!/bin/sh."
        case step, _:
            return f"{what} cannot be run ({step}): {why}."
