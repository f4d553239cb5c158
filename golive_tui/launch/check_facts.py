"""What a launch records of its checks: asked for, answered with evidence, called off.

They stand among the facts of `events.py`, and in a file of their own because the evidence has a
shape of its own. A verdict is never recorded apart from what it rests on.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Final, Literal

from msgspec import Struct, field

Verdict = Literal["pass", "fail", "inconclusive", "error"]
"""pass; fail: the target is not as it should be; inconclusive: it could not be told; error: our
own side is at fault. Only `pass` ever passes an item, only `fail` fails it."""

MOST_FACTS: Final = 40
"""Facts of one check that are kept."""
LONGEST_FACT: Final = 200
"""Characters of one of them."""


class Found(Struct, frozen=True, kw_only=True):
    """One check's verdict and all that it rests on.

    `at` is when the look began, `seconds` how long it took, `phases` the parts of it in seconds.
    `reason` is one of the closed list (`samples.REASONS`), None for a pass; `detail` says it in one
    line. `asked` is what was asked of whom: the settings of the kind, filled in and redacted, by
    path; `expect` what had to hold. `facts` are what was seen, by path: at most MOST_FACTS of at
    most LONGEST_FACT characters each, without secrets.
    """

    kind: str
    verdict: Verdict
    at: datetime
    seconds: float = 0.0
    reason: str | None = None
    detail: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    expect: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    phases: Mapping[str, float] = field(default_factory=dict)


class CheckRequested(Struct, frozen=True, kw_only=True):
    """The intent, on disk before anything is asked: the item's checks are to run, all of them.

    `check` names this run of them. `armed`: a person has confirmed that checks which send traffic
    on purpose may do so.
    """

    kind: ClassVar[str] = "check.requested"
    item: str
    check: str
    armed: bool = False


class EvidenceRecorded(Struct, frozen=True, kw_only=True):
    """What the run found, check by check; a pass of it holds until `expires_at` (None: for good).

    The item's verdict is the worst of theirs (`verdicts.worst`).
    """

    kind: ClassVar[str] = "evidence.recorded"
    item: str
    check: str
    found: tuple[Found, ...]
    expires_at: datetime | None = None


class CheckCancelled(Struct, frozen=True, kw_only=True):
    """It was called off, and why: nothing is known of the item that was not known before."""

    kind: ClassVar[str] = "check.cancelled"
    item: str
    check: str
    reason: str = ""
