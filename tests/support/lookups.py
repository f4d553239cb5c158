"""What stands for `${...}` in a test: what is given here, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Values:
    """A lookup: each mapping by name, outputs by step and name."""

    values: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    commands: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[tuple[str, str], str] = field(default_factory=dict)
    stand_ins: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str | None:
        return self.values.get(name)

    def env(self, name: str) -> str | None:
        return self.environment.get(name)

    def file(self, path: str) -> str | None:
        return self.files.get(path)

    def command(self, name: str) -> str | None:
        return self.commands.get(name)

    def output(self, step: str, name: str) -> str | None:
        return self.outputs.get((step, name))

    def stand_in(self, name: str) -> str | None:
        return self.stand_ins.get(name)
