"""A scenario: what a launch is made to suffer and when, who does what meanwhile, and what must
follow. All times are launch seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

START: Final = "start"
"""What a time counts from where the file does not say: the launch's beginning."""
KILL: Final = "engine-killed"
"""The fault that is none of the stand-in's: the engine is killed, and comes back."""

How = Literal["engine", "instant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A moment: so long `after` the start, a fault of that name, or the first event of a kind."""

    at: float
    after: str = START


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A fault, its settings, and how long it lasts (None: to the end)."""

    name: str
    fault: str
    settings: Mapping[str, str]
    when: Planned
    lasts: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that a person does; `refused`: words of the refusal that must come."""

    do: str
    when: Planned
    given: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a trip of a trigger does in this rehearsal; `countdown` in seconds, where it has one."""

    trigger: str
    action: str
    countdown: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What must be, or must `never` be.

    `subject` is one of trigger, probe, round, rollback, event and verdict, `name` which of them,
    `word` the state, outcome or verdict. `between`: the first and last second at which it may come
    to be, counted from `after`. `count`: how often, at least and at most. `line`: where it stands.
    """

    subject: str
    name: str
    word: str
    never: bool = False
    between: tuple[float, float] | None = None
    after: str = START
    count: tuple[int, int] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """All of a file. `until` is when it ends; `rounds`: whether somebody completes each round;
    `previous`: the item whose pass says that there is a version to go back to, where the
    checklist's own is not meant."""

    name: str
    file: str
    title: str
    about: str
    how: How
    speed: float
    until: float
    rounds: bool
    faults: tuple[Fault, ...]
    acts: tuple[Act, ...]
    expectations: tuple[Expectation, ...]
    policies: tuple[Policy, ...] = ()
    previous: str = ""
