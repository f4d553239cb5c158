"""What the stand-in can be told to do otherwise than well, and the reading of it.

Pure. The same keys serve the `--behaviour` file (TOML) and the control lines (JSON); quantities
are texts with units, as everywhere in golive: "5%", "1.2s".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Any, Final

from golive_tui import units
from golive_tui.errors import InputError, UnitError
from golive_tui.text import clean

EXTERNAL_APIS: Final = ("openai", "anthropic", "groq", "supabase")

MAX_WORD: Final = 40
MAX_PATHS: Final = 64
MAX_LATENCY: Final = 600.0

HEALTHY: Final = "healthy"


def _all_healthy() -> Mapping[str, str]:
    return dict.fromkeys(EXTERNAL_APIS, HEALTHY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """How the stand-in answers; the defaults are a healthy system."""

    health: str | None = None
    """The word in `/health`; None: it follows from the checks. Always told with HTTP 200."""
    database: str = HEALTHY
    redis: str = HEALTHY
    external_apis: Mapping[str, str] = field(default_factory=_all_healthy)
    """The word for each external API; those not named are healthy."""
    memory_used_ratio: float | None = None
    """Share of memory in use (text: "92%"); None: it swings between 0.52 and 0.63."""
    version: str = "2.4.1"
    """The release that `/health` and `/api/v1/info` report."""
    status: Mapping[str, int] = field(default_factory=dict)
    """HTTP status by path: "/health", "citypulse:/env.js", "*" for every path of the backend."""
    extra_latency: float = 0.0
    """Seconds (text: "1.2s") added to every answer and to the figures in `/metrics`."""
    error_ratio: float = 0.0
    """Share (text: "6%") of the backend's answers that are a 500, `/metrics` itself spared."""
    ws_refused: float = 0.0
    """Share (text: "100%") of WebSocket upgrades that are refused with 503."""

    def status_for(self, site: str, path: str) -> int | None:
        """The status that was ordered for this path, if any; a path goes before `*`."""
        for key in (f"{site}:{path}", f"{site}:*"):
            if key in self.status:
                return self.status[key]
        return None

    @property
    def figures_status(self) -> int | None:
        """The error status of the whole backend, which its figures then show."""
        ordered = self.status.get("api:*")
        return ordered if ordered is not None and ordered >= 500 else None


def changed(behaviour: Behaviour, settings: Mapping[str, object]) -> Behaviour:
    """`behaviour` with the settings; raises InputError that names every bad key, and then
    nothing is changed. A map (`status`, `external_apis`) replaces the one before it.
    """
    values: dict[str, Any] = {}
    problems = []
    for key, value in settings.items():
        try:
            values[key] = _reader(key)(value)
        except (InputError, UnitError) as error:
            problems.append(clean(f"{clean(key, MAX_WORD)}: {error.message}"))
    if problems:
        raise InputError("; ".join(problems))
    return replace(behaviour, **values)


def _reader(key: str) -> Callable[[object], object]:
    reader = _READERS.get(key)
    if reader is None:
        near = get_close_matches(key[:MAX_WORD], KEYS, 1)
        meant = f"did you mean {near[0]}?" if near else f"known: {', '.join(KEYS)}"
        raise InputError(f"no such key; {meant}")
    return reader


def _word(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_WORD or not value.isprintable():
        raise InputError(f"must be a word of at most {MAX_WORD} characters")
    return value


def _word_or_none(value: object) -> str | None:
    return None if value is None or value == "" else _word(value)


def _ratio(value: object) -> float:
    ratio = units.percent(_quantity(value, '"5%"'))
    if ratio > 1:
        raise InputError("must be at most 100%")
    return ratio


def _ratio_or_none(value: object) -> float | None:
    return None if value is None or value == "" else _ratio(value)


def _seconds(value: object) -> float:
    seconds = units.duration(_quantity(value, '"1.2s"'))
    if seconds > MAX_LATENCY:
        raise InputError(f"must be at most {units.show_duration(MAX_LATENCY)}")
    return seconds


def _quantity(value: object, example: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"must be a text with a unit, such as {example}")
    return value


def _statuses(value: object) -> Mapping[str, int]:
    pairs = _pairs(value)
    read = {}
    for path, status in pairs.items():
        if not isinstance(status, int) or isinstance(status, bool) or not 400 <= status <= 599:
            raise InputError(f'"{clean(path, MAX_WORD)}" needs an HTTP status from 400 to 599')
        read[_site_path(path)] = status
    return read


def _site_path(key: str) -> str:
    site, colon, path = key.partition(":")
    if not colon:
        site, path = "api", key
    if not site or not (path == "*" or path.startswith("/")):
        raise InputError(
            f'"{clean(key, MAX_WORD)}" is no path; write "/health", "flowmind:/" or "*"'
        )
    return f"{site}:{path}"


def _apis(value: object) -> Mapping[str, str]:
    pairs = _pairs(value)
    for name in pairs:
        if name not in EXTERNAL_APIS:
            raise InputError(f'"{clean(name, MAX_WORD)}" is not one of {", ".join(EXTERNAL_APIS)}')
    return {**_all_healthy(), **{name: _word(word) for name, word in pairs.items()}}


def _pairs(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict) or len(value) > MAX_PATHS:
        raise InputError(f"must be a table of at most {MAX_PATHS} entries")
    return value


_READERS: Final[Mapping[str, Callable[[object], object]]] = {
    "health": _word_or_none,
    "database": _word,
    "redis": _word,
    "external_apis": _apis,
    "memory_used_ratio": _ratio_or_none,
    "version": _word,
    "status": _statuses,
    "extra_latency": _seconds,
    "error_ratio": _ratio,
    "ws_refused": _ratio,
}

KEYS: Final = tuple(f.name for f in fields(Behaviour))
"""Every key that a setting may have, in the order of the dataclass."""
