"""What a probe kind is: a name, the fields it takes, the facts it yields, and how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, Protocol

from golive_tui.checklist.fields import Spec

if TYPE_CHECKING:  # `golive validate` reads specs, and has nothing to redact
    from golive_tui.secrets import Redactor

OVER_TCP: Final = ("dns", "tcp")
OVER_TLS: Final = (*OVER_TCP, "tls")
OVER_HTTP: Final = (*OVER_TLS, "proxy", "http")
OVER_WEBSOCKET: Final = (*OVER_HTTP, "ws")
OF_A_DATABASE: Final = (*OVER_TLS, "auth", "db")
"""What a kind's `reasons` says, by what it looks through: families of `launch/samples.REASONS`."""

OF_EVERY_KIND: Final = frozenset(
    {"assert", "budget", "config", "host", "inconclusive", "probe", "secret", "slot", "stale"}
)
"""Families that any kind may give: they come from what could not be told,
`expect`, the schedule and this host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDoc:
    """A fact that a kind yields, for `expect`, `values` and the docs: its path and unit."""

    path: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What speaks against an answer that `expect` says nothing of, such as HTTP 503.

    It makes the sample fail unless the conditions that name one of `facts` hold. One that `yields`
    gives way to such conditions whether they hold or not: it only says that nothing was asked.
    """

    facts: tuple[str, ...]
    reason: str
    detail: str
    outcome: Literal["fail", "error"] = "fail"
    yields: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What one look found, before `expect` is judged over it.

    `outcome` is ok when the target answered at all as its protocol demands; the objection and the
    conditions then decide. `facts` is a nested mapping; `latency` and `phases` are real seconds.
    `ceilings`: facts by path that can never be above a number, such as a quantile above the largest
    bucket of its histogram; a condition that could never fail for that proves nothing.
    """

    outcome: Literal["ok", "fail", "error"]
    facts: Mapping[str, object] = field(default_factory=dict)
    latency: float | None = None
    reason: str | None = None
    detail: str = ""
    phases: Mapping[str, float] = field(default_factory=dict)
    objection: Objection | None = None
    ceilings: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a look may use of the world: its deadline in seconds, the redactor, the directory
    in which the launch was created; `fresh` asks for new connections (a check); `armed` says that
    a person has confirmed what is rough on the target (a burst of requests). In a `rehearsal` no
    command runs but its stand-in, which finds its files in `artifacts`; what a stand-in counts goes
    by launch seconds, and `speed` of them are a real one."""

    deadline: float
    redactor: "Redactor"
    directory: str
    fresh: bool = False
    armed: bool = False
    rehearsal: bool = False
    artifacts: str = ""
    speed: float = 1.0


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

    @property
    def reasons(self) -> tuple[str, ...]:
        """Families of reasons (`tcp` is every `tcp.*`) beside those `OF_EVERY_KIND`."""

    @property
    def check_only(self) -> bool:
        """Whether it is for checks alone: too dear, or too rough, for a schedule."""

    def open(self, settings: Mapping[str, object], reach: Reach) -> "Lookout":
        """A lookout over expanded settings (no `${...}` left); raises InputError if they are wrong.

        Opens nothing in the world yet, but imports what the kind needs.
        """


class Lookout(Protocol):
    """One probe at work: looks when told, one look at a time; holds what the kind holds."""

    async def look(self) -> Observation:
        """Look once. May be cancelled at any time, and lets go of what it had in hand then.

        Raises only what the network, TLS or a protocol library raises; `take` reads the reason
        from that (`look/reasons.py`).
        """

    def late(self) -> Observation:
        """What the look that its deadline has just cut short had come to: the stage it stood in."""

    async def close(self) -> None:
        """Let go of every socket, task and child."""
