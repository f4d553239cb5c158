"""Clocks that tests set by hand."""

from datetime import UTC, datetime, timedelta

from tests.support.waiting import dawdle

START = datetime(2026, 11, 24, 12, tzinfo=UTC)


class HandClock:
    """Stands still until told; a sleeper yields once and the time leaps to where it wanted."""

    def __init__(self, speed: float = 1.0) -> None:
        self.speed = speed
        self.wall = START
        self.mono = 1000.0
        self.boot = 5000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.mono

    def boottime(self) -> float:
        return self.boot

    def from_real(self, seconds: float) -> datetime:
        return datetime.fromtimestamp(seconds, UTC)

    async def sleep_until(self, when: datetime) -> None:
        await dawdle(0)
        if when > self.wall:
            self.go((when - self.wall).total_seconds())

    async def sleep(self, seconds: float) -> None:
        await dawdle(0)
        self.go(seconds)

    def go(self, seconds: float) -> None:
        """Time passes for all three clocks."""
        self.wall += timedelta(seconds=seconds)
        self.mono += seconds
        self.boot += seconds
