"""What a play is made of: lines, waits, progress bars, questions, and the places where it breaks.

A play is a pure generator of these; the player gives it a terminal, time and a place for files.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Say:
    """A line, after `seconds` of silence. `colour` is an SGR parameter list such as "32;1"."""

    text: str
    seconds: float = 0.0
    colour: str = ""
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that fills in `seconds`; on a terminal each state overwrites the one before."""

    label: str
    seconds: float
    total: int = 100
    unit: str = "%"


@dataclass(frozen=True, slots=True)
class Ask:
    """A question whose answer is not echoed; any answer but none will do. After `patience` seconds
    without one it goes on, and says `otherwise`; None: it waits for ever."""

    prompt: str
    patience: float | None = None
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """Where the command fails when it is told to: its last words, and its exit code."""

    lines: tuple[str, ...]
    code: int = 1


@dataclass(frozen=True, slots=True)
class Leave:
    """A file that the command leaves behind."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class End:
    """The command ends here with that exit code."""

    code: int


@dataclass(frozen=True, slots=True)
class Hand:
    """A value that the step hands on."""

    name: str
    value: str


Act = Say | Bar | Ask | Break | Leave | End | Hand
Play = Iterator[Act]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a play may know: where it is played, the run's number, and how it shall go; all that is
    told to fail, a secret of this rehearsal alone, and the time (ISO 8601)."""

    where: str
    number: int = 1
    login: bool = False
    patience: float | None = None
    fails: bool = False
    told: frozenset[str] = frozenset()
    secret: str = field(default="", repr=False)
    at: str = ""

    @property
    def release(self) -> str:
        """The release that a deployment of this run makes."""
        return f"r-{self.where or 'local'}-{self.number:03d}"
