"""Which alarms are new: each rings once, and one that comes and goes does not ring all day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from golive_tui.tui.frame.alarms import Alarm

QUIET: Final = timedelta(minutes=5)
"""For so long after an alarm was there, the same one does not ring again."""


class Herald:
    """Remembers what was told."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], datetime] = {}
        self._began = False

    def news(self, found: Sequence[Alarm], now: datetime) -> list[Alarm]:
        """The alarms to ring for. What stood there when the dashboard came is shown, not rung."""
        fresh = []
        for each in found:
            key = (each.view, each.subject or each.text)
            last = self._seen.get(key)
            if self._began and (last is None or now - last > QUIET):
                fresh.append(each)
            self._seen[key] = now
        self._seen = {key: at for key, at in self._seen.items() if now - at <= QUIET}
        self._began = True
        return fresh
