"""What the servers of one stand-in share: its seed, its time, its behaviour, its traffic.

One per process and used from its event loop only. Time is the launch's: with the origin and the
speed of a scaled clock, the stand-in's timestamps are those that the engine reads, and a stand-in
that comes back counts on from where it would have been.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from golive_tui.clock import Clock, SystemClock, clock_of, real_now
from golive_tui.rehearsal.stand_in.behaviour import Behaviour, changed
from golive_tui.rehearsal.stand_in.metrics import Scrape
from golive_tui.rehearsal.stand_in.traffic import Figures, Mood, Traffic
from golive_tui.rehearsal.stand_in.vitals import Vitals, vitals


class World:
    """The simulated system; `since` is when its traffic began (None: now). With a `clock` all of
    its time is that one's: a rehearsal in virtual time."""

    def __init__(
        self,
        *,
        seed: int,
        behaviour: Behaviour | None = None,
        speed: float = 1.0,
        since: datetime | None = None,
        clock: Clock | None = None,
    ) -> None:
        began = since or real_now()
        self.seed = seed
        self.real: Clock = clock or SystemClock()
        self._clock = clock or clock_of(began, speed)
        past = max(0.0, (self._clock.now() - began).total_seconds())
        self._zero = self._clock.monotonic() - past
        self._first = self.behaviour = behaviour or Behaviour()
        self._traffic = Traffic(seed, _mood(self.behaviour))
        self._numbers: Counter[str] = Counter()
        self.at_change: list[Callable[[Behaviour], None]] = []
        """Told of every change of behaviour: what does not ask by itself."""
        self._changed_at = 0.0

    def now(self) -> datetime:
        """Launch time, UTC."""
        return self._clock.now()

    def elapsed(self) -> float:
        """Launch seconds since the traffic began; never falls."""
        return self._clock.monotonic() - self._zero

    def since_change(self) -> float:
        """Launch seconds since the behaviour last changed."""
        return self.elapsed() - self._changed_at

    def number(self, stream: str) -> int:
        """The next number of a stream: 1, 2, 3..."""
        self._numbers[stream] += 1
        return self._numbers[stream]

    def change(self, settings: Mapping[str, object]) -> None:
        """Behave so from now on; raises InputError and changes nothing when a key is bad."""
        self._turn(changed(self.behaviour, settings))

    def reset(self) -> None:
        """Behave again as at the start."""
        self._turn(self._first)

    def _turn(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self._changed_at = self.elapsed()
        self._traffic.change(self._changed_at, _mood(behaviour))
        for tell in self.at_change:
            tell(behaviour)

    def vitals(self) -> Vitals:
        """The gauges at this moment."""
        return vitals(self.seed, self.elapsed(), self.behaviour)

    def figures(self) -> Figures:
        """The counters at this moment."""
        return self._traffic.figures(self.elapsed())

    def scrape(self) -> Scrape:
        """All that `/metrics` tells at this moment."""
        elapsed = self.elapsed()
        return Scrape(
            at=self.now().timestamp(),
            elapsed=elapsed,
            figures=self._traffic.figures(elapsed),
            vitals=vitals(self.seed, elapsed, self.behaviour),
            behaviour=self.behaviour,
        )


def _mood(behaviour: Behaviour) -> Mood:
    down = behaviour.figures_status
    return Mood(
        error_ratio=behaviour.error_ratio if down is None else 1.0,
        error_status=down or 500,
        delay=behaviour.extra_latency,
        ws_refused=behaviour.ws_refused,
        share=behaviour.traffic,
        frontend_errors=behaviour.frontend_errors,
        lost=1.0 - behaviour.stored,
    )
