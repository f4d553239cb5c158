"""From the faults that are in force to what the stand-in and the engine's clock then do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from golive_tui.clock import Clock
from golive_tui.launch.faults import signed
from golive_tui.launch.state import FaultState

WELL: Final[Mapping[str, object]] = {
    "extra_latency": "0s",
    "jitter": "0s",
    "error_ratio": "0%",
    "status": {},
    "network": "open",
    "drip": "0s",
    "flap": "0s",
    "ws_refused": "0%",
    "ws_drop": 0,
    "tls": "valid",
    "database": "healthy",
    "redis": "healthy",
    "memory_used_ratio": None,
    "gauges": {},
}
"""The keys of the stand-in's behaviour that faults change, as they are without any."""

Given = Mapping[str, str]
_KEYS: Final[Mapping[str, Callable[[Given], Mapping[str, object]]]] = {
    "latency": lambda given: {"extra_latency": given["add"]},
    "jitter": lambda given: {"jitter": given["up_to"]},
    "errors": lambda given: {"error_ratio": given["ratio"]},
    "status": lambda given: {"status": {given["path"]: int(given["status"])}},
    "refused": lambda _: {"network": "refused"},
    "hang": lambda _: {"network": "hang"},
    "drip": lambda given: {"drip": given["pause"]},
    "flap": lambda given: {"flap": given["every"]},
    "ws-refused": lambda given: {"ws_refused": given["ratio"]},
    "ws-dropped": lambda given: {"ws_drop": int(given["code"])},
    "certificate-expired": lambda _: {"tls": "expired"},
    "database-down": lambda _: {"database": "unhealthy"},
    "redis-down": lambda _: {"redis": "unhealthy"},
    "metrics-gap": lambda _: {"status": {"/metrics": 503}},
    "memory": lambda given: {"memory_used_ratio": given["used"]},
    "cpu": lambda given: {"gauges": {"cpu_ratio": given["used"]}},
    "cut-off": lambda _: {"network": "cut-off"},
    "clock": lambda _: {},
}


def behaviour_of(faults: Mapping[str, FaultState]) -> dict[str, object]:
    """Every key of the behaviour as these faults have it; of two that change the same one the
    later counts, but statuses of paths stand beside each other."""
    found = dict(WELL)
    statuses: dict[str, object] = {}
    for each in sorted(faults.values(), key=lambda each: each.at):
        keys = _KEYS[each.fault](each.settings)
        of_paths = keys.get("status")
        statuses |= of_paths if isinstance(of_paths, dict) else {}
        found |= keys
    return {**found, "status": statuses}


def clock_of(faults: Mapping[str, FaultState]) -> float:
    """Seconds by which these faults have the wall clock be wrong."""
    return sum(signed(each.settings["by"]) for each in faults.values() if each.fault == "clock")


@dataclass(slots=True)
class WrongClock:
    """A clock whose wall time is wrong by some seconds; durations are not."""

    right: Clock
    wrong_by: float = 0.0

    @property
    def speed(self) -> float:
        """The right clock's."""
        return self.right.speed

    def now(self) -> datetime:
        """What the wrong clock shows."""
        return self.right.now() + timedelta(seconds=self.wrong_by)

    def monotonic(self) -> float:
        """The right clock's."""
        return self.right.monotonic()

    def boottime(self) -> float:
        """The right clock's."""
        return self.right.boottime()

    def from_real(self, seconds: float) -> datetime:
        """What the wrong clock showed then, had it been as wrong."""
        return self.right.from_real(seconds) + timedelta(seconds=self.wrong_by)

    async def sleep_until(self, when: datetime) -> None:
        """As the right clock, until the wrong one shows it."""
        await self.right.sleep_until(when - timedelta(seconds=self.wrong_by))

    async def sleep(self, seconds: float) -> None:
        """The right clock's."""
        await self.right.sleep(seconds)
