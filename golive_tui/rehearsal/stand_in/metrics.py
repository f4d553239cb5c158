"""`/metrics`: the figures in the Prometheus text format, version 0.0.4.

Pure. Names, labels and units follow the Prometheus naming rules: base units, `_total` on counters.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from golive_tui.rehearsal.stand_in import vitals as gauges
from golive_tui.rehearsal.stand_in.behaviour import EXTERNAL_APIS, HEALTHY, Behaviour
from golive_tui.rehearsal.stand_in.decks import BUCKETS, FEATURES, FRONTENDS, STATUSES
from golive_tui.rehearsal.stand_in.traffic import ERROR, Figures
from golive_tui.rehearsal.stand_in.vitals import Vitals

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = Mapping[str, str]
_BARE: Labels = {}
_BYTES_A_REQUEST = 5_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrape:
    """What one scrape tells: `at` is the launch time in seconds since the epoch."""

    at: float
    elapsed: float
    figures: Figures
    vitals: Vitals
    behaviour: Behaviour


def exposition(scrape: Scrape) -> str:
    """The whole page."""
    parts = (_http(scrape.figures), _business(scrape), _server(scrape), _dependencies(scrape))
    hidden = {*scrape.behaviour.hidden}
    lines = (line for part in parts for line in part if _named(line) not in hidden)
    return "\n".join(lines) + "\n"


def _named(line: str) -> str:
    """The metric that a line is about."""
    return line.removeprefix("# HELP ").removeprefix("# TYPE ").partition(" ")[0].partition("{")[0]


def _http(figures: Figures) -> Iterator[str]:
    statuses = sorted({*STATUSES, *(status for _, status in figures.requests)})
    by_status = (
        ({"frontend": frontend, "status": str(status)}, figures.requests[frontend, status])
        for frontend in FRONTENDS
        for status in statuses
    )
    yield from _family("http_requests_total", "counter", "HTTP requests answered.", by_status)
    errors = sum(count for (_, status), count in figures.requests.items() if status >= ERROR)
    yield from _one("http_errors_total", "counter", "HTTP requests answered by a 5xx.", errors)
    name = "http_request_duration_seconds"
    yield from _head(name, "histogram", "Time to answer an HTTP request.")
    for bound, count in zip(BUCKETS, figures.durations, strict=True):
        yield _line(f"{name}_bucket", {"le": _number(bound)}, count)
    yield _line(f"{name}_sum", _BARE, round(figures.duration_sum, 6))
    yield _line(f"{name}_count", _BARE, figures.total)
    recent = figures.recent
    rate = round(recent.requests_per_minute, 2)
    yield from _one("http_requests_per_minute", "gauge", "Requests a minute, now.", rate)
    ratio = round(recent.error_ratio, 6)
    yield from _one("http_error_ratio", "gauge", "Share of 5xx in the last minute.", ratio)
    p95 = round(recent.p95, 6)
    yield from _one("http_request_duration_p95_seconds", "gauge", "p95 of the last minute.", p95)


def _business(scrape: Scrape) -> Iterator[str]:
    figures, now = scrape.figures, scrape.vitals
    success = now.auth_success_ratio
    told = "Logins that succeeded, of the last 5 minutes."
    yield from _one("auth_success_ratio", "gauge", told, success)
    users = (({"frontend": name}, count) for name, count in now.active_users.items())
    yield from _family("active_users", "gauge", "Users seen in the last 5 minutes.", users)
    logins = (({"result": name}, figures.logins[name]) for name in ("success", "failure"))
    yield from _family("auth_attempts_total", "counter", "Logins by result.", logins)
    features = (
        ({"feature": feature, "frontend": frontend}, figures.features[feature, frontend])
        for feature, frontend in FEATURES
    )
    yield from _family("feature_usage_total", "counter", "Uses of a feature.", features)
    errors = (({"frontend": name}, figures.frontend_errors[name]) for name in FRONTENDS)
    yield from _family("frontend_errors_total", "counter", "Errors reported by browsers.", errors)
    yield from _one("websocket_connections", "gauge", "Open WebSockets.", now.websockets)
    attempts = figures.ws_attempts
    yield from _one("websocket_connects_total", "counter", "WebSocket upgrades asked.", attempts)
    refused = figures.ws_failures
    yield from _one("websocket_connect_failures_total", "counter", "Upgrades that failed.", refused)
    written = figures.total
    yield from _one("records_received_total", "counter", "Records taken in.", written)
    yield from _one("records_stored_total", "counter", "Records stored.", figures.stored)


def _server(scrape: Scrape) -> Iterator[str]:
    now = scrape.vitals
    start = round(scrape.at - scrape.elapsed, 3)
    yield from _one("process_start_time_seconds", "gauge", "Start of the process.", start)
    resident = now.resident_bytes
    yield from _one("process_resident_memory_bytes", "gauge", "Memory of the process.", resident)
    yield from _one("server_cpu_usage_ratio", "gauge", "CPU in use, 0 to 1.", now.cpu_ratio)
    memory = now.memory_ratio
    yield from _one("server_memory_usage_ratio", "gauge", "Memory in use, 0 to 1.", memory)
    yield from _one("server_disk_usage_ratio", "gauge", "Disk in use, 0 to 1.", now.disk_ratio)
    sent = scrape.figures.total * _BYTES_A_REQUEST
    yield from _one("server_network_transmit_bytes_total", "counter", "Bytes sent.", sent)
    yield from _one("server_network_receive_bytes_total", "counter", "Bytes received.", sent // 4)


def _dependencies(scrape: Scrape) -> Iterator[str]:
    now, told = scrape.vitals, scrape.behaviour
    yield from _one("database_up", "gauge", "1: the database answers.", told.database == HEALTHY)
    yield from _one("redis_up", "gauge", "1: Redis answers.", told.redis == HEALTHY)
    apis = (({"api": name}, told.external_apis.get(name) == HEALTHY) for name in EXTERNAL_APIS)
    yield from _family("external_api_up", "gauge", "1: the external API answers.", apis)
    yield from _one("database_pool_used", "gauge", "Connections in use.", now.pool_used)
    yield from _one("database_pool_size", "gauge", "Connections at most.", gauges.POOL_SIZE)
    query = now.query_seconds
    yield from _one("database_query_seconds", "gauge", "Duration of a query, p95.", query)
    yield from _one("database_size_bytes", "gauge", "Storage in use.", now.database_bytes)
    limit = gauges.DATABASE_LIMIT
    yield from _one("database_size_limit_bytes", "gauge", "Storage at most.", limit)
    backup = scrape.at // gauges.BACKUP_EVERY * gauges.BACKUP_EVERY
    yield from _one("backup_last_success_timestamp_seconds", "gauge", "Last good backup.", backup)


def _one(name: str, kind: str, told: str, value: float) -> Iterator[str]:
    yield from _head(name, kind, told)
    yield _line(name, _BARE, value)


def _family(
    name: str, kind: str, told: str, samples: Iterable[tuple[Labels, float]]
) -> Iterator[str]:
    yield from _head(name, kind, told)
    for labels, value in samples:
        yield _line(name, labels, value)


def _head(name: str, kind: str, told: str) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"


def _line(name: str, labels: Labels, value: float) -> str:
    inside = ",".join(f'{key}="{text}"' for key, text in labels.items())
    return f"{name}{{{inside}}} {_number(value)}" if inside else f"{name} {_number(value)}"


def _number(value: float) -> str:
    if value == math.inf:
        return "+Inf"
    return str(int(value)) if float(value).is_integer() else repr(float(value))
