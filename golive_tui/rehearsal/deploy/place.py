"""Where a rehearsed command leaves its files, what it ran before, and whether it shall fail.

Nothing outside this one folder is ever written, but the outputs file that the engine names.
"""

import errno
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

OUTPUTS: Final = "GOLIVE_OUTPUTS"
"""Names the file for what a step hands on (`engine/attempts.py`)."""
FAIL: Final = "GOLIVE_REHEARSE_FAIL"
"""Names of the commands that shall fail, with blanks between them."""
TOLD: Final = "fail"
"""The file in the artifacts' folder that says the same, for a launch that runs already."""
PACE: Final = "pace"
"""The file in the artifacts' folder that stretches all times by the factor in it."""
SECRET: Final = "jwt-secret"  # noqa: S105 - the name of a file
"""The file that holds the rehearsal's JWT secret."""
_LONGEST: Final = 4096


@dataclass(frozen=True, slots=True)
class Place:
    """The artifacts' folder, made when something is first left there."""

    folder: Path

    def leave(self, name: str, text: str) -> Path:
        """Write a file whole, or not at all; raises OSError, also when the folder is not ours."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.folder.lstat().st_uid != os.getuid():
            raise PermissionError(errno.EPERM, "belongs to somebody else", str(self.folder))
        path = self.folder / name
        new = self.folder / f".{name}.{os.getpid()}"
        new.write_text(text, encoding="utf-8")
        new.replace(path)
        return path

    def runs(self, name: str) -> int:
        """How often the command has run to a good end here."""
        text = self._text(f"{name}.runs").strip()
        return int(text) if text.isascii() and text.isdigit() else 0

    def ran(self, name: str) -> None:
        """Count one more."""
        self.leave(f"{name}.runs", f"{self.runs(name) + 1}\n")

    def told(self, environment: Mapping[str, str]) -> frozenset[str]:
        """The names of all that was told to fail."""
        return frozenset(f"{environment.get(FAIL, '')} {self._text(TOLD)}".split())

    def secret(self) -> str:
        """A secret of this rehearsal alone: random, made when it is first asked for."""
        found = self._text(SECRET).strip()
        if not found:
            found = secrets.token_urlsafe(48)
            self.leave(SECRET, f"{found}\n").chmod(0o600)
        return found

    @property
    def pace(self) -> str:
        """What the file says of the pace; empty where there is none."""
        return self._text(PACE).strip()

    def _text(self, name: str) -> str:
        try:
            with (self.folder / name).open(encoding="utf-8", errors="replace") as file:
                return file.read(_LONGEST)
        except OSError:
            return ""


def hand_on(name: str, value: str, environment: Mapping[str, str]) -> None:
    """Append a value to the engine's outputs file, where there is one."""
    path = environment.get(OUTPUTS, "")
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{name}={value}\n")
