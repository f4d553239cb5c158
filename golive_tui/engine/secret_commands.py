"""Secrets that a command prints: a vault's client, `pass`, a cloud's tool.

A command is run once, and what it printed is kept in memory for as long as the process lives;
one that failed may be run again. Its output goes nowhere else, and its errors are not repeated:
either may hold what it was asked for.
"""

import asyncio
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from golive_tui.secrets import LARGEST

WITHIN: Final = 10.0
"""Real seconds in which a command must have printed its secret."""


class SecretCommands:
    """The commands of a checklist's `[secrets]`, by name, in the directory of the launch.

    A `rehearsal` runs none: they are as real as what they are for. With `on_demand` a command runs
    when it is asked for; an event loop asks only for what `prime` has run in a thread before.
    """

    def __init__(self, directory: Path, *, on_demand: bool, rehearsal: bool) -> None:
        self._directory = directory
        self._rehearsal = rehearsal
        self._on_demand = on_demand
        self._known: dict[tuple[str, ...], str] = {}
        self._turn = threading.Lock()

    def prime(self, commands: Mapping[str, Sequence[str]]) -> None:
        """Run what has not printed its secret yet; blocks for as long as that takes."""
        for command in commands.values():
            self._run(tuple(command))

    async def primed(self, commands: Mapping[str, Sequence[str]]) -> None:
        """As `prime`, in a thread."""
        if not all(tuple(command) in self._known for command in commands.values()):
            await asyncio.to_thread(self.prime, commands)

    def value(self, command: Sequence[str]) -> str | None:
        """What it printed, without the line end at its end; None where it has printed nothing."""
        if self._on_demand:
            self._run(tuple(command))
        return self._known.get(tuple(command))

    def _run(self, command: tuple[str, ...]) -> None:
        if self._rehearsal:
            return
        with self._turn:
            if command in self._known:
                return
            if (printed := _printed(command, self._directory)) is not None:
                self._known[command] = printed


def _printed(command: tuple[str, ...], directory: Path) -> str | None:
    try:
        done = subprocess.run(
            command,
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WITHIN,
            check=False,
        )
        text = done.stdout.decode()
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    whole = done.returncode == 0 and len(done.stdout) <= LARGEST
    return text.removesuffix("\n").removesuffix("\r") or None if whole else None
