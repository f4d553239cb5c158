"""Starting an engine for a launch that has none, detached from the terminal, and waiting for it.

The engine gets a session of its own, no terminal and no standard input; what it says goes to
`engine.log`. Closing the window, losing ssh or killing the dashboard does not reach it.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from golive_tui import clock
from golive_tui.client.find import announced, socket_of
from golive_tui.errors import EngineUnreachable, StoreError
from golive_tui.package import environment, installed
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.files import open_own, open_to_read
from golive_tui.store.lock import holder
from golive_tui.text import clean

UP_WITHIN: Final = 15.0
"""Seconds in which a new engine must listen."""
NAP: Final = 0.02
"""Seconds between two looks for it."""
_LOG_TAIL: Final = 8192


@dataclass(frozen=True, slots=True)
class _Child:
    """An engine that this process started, and where its words begin in `engine.log`.

    Kept, so that it is reaped when it ends and does not stay as a zombie.
    """

    process: "subprocess.Popen[bytes]"
    log_from: int


_children: dict[Path, _Child] = {}


def engine_command(directory: Path) -> list[str]:
    """The command line of an engine of this very golive; `golive engine --launch DIR` where it is
    installed, `-m golive_tui engine --launch DIR` where it runs from a checkout."""
    script = Path(sys.executable).with_name("golive")
    golive = [str(script)] if installed() and script.exists() else ["-m", "golive_tui"]
    return [sys.executable, *golive, "engine", "--launch", str(directory)]


def spawn(directory: Path) -> "subprocess.Popen[bytes]":
    """Start an engine in a session of its own, unless one that we started is coming up.

    Raises EngineUnreachable when its process cannot be started.
    """
    coming = _children.get(directory)
    if coming is not None and coming.process.poll() is None:
        return coming.process
    try:
        log = open_own(LaunchDirectory(directory).log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            said = os.fstat(log).st_size
            child = subprocess.Popen(
                engine_command(directory),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=environment(),  # the checklist's secrets are in it
                start_new_session=True,
            )
        finally:
            os.close(log)
    except OSError as error:
        raise EngineUnreachable(
            f"the engine of {directory} cannot be started: {error.strerror}",
            hint=f"See who owns {directory} and what stands there (ls -la): an engine is started"
            " by the owner of its launch.",
        ) from error
    _children[directory] = _Child(child, said)
    return child


def kick(directory: Path) -> None:
    """Start an engine if none holds the launch, and do not wait for it."""
    if holder(LaunchDirectory(directory)) is None:
        spawn(directory)


def listens(directory: Path) -> bool:
    """Whether an engine holds the launch and accepts connections on its socket."""
    if not announced(directory):
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as end:
        end.settimeout(1.0)
        try:
            end.connect(str(socket_of(directory)))
        except OSError:
            return False
        return True


def _starting(directory: Path) -> Iterator[float]:
    """Naps to take until the engine listens; starts one when no engine holds the launch.

    Raises EngineUnreachable with what the engine said when it ends or takes too long.
    """
    child: subprocess.Popen[bytes] | None = None
    end = clock.stopwatch() + UP_WITHIN
    while not listens(directory):
        held = holder(LaunchDirectory(directory)) is not None
        if child is None and not held:
            child = spawn(directory)
        elif child is not None and child.poll() is not None:
            if not held:
                raise _ended(directory, child.returncode)
            child = None  # another engine was faster: wait for that one
        if clock.stopwatch() > end:
            raise EngineUnreachable(
                f"the engine of {directory} does not listen after {UP_WITHIN:.0f} s",
                hint=last_words(directory),
            )
        yield NAP


def _ended(directory: Path, code: int) -> EngineUnreachable:
    """Why it does not start, in its own sentence where it said one (`golive: ...`, then what to
    do), else its last words."""
    said = last_words(directory)
    _, refused, sentence = f"\n{said}".rpartition("\ngolive: ")
    if not refused:
        return EngineUnreachable(f"the engine of {directory} ended with {code}", hint=said)
    message, _, hint = sentence.partition("\n")
    return EngineUnreachable(f"the engine does not start: {message}", hint=hint)


def last_words(directory: Path, lines: int = 6) -> str:
    """The end of `engine.log`, cleaned; of the engine that we started, if we started one."""
    log = LaunchDirectory(directory).log
    child = _children.get(directory)
    try:
        with os.fdopen(open_to_read(log), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            file.seek(max(size - _LOG_TAIL, child.log_from if child else 0, 0))
            text = file.read(_LOG_TAIL).decode("utf-8", "replace")
    except (OSError, StoreError):
        text = ""
    said = "\n".join(clean(line, 300) for line in text.splitlines()[-lines:])
    return said or f"it said nothing in {log}"


async def ensure_engine(directory: Path) -> None:
    """An engine listens when this returns; raises EngineUnreachable."""
    import asyncio  # commands do without it

    for nap in _starting(directory):
        await asyncio.sleep(nap)


def ensure_engine_now(directory: Path) -> None:
    """As `ensure_engine`, blocking: for commands."""
    for nap in _starting(directory):
        clock.pause(nap)
