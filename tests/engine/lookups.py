"""What stands for `${...}` in a test: a few values, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Values:
    """A lookup with values alone."""

    values: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str | None:
        return self.values.get(name)

    def env(self, name: str) -> str | None:
        return None

    def file(self, path: str) -> str | None:
        return None

    def output(self, step: str, name: str) -> str | None:
        return None

    def command(self, name: str) -> str | None:
        return None

    def stand_in(self, name: str) -> str | None:
        return None
