"""Time that passes only when it is told to: that of a rehearsal in no time."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(slots=True)
class VirtualClock:
    """`elapsed` seconds since `start`; a sleeper is back at once, and no time has passed."""

    start: datetime
    elapsed: float = 0.0
    speed: float = 1.0

    def now(self) -> datetime:
        """The time that it was told."""
        return self.start + timedelta(seconds=self.elapsed)

    def monotonic(self) -> float:
        """Seconds since the start."""
        return self.elapsed

    def boottime(self) -> float:
        """Seconds since the start."""
        return self.elapsed

    def from_real(self, seconds: float) -> datetime:
        """The same instant as a datetime."""
        return datetime.fromtimestamp(seconds, self.start.tzinfo)

    async def sleep_until(self, when: datetime) -> None:
        """Nothing: there is nobody to wait for."""

    async def sleep(self, seconds: float) -> None:
        """Nothing."""
