"""What became of the notices to services: facts of the journal, as `events.py` has the others.

A channel is known by its name in the checklist. Its URLs are secrets and are never recorded.
"""

from typing import ClassVar, Literal

from msgspec import Struct

NoticeWhat = Literal[
    "trip", "blind", "round_due", "round_missed", "step_failed", "rollback", "engine", "test"
]
"""What a notice is about; all but `test` are words of a channel's `on`."""


class NoticeSent(Struct, frozen=True, kw_only=True):
    """The channel's services took the notice, at the `tries`-th try. `key` is the notice's own."""

    kind: ClassVar[str] = "notice.sent"
    channel: str
    key: str
    what: NoticeWhat
    tries: int = 1


class NoticeFailed(Struct, frozen=True, kw_only=True):
    """They did not, and it is given up after `tries` tries."""

    kind: ClassVar[str] = "notice.failed"
    channel: str
    key: str
    what: NoticeWhat
    reason: str
    tries: int = 1
