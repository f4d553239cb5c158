"""Starting an engine for a launch that has none, detached from the terminal, and waiting for it.

The engine gets a session of its own, no terminal and no standard input; what it says goes to
`engine.log`. Closing the window, losing ssh or killing the dashboard does not reach it.
"""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from golive_tui import clock
from golive_tui.client.find import socket_of
from golive_tui.errors import EngineUnreachable
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.files import open_own
from golive_tui.store.lock import holder
from golive_tui.text import clean

UP_WITHIN: Final = 15.0
"""Seconds in which a new engine must listen."""
NAP: Final = 0.02

_children: dict[Path, "subprocess.Popen[bytes]"] = {}
"""Engines that this process started: reaped when they end, so that none stays as a zombie."""


def engine_command(directory: Path) -> list[str]:
    """The command line of an engine; it reads `golive engine --launch DIR`."""
    script = Path(sys.executable).with_name("golive")
    golive = [str(script)] if script.exists() else ["-m", "golive_tui"]
    return [sys.executable, *golive, "engine", "--launch", str(directory)]


def spawn(directory: Path) -> "subprocess.Popen[bytes]":
    """Start an engine in a session of its own, unless one that we started is coming up."""
    coming = _children.get(directory)
    if coming is not None and coming.poll() is None:
        return coming
    log = open_own(LaunchDirectory(directory).log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        child = subprocess.Popen(
            engine_command(directory),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
        )
    finally:
        os.close(log)
    _children[directory] = child
    return child


def kick(directory: Path) -> None:
    """Start an engine if none holds the launch, and do not wait for it."""
    if holder(LaunchDirectory(directory)) is None:
        spawn(directory)


def listens(directory: Path) -> bool:
    """Whether somebody accepts connections on the launch's socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as end:
        end.settimeout(1.0)
        try:
            end.connect(str(socket_of(directory)))
        except OSError:
            return False
        return True


def _starting(directory: Path) -> Iterator[float]:
    """Naps to take until the engine listens; starts one when no engine holds the launch.

    Raises EngineUnreachable with the engine's last words when it ends or takes too long.
    """
    if listens(directory):
        return
    child = None if holder(LaunchDirectory(directory)) else spawn(directory)
    waited = 0.0
    while not listens(directory):
        if child is not None and child.poll() is not None:
            if holder(LaunchDirectory(directory)) is None:
                raise EngineUnreachable(
                    f"the engine of {directory} ended with {child.returncode}",
                    hint=last_words(directory),
                )
            child = None  # another engine was faster: wait for that one
        if waited > UP_WITHIN:
            raise EngineUnreachable(
                f"the engine of {directory} does not listen after {UP_WITHIN:.0f} s",
                hint=last_words(directory),
            )
        yield NAP
        waited += NAP


def last_words(directory: Path, lines: int = 6) -> str:
    """The end of `engine.log`, cleaned."""
    log = LaunchDirectory(directory).log
    try:
        with log.open("rb") as file:
            file.seek(max(log.stat().st_size - 8192, 0))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return f"see {log}"
    return "\n".join(clean(line, 300) for line in text.splitlines()[-lines:])


async def ensure_engine(directory: Path) -> None:
    """An engine listens when this returns; raises EngineUnreachable."""
    for nap in _starting(directory):
        await asyncio.sleep(nap)


def ensure_engine_now(directory: Path) -> None:
    """As `ensure_engine`, blocking: for commands."""
    for nap in _starting(directory):
        clock.pause(nap)
