"""What the stand-in can be told to do otherwise than well, and the reading of it.

Pure. The same keys serve the `--behaviour` file (TOML) and the control lines (JSON); quantities
are texts with units, as everywhere in golive: "5%", "1.2s".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Any, Final

from golive_tui.errors import InputError, UnitError
from golive_tui.rehearsal.stand_in import readings
from golive_tui.rehearsal.stand_in.decks import FRONTENDS
from golive_tui.text import clean

EXTERNAL_APIS: Final = ("openai", "anthropic", "groq", "supabase")

GAUGES: Final = (
    "cpu_ratio",
    "disk_ratio",
    "pool_used",
    "query_seconds",
    "database_bytes",
    "websockets",
    "auth_success_ratio",
)
"""Gauges of `vitals.py` that can be ordered; memory has a key of its own."""
NETWORKS: Final = ("open", "refused", "hang", "cut-off")
"""What the network does: all is open; the backend's ports refuse; the backend takes connections and
never answers; no port of the stand-in answers, as if this host were cut off."""
GUARDED: Final = ("database", "redis")
"""Ports that a firewall keeps closed."""

HEALTHY: Final = "healthy"


def _all_healthy() -> Mapping[str, str]:
    return dict.fromkeys(EXTERNAL_APIS, HEALTHY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """How a frontend was built: whether mock data is on, it talks to this API and its WebSocket,
    catches errors, counts visits, and whether one of its scripts is missing."""

    mock: bool = False
    api: bool = True
    websocket: bool = True
    errors: bool = True
    analytics: bool = True
    broken: bool = False


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

    traffic: float = 1.0
    """Share (text: "10%") of the usual requests that come in."""
    stored: float = 1.0
    """Share (text: "95%") of the records taken in that are stored."""
    frontend_errors: float = 0.0
    """Share (text: "20%") of the requests after which a browser reports an error."""
    gauges: Mapping[str, float] = field(default_factory=dict)
    """Gauges as ordered (`{"cpu_ratio": "92%"}`); those not named swing as ever."""
    active_users: Mapping[str, float] = field(default_factory=dict)
    """Users by frontend, likewise."""
    hidden: tuple[str, ...] = ()
    """Metrics of which `/metrics` says nothing."""
    cors: str = "own"
    """`own`: the frontends' origins; `reflect`: whoever asks; `any`: `*`; `closed`: none."""
    drop_headers: tuple[str, ...] = ()
    """Headers that no answer bears, by name in lower case: `cf-ray`, `ratelimit-limit`."""
    limiter: str = "on"
    """`off`: no login is refused for being one too many."""
    cookies: str = "secure"
    """`insecure`: the login's cookie goes over plain HTTP, and scripts can read it."""
    auth: str = "required"
    """`open`: routes need no token."""
    exposed: tuple[str, ...] = ()
    """Paths of the backend that should be hidden and are not: `/.env`."""
    tls: str = "valid"
    """`expired`: the certificate is."""
    dns: Mapping[str, str] = field(default_factory=dict)
    """Other answers by name: an address, or `NXDOMAIN`."""
    firewall: tuple[str, ...] = ()
    """Guarded ports that are open all the same: `database`, `redis`."""
    frontends: Mapping[str, Page] = field(default_factory=dict)
    """Frontends that were built otherwise, by name."""

    def page(self, name: str) -> Page:
        """How a frontend was built."""
        return self.frontends.get(name, Page())

    network: str = "open"
    """One of NETWORKS."""
    jitter: float = 0.0
    """Seconds (text: "500ms") up to which each answer of the backend takes longer by chance."""
    drip: float = 0.0
    """Seconds (text: "100ms") between two bytes of each answer of the backend."""
    flap: float = 0.0
    """Launch seconds (text: "30s") for which the backend is well, then answers 503, in turn."""
    ws_drop: int = 0
    """Close code with which every WebSocket is dropped; 0: none is."""

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
            problems.append(clean(f"{clean(key, readings.MAX_WORD)}: {error.message}"))
    if problems:
        raise InputError("; ".join(problems))
    return replace(behaviour, **values)


def _reader(key: str) -> Callable[[object], object]:
    reader = _READERS.get(key)
    if reader is None:
        near = get_close_matches(key[: readings.MAX_WORD], KEYS, 1)
        meant = f"did you mean {near[0]}?" if near else f"known: {', '.join(KEYS)}"
        raise InputError(f"no such key; {meant}")
    return reader


def _apis(value: object) -> Mapping[str, object]:
    told = readings.table(readings.word, EXTERNAL_APIS)(value)
    return {**_all_healthy(), **readings.pairs_of(told)}


def _frontends(value: object) -> Mapping[str, Page]:
    read = {}
    for name, told in readings.pairs_of(value).items():
        if name not in FRONTENDS:
            raise InputError(
                f'"{clean(name, readings.MAX_WORD)}" is not one of {", ".join(FRONTENDS)}'
            )
        read[name] = Page(**_switches(told))
    return read


def _switches(value: object) -> Mapping[str, bool]:
    pairs = readings.pairs_of(value)
    known = [each.name for each in fields(Page)]
    for key, told in pairs.items():
        if key not in known or not isinstance(told, bool):
            raise InputError(f"takes true or false for {', '.join(known)}")
    return {key: told is True for key, told in pairs.items()}


_word, _ratio = readings.word, readings.ratio

_READERS: Final[Mapping[str, Callable[[object], object]]] = {
    "health": readings.or_none(_word),
    "database": _word,
    "redis": _word,
    "external_apis": _apis,
    "memory_used_ratio": readings.or_none(_ratio),
    "version": _word,
    "status": readings.statuses,
    "extra_latency": readings.seconds,
    "error_ratio": _ratio,
    "ws_refused": _ratio,
    "traffic": _ratio,
    "stored": _ratio,
    "frontend_errors": _ratio,
    "gauges": readings.table(readings.number, GAUGES),
    "active_users": readings.table(readings.number, FRONTENDS),
    "hidden": readings.words,
    "cors": readings.one_of("own", "reflect", "any", "closed"),
    "drop_headers": readings.words,
    "limiter": readings.one_of("on", "off"),
    "cookies": readings.one_of("secure", "insecure"),
    "auth": readings.one_of("required", "open"),
    "exposed": readings.words,
    "tls": readings.one_of("valid", "expired"),
    "dns": readings.table(_word),
    "firewall": readings.some_of(*GUARDED),
    "network": readings.one_of(*NETWORKS),
    "jitter": readings.seconds,
    "drip": readings.seconds,
    "flap": readings.seconds,
    "ws_drop": readings.close_code,
    "frontends": _frontends,
}

KEYS: Final = tuple(f.name for f in fields(Behaviour))
"""Every key that a setting may have, in the order of the dataclass."""
