"""Where `${...}` gets its values at run time: the target, the environment, files, the stand-in."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from golive_tui.checklist.model import Checklist
from golive_tui.engine.secret_commands import SecretCommands
from golive_tui.secrets import LARGEST


class Surroundings:
    """A template.Lookup over what is round the engine; None for what is not there."""

    def __init__(
        self,
        checklist: Checklist,
        target: str,
        *,
        directory: Path,
        stand_in: Mapping[str, str] | None = None,
        outputs: Callable[[str, str], str | None] | None = None,
        commands: SecretCommands | None = None,
    ) -> None:
        """`outputs` tells what a step, by its id, has handed on under a name; `commands` runs
        those of `[secrets]`, here and when they are asked for when it is left out."""
        found = checklist.targets.get(target)
        self._values: Mapping[str, str] = found.values if found else {}
        self._directory = directory
        self._stand_in = stand_in or {}
        self._outputs = outputs
        rehearsal = found.rehearsal if found else False
        self._secrets = checklist.secrets
        self._commands = commands or SecretCommands(directory, on_demand=True, rehearsal=rehearsal)

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
                return file.read(LARGEST).removesuffix("\n")
        except (OSError, UnicodeDecodeError):
            return None

    def command(self, name: str) -> str | None:
        """What the secret's command printed."""
        command = self._secrets.get(name)
        return self._commands.value(command) if command is not None else None

    def output(self, step: str, name: str) -> str | None:
        """What the step handed on under that name."""
        return self._outputs(step, name) if self._outputs is not None else None

    def stand_in(self, name: str) -> str | None:
        """The stand-in's address of that name."""
        return self._stand_in.get(name)
