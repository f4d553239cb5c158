"""The newest rollback, and whether one could be begun: their part of the state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct, field

from golive_tui.launch.events import GoneThrough


class RollbackState(Struct, frozen=True, kw_only=True):
    """The newest rollback: running, rolled back or failed (latched). `seq`: of its request;
    `waits_for`: steps that are cancelled for it, and must have ended first; `triggers`: the trips
    that it answers."""

    status: Literal["running", "rolled_back", "failed"]
    requested_at: datetime
    by: str
    reason: str
    steps: tuple[str, ...]
    seq: int = 0
    ended_at: datetime | None = None
    failed_step: str = ""
    detail: str = ""
    waits_for: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()


class RollbackCheck(Struct, frozen=True, kw_only=True):
    """What the engine of `epoch` found when it looked whether the rollback could run; `wanting`
    has a sentence for each step that could not; `elsewhere` is the newest run through all of them
    in another launch of the same checklist."""

    at: datetime
    epoch: int
    steps: tuple[str, ...]
    wanting: Mapping[str, str] = field(default_factory=dict)
    elsewhere: GoneThrough | None = None
