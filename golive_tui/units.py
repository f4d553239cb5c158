"""Texts with units and the numbers that they stand for: "30s", "5%", "256KiB", "1000/min".

A bare number where a unit is needed is an error, and so is 0.05 where 5% is meant
(design, section 5): a unit that must be guessed has launched wrong things before.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from golive_tui.errors import UnitError

_DURATION_UNITS: Final = {
    "ms": 0.001,
    "s": 1.0,
    "m": 60.0,
    "h": 3600.0,
    "d": 86400.0,
    "w": 604800.0,
}
_SIZE_UNITS: Final = {
    "B": 1,
    "kB": 1000,
    "MB": 1000**2,
    "GB": 1000**3,
    "TB": 1000**4,
    "KiB": 1024,
    "MiB": 1024**2,
    "GiB": 1024**3,
    "TiB": 1024**4,
}
_RATE_UNITS: Final = {"s": 1.0, "min": 60.0, "h": 3600.0}

_NUMBER = r"(\d+(?:\.\d+)?)"
_DURATION_PART = re.compile(_NUMBER + r"(ms|s|m|h|d|w)")
_DURATION = re.compile(rf"(?:{_NUMBER}(?:ms|s|m|h|d|w))+")
_PERCENT = re.compile(_NUMBER + r" ?%")
_SIZE = re.compile(_NUMBER + r" ?(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)")
_RATE = re.compile(_NUMBER + r" ?/ ?(s|min|h)")

MAX_TEXT: Final = 40
"""No text with a unit is longer; a longer one is refused before any pattern sees it."""


def _match(pattern: re.Pattern[str], text: str, what: str, example: str) -> re.Match[str]:
    found = pattern.fullmatch(text.strip()) if len(text) <= MAX_TEXT else None
    if found is None:
        shown = text[:MAX_TEXT]
        raise UnitError(f'"{shown}" is not {what}', hint=f"write it like {example}")
    return found


def duration(text: str) -> float:
    """Seconds of "250ms", "30s", "15m", "6h", "7d", "1h30m"; raises UnitError."""
    _match(_DURATION, text, "a duration", '"30s", "15m", "6h" or "1h30m"')
    return sum(float(n) * _DURATION_UNITS[unit] for n, unit in _DURATION_PART.findall(text))


def percent(text: str) -> float:
    """Ratio of "5%" or "0.1%" (0.05, 0.001); raises UnitError."""
    digits = _match(_PERCENT, text, "a percentage", '"5%" or "0.1%"')[1]
    return float(f"{digits}e-2")  # exact where a division is not: "99.9%" is 0.999


def size(text: str) -> int:
    """Bytes of "256KiB" or "10MB"; raises UnitError."""
    found = _match(_SIZE, text, "a size", '"256KiB" or "10MB"')
    return round(float(found[1]) * _SIZE_UNITS[found[2]])


def rate(text: str) -> float:
    """Events a second of "1000/min" or "20/s"; raises UnitError."""
    found = _match(_RATE, text, "a rate", '"1000/min" or "20/s"')
    return float(found[1]) / _RATE_UNITS[found[2]]


def quantity(text: str) -> float:
    """Any of the four, as its number: seconds, ratio, bytes or per second; raises UnitError."""
    for read in (duration, percent, size, rate):
        try:
            return float(read(text))
        except UnitError:
            continue
    shown = text[:MAX_TEXT]
    raise UnitError(
        f'"{shown}" is no quantity', hint='write it like "100ms", "5%", "256KiB" or "1000/min"'
    )


def show_duration(seconds: float) -> str:
    """A duration as people say it: "12 ms", "2.10 s", "4:31", "1 h 02 m", "2 d 03 h"."""
    if seconds < 0:
        return "-" + show_duration(-seconds)
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(int(seconds), 60)
    if minutes < 60:
        return f"{minutes}:{rest:02d}"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes:02d} m"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours:02d} h"


def show_clock(seconds: float) -> str:
    """An elapsed time of fixed shape: "00:47:12", and "2d 03:00:00" from two days on."""
    total = int(abs(seconds))
    days, rest = divmod(total, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, secs = divmod(rest, 60)
    if days < 2:
        hours, days = hours + 24 * days, 0
    head = f"{days}d " if days else ""
    return f"{head}{hours:02d}:{minutes:02d}:{secs:02d}"


def show_percent(ratio: float, digits: int = 1) -> str:
    """ "99.95 %": a ratio as a percentage; never rounded up to 100 or down to 0."""
    step = 10.0**-digits
    value = ratio * 100
    if 100 - step / 2 <= value < 100:
        value = 100 - step
    elif 0 < value < step / 2:
        value = step
    return f"{value:.{digits}f} %"


def slug(title: str) -> str:
    """An id made of a title: lower case letters, digits and single hyphens; may be empty."""
    folded = title.lower().replace("<", " lt ").replace(">", " gt ").replace("%", " percent ")
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:60].strip("-")


def instant(text: str) -> datetime:
    """The UTC datetime of an RFC 3339 text; raises UnitError when it has no zone or no sense, or
    lies before the year 1 or after 9999 there."""
    try:
        read = datetime.fromisoformat(text)
        at = read.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UnitError(
            f'"{text[:MAX_TEXT]}" is not a time', hint="2026-11-24T12:00:00Z"
        ) from error
    if read.tzinfo is None:
        raise UnitError(f'"{text}" has no time zone', hint="2026-11-24T12:00:00Z")
    return at


def show_instant(at: datetime) -> str:
    """RFC 3339 in UTC with microseconds: `2026-11-24T12:00:00.000000Z`, fixed width."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[: -len("+00:00")] + "Z"


def span(seconds: float) -> timedelta:
    """A timedelta of seconds: schedules add spans to instants."""
    return timedelta(seconds=seconds)
