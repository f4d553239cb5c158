"""What became of the notices to services: facts of the journal, as `events.py` has the others.

A channel is known by its name in the checklist. Its URLs are secrets and are never recorded.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

NoticeWhat = Literal[
    "trip", "blind", "round_due", "round_missed", "step_failed", "rollback", "engine", "test"
]
"""What a notice is about; all but `test` are words of a channel's `on`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSent:
    """The channel's services took the notice, at the `tries`-th try. `key` is the notice's own."""

    kind: ClassVar[str] = "notice.sent"
    channel: str
    key: str
    what: NoticeWhat
    tries: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFailed:
    """They did not, and it is given up after `tries` tries."""

    kind: ClassVar[str] = "notice.failed"
    channel: str
    key: str
    what: NoticeWhat
    reason: str
    tries: int = 1
