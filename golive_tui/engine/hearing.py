"""Asking holders, and remembering which of them do not answer: one that was stopped is deaf."""

from collections.abc import Mapping
from typing import Final

from golive_tui.errors import Refused, Unanswered
from golive_tui.holder.ask import WITHIN, ask
from golive_tui.holder.plain import Plain
from golive_tui.holder.processes import alive
from golive_tui.holder.record import Record

DEAF_AFTER: Final = 2
"""Questions in a row without an answer after which a holder that lives is called deaf."""


class Hearing:
    """Asks holders by their records, and counts silences by attempt."""

    def __init__(self) -> None:
        self._silent: dict[str, tuple[int, int]] = {}

    async def ask(
        self, record: Record, message: Mapping[str, object], *, within: float = WITHIN
    ) -> Plain:
        """As `holder.ask.ask`."""
        try:
            said = await ask(record, message, within=within)
        except Unanswered:
            self._not_heard(record)
            raise
        except Refused:
            self.forget(record.attempt)
            raise
        self.forget(record.attempt)
        return said

    def deaf(self, attempt: str) -> int:
        """The pid of its holder when that does not answer; 0 as long as it does."""
        count, pid = self._silent.get(attempt, (0, 0))
        return pid if count >= DEAF_AFTER else 0

    def forget(self, attempt: str) -> None:
        """It answered, or has ended."""
        self._silent.pop(attempt, None)

    def _not_heard(self, record: Record) -> None:
        holder = record.holder
        try:
            ended = holder is None or not alive(holder)
        except OSError:  # it cannot be looked at now: this time counts for nothing
            return
        if holder is None or ended:  # it ended meanwhile: no wonder
            self.forget(record.attempt)
            return
        count, _ = self._silent.get(record.attempt, (0, 0))
        self._silent[record.attempt] = (count + 1, holder.pid)
