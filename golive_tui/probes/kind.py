"""What a probe kind is: a name, the fields it takes, the facts it yields, and how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from golive_tui.checklist.fields import Spec
from golive_tui.secrets import Redactor


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDoc:
    """A fact that a kind yields, for `expect`, `values` and the docs: its path and unit."""

    path: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one look found, before `expect` is judged over it.

    `outcome` is ok when the target answered at all as its protocol demands; the conditions then
    decide. `facts` is a nested mapping; `latency` and `phases` are real seconds.
    """

    outcome: Literal["ok", "fail", "error"]
    facts: Mapping[str, object] = field(default_factory=dict)
    latency: float | None = None
    reason: str | None = None
    detail: str = ""
    phases: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a look may use of the world: its deadline in seconds, the redactor, the directory
    in which the launch was created; `fresh` asks for new connections (a check)."""

    deadline: float
    redactor: Redactor
    directory: str
    fresh: bool = False


class ProbeKind(Protocol):
    """A kind: stateless; what it keeps between looks (a held session) lives in a `Lookout`."""

    @property
    def name(self) -> str:
        """The word in `kind = "..."`."""

    @property
    def spec(self) -> Spec:
        """The kind's own fields."""

    @property
    def facts(self) -> tuple[FactDoc, ...]:
        """What it yields."""

    def open(self, settings: Mapping[str, object], reach: Reach) -> "Lookout":
        """a lookout over expanded settings (no `${...}` left); raises InputError if they are wrong."""


class Lookout(Protocol):
    """One probe at work: looks when told, one look at a time; holds what the kind holds."""

    async def look(self) -> Observation:
        """Look once. Never raises for what the target does; may be cancelled at any time."""

    async def close(self) -> None:
        """Let go of every socket, task and child."""
