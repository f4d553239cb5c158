"""Where a rollback trigger is: its part of the state."""

from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

TriggerStatus = Literal[
    "disarmed", "armed", "pending", "tripped", "acknowledged", "held", "acting", "reset"
]


class TriggerState(Struct, frozen=True, kw_only=True):
    """A rollback trigger: where it is, since when, by whom and why.

    `counts_from`: what was seen before it was armed says nothing; None until then. `observed` is
    the breach seen so far in seconds, as last recorded at `observed_at`. A trip has the number of
    its event (`trip`), what it does (`action`), and when by itself (`acts_at`), or what is in the
    way (`blocked`). `rearm_at`: when one that a person disarmed is armed again.
    """

    status: TriggerStatus = "disarmed"
    since: datetime | None = None
    by: str = ""
    reason: str = ""
    counts_from: datetime | None = None
    observed: float = 0.0
    observed_at: datetime | None = None
    value: float | None = None
    n: int = 0
    coverage: float = 0.0
    trip: int = 0
    tripped_at: datetime | None = None
    action: str = ""
    acts_at: datetime | None = None
    blocked: str = ""
    held_until: datetime | None = None
    rearm_at: datetime | None = None
    blind_since: datetime | None = None
    trips: int = 0
    pendings: int = 0
    would_have_tripped: int = 0


NEVER_ARMED: Final = TriggerState()
"""A trigger that no event has named."""
