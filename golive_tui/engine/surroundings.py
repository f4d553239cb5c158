"""Where `${...}` gets its values at run time: the target, the environment, files, the stand-in."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from golive_tui.checklist.model import Checklist

SECRET_FILE_LIMIT: Final = 64 * 1024


class Surroundings:
    """A template.Lookup over what is round the engine; None for what is not there."""

    def __init__(
        self,
        checklist: Checklist,
        target: str,
        *,
        directory: Path,
        stand_in: Mapping[str, str] | None = None,
    ) -> None:
        found = checklist.targets.get(target)
        self._values: Mapping[str, str] = found.values if found else {}
        self._directory = directory
        self._stand_in = stand_in or {}

    def value(self, name: str) -> str | None:
        """The chosen target's value of that name."""
        return self._values.get(name)

    def env(self, name: str) -> str | None:
        """The variable of the engine's environment; an empty one is unset."""
        return os.environ.get(name) or None

    def file(self, path: str) -> str | None:
        """The file's text without the line end at its end; relative to the launch's directory."""
        try:
            with (self._directory / path).open(encoding="utf-8") as file:
                return file.read(SECRET_FILE_LIMIT).removesuffix("\n")
        except (OSError, UnicodeDecodeError):
            return None

    def stand_in(self, name: str) -> str | None:
        """The stand-in's address of that name."""
        return self._stand_in.get(name)
