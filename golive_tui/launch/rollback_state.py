"""The newest rollback, and whether one could be begun: their part of the state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class RollbackState:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RollbackCheck:
    """What the engine of `epoch` found when it looked whether the rollback could run; `wanting`
    has a sentence for each step that could not."""

    at: datetime
    epoch: int
    steps: tuple[str, ...]
    wanting: Mapping[str, str] = field(default_factory=dict)
