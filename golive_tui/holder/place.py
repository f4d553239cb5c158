"""The files of one attempt, `steps/<attempt id>/`: private, and written by its holder alone.

| file            | what                                                                        |
|-----------------|-----------------------------------------------------------------------------|
| `request.json`  | what is to run; written by the engine before a holder is started            |
| `holder.json`   | who holds it: made once, and whoever finds it there starts nothing          |
| `transcript`    | the output, redacted; its modification time is the last sign of life        |
| `outputs`       | what the command hands on, where its step has outputs                       |
| `result.json`   | how it ended: there as a whole or not at all                                |
| `late`, `late.json` | what still came, from those that the command left behind, and its end   |
| `control.sock`  | where the holder listens (elsewhere where this path is too long)            |
| `holder.log`    | only where the holder itself failed: for those who build golive             |
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_SHORT: Final = 100
"""Bytes that a socket's path may have on every system (unix(7) has 107)."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one attempt; `path` is absolute."""

    path: Path

    @property
    def request(self) -> Path:
        """What is to run."""
        return self.path / "request.json"

    @property
    def record(self) -> Path:
        """Who holds it, and which process the command is."""
        return self.path / "holder.json"

    @property
    def transcript(self) -> Path:
        """The output up to the result."""
        return self.path / "transcript"

    @property
    def outputs(self) -> Path:
        """The file that the command may write what it hands on to."""
        return self.path / "outputs"

    @property
    def result(self) -> Path:
        """How it ended."""
        return self.path / "result.json"

    @property
    def unpublished(self) -> Path:
        """The result before it has its name; room for it is set aside at the start."""
        return self.path / ".result.json.new"

    @property
    def late(self) -> Path:
        """Output that came after the result."""
        return self.path / "late"

    @property
    def late_result(self) -> Path:
        """How the output after the result ended."""
        return self.path / "late.json"

    @property
    def log(self) -> Path:
        """What made the holder itself fail."""
        return self.path / "holder.log"

    def socket_address(self) -> Path:
        """Where the holder listens; raises StoreError when no short path can be had."""
        wanted = self.path / "control.sock"
        if len(os.fsencode(wanted)) <= _SHORT:
            return wanted
        from golive_tui.store.address import socket_address  # costs a start 6 ms, and is rare

        return socket_address(wanted)
