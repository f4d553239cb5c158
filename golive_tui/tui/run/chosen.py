"""Which attempt of the step under the cursor is shown: the one that was chosen, else the newest."""

from golive_tui.launch.state import Attempt
from golive_tui.tui.desk import Desk
from golive_tui.tui.run.step_list import StepList


class Chosen:
    """The attempts of the step under the cursor of `steps`, and the one of them that is shown."""

    def __init__(self, desk: Desk, steps: StepList) -> None:
        self._desk = desk
        self._steps = steps
        self._wanted = ""  # the id of an attempt; empty: the newest

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """Those of the step, the oldest first."""
        item, mirror = self._steps.chosen, self._desk.mirror
        return mirror.state.step(item.id).attempts if item and mirror else ()

    @property
    def attempt(self) -> Attempt | None:
        """The one that is shown; None before the first."""
        found = self.attempts
        wanted = next((each for each in found if each.id == self._wanted), None)
        return wanted or (found[-1] if found else None)

    def newest(self) -> None:
        """Show the newest, also when another comes."""
        self._wanted = ""

    def step(self, by: int) -> bool:
        """Choose the attempt so many after the shown one; False when there is none."""
        found, shown = self.attempts, self.attempt
        index = found.index(shown) + by if shown is not None else -1
        if not 0 <= index < len(found):
            return False
        self._wanted = found[index].id
        return True
