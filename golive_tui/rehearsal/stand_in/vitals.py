"""The gauges of the simulated backend: load, memory, database, who is connected.

Pure: a function of (seed, elapsed seconds, behaviour), told alike by `/health` and `/metrics`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from golive_tui.rehearsal.stand_in.behaviour import Behaviour
from golive_tui.rehearsal.stand_in.chance import wave
from golive_tui.rehearsal.stand_in.decks import FRONTENDS

MEMORY_BYTES: Final = 1024**3
"""Memory of the simulated server."""
POOL_SIZE: Final = 40
DATABASE_LIMIT: Final = 8 * 1024**3
BACKUP_EVERY: Final = 3600
"""Seconds between two backups of the simulated database."""

_WHOLE: Final = ("pool_used", "database_bytes", "websockets")
_USERS: Final = {"flowmind": 210, "citypulse": 96, "quantum": 44, "velocity": 31}


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """Ratios are 0 to 1, durations seconds, sizes bytes."""

    cpu_ratio: float
    memory_ratio: float
    disk_ratio: float
    pool_used: int
    query_seconds: float
    redis_seconds: float
    database_bytes: int
    websockets: int
    active_users: Mapping[str, int]
    auth_success_ratio: float
    """Of the logins of the last 5 minutes."""

    @property
    def resident_bytes(self) -> int:
        """Memory of the backend's process."""
        return int(self.memory_ratio * MEMORY_BYTES * 0.4)


def vitals(seed: int, elapsed: float, behaviour: Behaviour) -> Vitals:
    """The gauges after `elapsed` seconds."""

    def swing(name: str, low: float, high: float, period: float) -> float:
        return wave(seed, name, elapsed, low=low, high=high, period=period)

    memory = behaviour.memory_used_ratio
    users = {
        name: round(swing(f"users/{name}", _USERS[name] * 0.7, _USERS[name] * 1.3, 21600))
        for name in FRONTENDS
    }
    users |= {name: int(count) for name, count in behaviour.active_users.items()}
    found = Vitals(
        cpu_ratio=round(swing("cpu", 0.21, 0.49, 2700), 4),
        memory_ratio=round(swing("memory", 0.52, 0.63, 9000), 4) if memory is None else memory,
        disk_ratio=round(0.41 + 1e-8 * elapsed, 4),
        pool_used=round(swing("pool", 6, 15, 1800)),
        query_seconds=round(swing("query", 0.003, 0.009, 1200), 5),
        redis_seconds=round(swing("redis", 0.0006, 0.0019, 900), 5),
        database_bytes=int(2.1 * 1024**3 + 40 * elapsed),
        websockets=round(swing("websockets", 0.6, 0.9, 5400) * sum(users.values())),
        active_users=users,
        auth_success_ratio=round(swing("logins", 0.978, 0.992, 3600), 4),
    )
    ordered: dict[str, Any] = {
        name: int(value) if name in _WHOLE else value for name, value in behaviour.gauges.items()
    }
    return replace(found, **ordered)
