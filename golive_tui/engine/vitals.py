"""Whether the engine lives: when its loop and its consumer last turned. Read from another thread,
so that an engine that is stuck can still be told of."""

from dataclasses import dataclass, field
from typing import Final

from golive_tui.clock import stopwatch

STUCK_AFTER: Final = 15.0
"""Real seconds without a turn: the loop turns every second, the slowest fsync that is seen on a
living disk takes a few."""


@dataclass(slots=True)
class Vitals:
    """Stamps of the stopwatch; `lag` is by how much the loop was late the last time."""

    loop_at: float = field(default_factory=stopwatch)
    consumer_at: float = field(default_factory=stopwatch)
    lag: float = 0.0
    unwritable: str = ""

    def ill(self, now: float) -> str:
        """Why the engine does not work; empty while it does."""
        for name, at in (("event loop", self.loop_at), ("consumer", self.consumer_at)):
            if now - at > STUCK_AFTER:
                return f"the engine's {name} has not turned for {now - at:.0f} s"
        return ""

    def unready(self, now: float) -> str:
        """Why nothing can be recorded now; empty while it can."""
        return self.ill(now) or self.unwritable
