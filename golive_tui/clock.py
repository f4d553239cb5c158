"""The only place that reads the time or sleeps.

A `Clock` is handed to the engine; the core takes `now` as an argument. `SystemClock` is the
machine's; `ScaledClock` runs N times as fast from a fixed origin, so that a rehearsal goes on
at the right place after its engine was killed.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")

LONGEST_NAP = 1.0
"""Seconds of real time after which a sleeper looks at the wall again: the wall may be set."""


class Clock(Protocol):
    """Wall time in UTC, monotonic and boot time in seconds, and sleep."""

    @property
    def speed(self) -> float:
        """Launch seconds a real second."""

    def now(self) -> datetime:
        """Wall time of the launch, UTC."""

    def monotonic(self) -> float:
        """Launch seconds that no one can set back; stands still while the host is suspended."""

    def boottime(self) -> float:
        """As `monotonic`, but goes on while the host is suspended."""

    def from_real(self, seconds: float) -> datetime:
        """Launch time of a real time (seconds since the epoch), such as a file's mtime."""

    async def sleep_until(self, when: datetime) -> None:
        """Return when `now()` has reached `when`, also after the wall clock was set."""

    async def sleep(self, seconds: float) -> None:
        """Sleep that many launch seconds of monotonic time."""


def boot_id() -> str:
    """The kernel's id of this boot; empty where the system has none. Raises OSError where it
    cannot be read now (no descriptor is free): an empty one would mean another boot."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return ""


def real_now() -> datetime:
    """The machine's wall time, UTC."""
    return datetime.now(UTC)


def real_boottime() -> float:
    """Seconds since boot, suspend included, where the system tells."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def pause(seconds: float) -> None:
    """Block the calling thread; for commands that wait for an engine to come up."""
    time.sleep(seconds)


def stopwatch() -> float:
    """Seconds of the finest monotonic clock; for latencies, which are always real."""
    return time.perf_counter()


async def _nap(seconds: float) -> None:
    import asyncio  # only sleepers need it: `golive status` pays nothing

    await asyncio.sleep(seconds)


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's own time."""

    speed: float = 1.0

    def now(self) -> datetime:
        """Wall time, UTC."""
        return real_now()

    def monotonic(self) -> float:
        """Seconds of CLOCK_MONOTONIC."""
        return time.monotonic()

    def boottime(self) -> float:
        """Seconds of CLOCK_BOOTTIME."""
        return real_boottime()

    def from_real(self, seconds: float) -> datetime:
        """The same instant as a datetime."""
        return datetime.fromtimestamp(seconds, UTC)

    async def sleep_until(self, when: datetime) -> None:
        """Sleep in short naps, so that a wall clock set forward or back is noticed."""
        while (left := (when - self.now()).total_seconds()) > 0:
            await _nap(min(left, LONGEST_NAP))

    async def sleep(self, seconds: float) -> None:
        """Sleep that long."""
        await _nap(seconds)


@dataclass(frozen=True, slots=True)
class ScaledClock:
    """Time that runs `speed` times as fast since `origin` (a real instant, UTC)."""

    origin: datetime
    speed: float

    def now(self) -> datetime:
        """Launch time: the origin plus the real time since it, times speed."""
        return self.origin + (real_now() - self.origin) * self.speed

    def monotonic(self) -> float:
        """Real monotonic seconds times speed."""
        return time.monotonic() * self.speed

    def boottime(self) -> float:
        """Real boot seconds times speed."""
        return real_boottime() * self.speed

    def from_real(self, seconds: float) -> datetime:
        """Launch time at that real instant."""
        return self.origin + (datetime.fromtimestamp(seconds, UTC) - self.origin) * self.speed

    async def sleep_until(self, when: datetime) -> None:
        """As SystemClock, in scaled time."""
        while (left := (when - self.now()).total_seconds()) > 0:
            await _nap(min(left / self.speed, LONGEST_NAP))

    async def sleep(self, seconds: float) -> None:
        """Sleep `seconds` of launch time."""
        await _nap(seconds / self.speed)


def clock_of(origin: datetime, speed: float) -> Clock:
    """The clock of a launch: the system's at speed 1, else a scaled one."""
    return SystemClock() if speed == 1.0 else ScaledClock(origin, speed)
