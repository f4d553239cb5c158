"""Whether a command seems to wait for somebody to type, asked of its holder."""

from collections.abc import Callable
from typing import Final

from golive_tui.clock import stopwatch
from golive_tui.engine.hearing import Hearing
from golive_tui.errors import Refused
from golive_tui.holder.plain import Plain
from golive_tui.holder.record import Record
from golive_tui.holder.unfinished import asks
from golive_tui.launch import events as e
from golive_tui.launch.state import LaunchState

QUIET: Final = 2.0
"""Real seconds without output or typing after which a question is taken to wait."""
ASK_EVERY: Final = 0.5
"""Real seconds between two questions to one holder."""
_WITHIN: Final = 1.0


class Prompts:
    """Tells once that an attempt waits, and once that it goes on."""

    def __init__(self, state: Callable[[], LaunchState], hearing: Hearing) -> None:
        self._state = state
        self._hearing = hearing
        self._told: dict[str, bool] = {}
        self._asked: dict[str, float] = {}

    async def look(self, step: str, attempt: str, record: Record) -> tuple[e.Fact, ...]:
        """What is new; nothing while the holder does not say."""
        if record.child is None or stopwatch() - self._asked.get(attempt, 0.0) < ASK_EVERY:
            return ()
        self._asked[attempt] = stopwatch()
        try:
            said = await self._hearing.ask(record, {"do": "status"}, within=_WITHIN)
            waiting, line = waits(said), said.take("partial", str)
        except (Refused, ValueError):  # it has just ended, or is of a golive before this one
            return ()
        if waiting == self._told.get(attempt, self._recorded(step, attempt)):
            return ()
        self._told[attempt] = waiting
        line = line if waiting else ""
        return (e.StepPrompted(step=step, attempt=attempt, waiting=waiting, line=line),)

    def forget(self, attempt: str) -> None:
        """It has ended, or what was told of it could not be recorded."""
        self._told.pop(attempt, None)
        self._asked.pop(attempt, None)

    def _recorded(self, step: str, attempt: str) -> bool:
        found = self._state().step(step).attempt(attempt)
        return found is not None and found.waiting_since is not None


def waits(said: Plain) -> bool:
    """Whether a holder's status is that of a command that waits; raises ValueError."""
    if said.take("ended", bool) or said.take("ending", bool) or not said.take("pty", bool):
        return False
    if said.number("idle_seconds") < QUIET:
        return False
    if not said.take("echo", bool):
        return True
    return not said.take("redrawn", bool) and asks(said.take("partial", str))
