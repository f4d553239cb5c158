"""Of when a report is: what it says itself, else when its file was written; and whether that is
too long ago. Pure: the time now is an argument.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, Literal

from golive_tui.probes.kind import Observation
from golive_tui.units import show_duration, show_instant

SKEW: Final = timedelta(seconds=60)
"""How far the clock of a file server or of a build machine may be ahead of ours."""
ZONES: Final = timedelta(hours=14)
"""A time without a zone is read as UTC; elsewhere it may have been as much later (UTC+14)."""


@dataclass(frozen=True, slots=True)
class Told:
    """A time as a report tells it, and whether it named its zone."""

    at: datetime
    zoned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When a report was made, and how that is known. `age` in seconds; None: it is to come."""

    at: datetime
    source: Literal["report", "file"]
    age: float | None
    words: str = field(default="")

    @property
    def facts(self) -> dict[str, object]:
        """As facts; a time that is still to come has no age."""
        known: dict[str, object] = {"date": show_instant(self.at), "date_from": self.source}
        return known if self.age is None else known | {"age_seconds": self.age}


def read_time(text: object) -> Told | None:
    """A time of ISO 8601 or RFC 2822 (ZAP: `Fri, 4 Feb 2022 17:42:18`), else None."""
    if not isinstance(text, str) or not 8 <= len(text) <= 40:
        return None
    text = text.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = read(text)
            zoned = at.tzinfo is not None
            return Told(at.astimezone(UTC) if zoned else at.replace(tzinfo=UTC), zoned)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def last(times: Iterable[Told | None]) -> Told | None:
    """The latest of some times: the parts of a report were made one after the other."""
    return max((each for each in times if each is not None), key=lambda t: t.at, default=None)


def dated(told: Told | None, written: float, now: datetime) -> Dated:
    """The report's own time if it tells one, else that of its file (seconds since the epoch)."""
    if told is None:
        at = written_at(written)
        return Dated(
            at=at, source="file", age=_age(at, now, SKEW), words="when its file was written"
        )
    words = "by its own words" if told.zoned else "by its own words, which name no zone: UTC"
    ahead = SKEW if told.zoned else ZONES
    return Dated(at=told.at, source="report", age=_age(told.at, now, ahead), words=words)


def written_at(seconds: float) -> datetime:
    """The time of a file; one beyond the calendar is its end, and so still to come."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.max.replace(tzinfo=UTC)


def too_old(date: Dated, most: float | None) -> Observation | None:
    """What speaks against a report of that date; None where nothing does.

    A date that is still to come proves no freshness: inconclusive.
    """
    if most is None:
        return None
    if date.age is None:
        detail = f"not proven: it is of {show_instant(date.at)}, a time that is still to come"
        return Observation(outcome="error", reason="inconclusive", detail=detail)
    if date.age <= most:
        return None
    age, limit = show_duration(date.age), show_duration(most)
    detail = f"it is {age} old ({date.words}), older than {limit}"
    return Observation(outcome="fail", reason="stale.old", detail=detail)


def _age(at: datetime, now: datetime, ahead: timedelta) -> float | None:
    return max((now - at).total_seconds(), 0.0) if at - now <= ahead else None
