"""Tells when the wall clock was set and when the host slept, by comparing three clocks."""

from typing import Final

from golive_tui.clock import Clock
from golive_tui.launch.events import ClockStepped

WALL_STEP: Final = 2.0
"""Seconds of wall against boot time beyond which the wall was set (design, section 7)."""
SUSPEND: Final = 1.0
"""Seconds of boot against monotonic time beyond which the host slept (runbooks 2.4)."""


class ClockWatch:
    """Compares the clocks between looks. Thresholds are real seconds, events launch seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._read()

    def _read(self) -> None:
        self._wall = self._clock.now()
        self._monotonic = self._clock.monotonic()
        self._boot = self._clock.boottime()

    def look(self) -> list[ClockStepped]:
        """What happened to the clocks since the last look."""
        wall, monotonic, boot = self._wall, self._monotonic, self._boot
        self._read()
        passed = self._boot - boot
        slept = passed - (self._monotonic - monotonic)
        stepped = (self._wall - wall).total_seconds() - passed
        found = []
        if slept > SUSPEND * self._clock.speed:
            found.append(ClockStepped(cause="suspend", seconds=round(slept, 3)))
        if abs(stepped) > WALL_STEP * self._clock.speed:
            found.append(ClockStepped(cause="wall", seconds=round(stepped, 3)))
        return found
