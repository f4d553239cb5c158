"""What comes into the engine's inbox, from clients, probes, the clock and the engine itself."""

from dataclasses import dataclass

from golive_tui.engine.server import Client
from golive_tui.launch import events as e
from golive_tui.launch.samples import Sample
from golive_tui.wire.messages import Request


@dataclass(frozen=True, slots=True)
class Came:
    """A client attached."""

    client: Client


@dataclass(frozen=True, slots=True)
class Went:
    """A client is gone."""

    client: Client


@dataclass(frozen=True, slots=True)
class Asked:
    """A client asks for something that changes the launch or its helm."""

    client: Client
    number: int
    request: Request


@dataclass(frozen=True, slots=True)
class Seen:
    """A probe looked."""

    sample: Sample


@dataclass(frozen=True, slots=True)
class Happened:
    """The engine itself found facts: a digest, a stepped clock."""

    facts: tuple[e.Fact, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed."""


@dataclass(frozen=True, slots=True)
class Stop:
    """End in order."""

    reason: str


@dataclass(frozen=True, slots=True)
class Drive:
    """A running rollback may need its next step, a failed step its retry."""


Work = Came | Went | Asked | Seen | Happened | Tick | Drive | Stop
