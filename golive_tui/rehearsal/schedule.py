"""When what is planned falls due: times count from moments that may not have come yet."""

from collections.abc import Callable
from dataclasses import dataclass, field

from golive_tui.rehearsal.scenario import Planned

Do = Callable[[], None]


@dataclass(slots=True)
class Schedule:
    """What waits for its moment, and the moments that have come (each but once)."""

    waiting: list[tuple[Planned, Do]] = field(default_factory=list)
    came_at: dict[str, float] = field(default_factory=dict)

    def add(self, when: Planned, do: Do) -> None:
        """Plan that."""
        self.waiting.append((when, do))

    def came(self, moment: str, seconds: float) -> list[tuple[float, Do]]:
        """That moment has come; what falls due because of it, and when."""
        if moment in self.came_at:
            return []
        self.came_at[moment] = seconds
        found = [(seconds + when.at, do) for when, do in self.waiting if when.after == moment]
        self.waiting = [each for each in self.waiting if each[0].after != moment]
        return found
