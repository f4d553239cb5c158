"""`k6 run tests/load-testing/k6-load-test.js`: its progress, its summary, and its JSON file.

26 minutes of virtual users in a few seconds. Told to fail, it crosses the thresholds that the
customer's script sets (p95 < 500 ms, 10 % errors) and ends with k6's exit code for that.
"""

import json
from dataclasses import dataclass
from typing import Final

from golive_tui.rehearsal.deploy.acts import Bar, End, Leave, Play, Say, Scene

REPORT: Final = "load-test-results.json"
"""The file's name, as the customer's script has it."""
CROSSED: Final = 99
"""k6 ends with it when a threshold is crossed."""

_STAGES: Final = ("2m to 100", "5m at 100", "2m to 500", "5m at 500", "2m to 1000", "5m at 1000")
_RUN_MS: Final = 1_560_000.0


@dataclass(frozen=True, slots=True)
class _Figures:
    """One run: requests, how many of them failed, and response times in milliseconds."""

    requests: int
    failed: int
    average: float
    median: float
    p90: float
    p95: float
    longest: float


_GOOD: Final = _Figures(412_655, 866, 27.4, 21.8, 48.9, 63.2, 812.4)
_BAD: Final = _Figures(389_120, 44_360, 401.3, 322.0, 590.7, 643.9, 10_002.1)
_USERS: Final = 1000
_STALLED: Final = 640
"""Users that a bad run came to: the others never began."""
_SOCKETS: Final = 18_204


def load_test(scene: Scene) -> Play:
    """The run from k6's banner to its exit code."""
    figures = _BAD if scene.fails else _GOOD
    yield Say("     execution: local")
    yield Say("        script: tests/load-testing/k6-load-test.js")
    yield Say("     scenarios: (100.00%) 1 scenario, 1000 max VUs, 26m30s max duration", 0.3)
    for stage in _STAGES:
        yield Bar(f"default {stage} VUs", 0.6)
    yield from (Say(line, 0.02) for line in _summary(figures))
    yield Leave(REPORT, report(good=not scene.fails))
    if scene.fails:
        names = "'http_req_duration, http_req_failed'"
        yield Say(f"ERRO[1590] thresholds on metrics {names} have been crossed", is_error=True)
        yield End(CROSSED)


def _summary(figures: _Figures) -> list[str]:
    rate = figures.failed / figures.requests
    mark, good = ("✓" if rate < 0.1 else "✗"), figures.requests - figures.failed
    times = f"avg={figures.average}ms med={figures.median}ms max={figures.longest}ms "
    times += f"p(90)={figures.p90}ms p(95)={figures.p95}ms"
    return [
        "",
        "     ✓ status is 200",
        f"     http_req_duration..: {times}",
        f"   {mark} http_req_failed....: {rate:.2%} ✓ {figures.failed} ✗ {good}",
        f"     http_reqs..........: {figures.requests} {figures.requests * 1000 / _RUN_MS:.2f}/s",
        f"     vus_max............: {_USERS} min={_USERS} max={_USERS}",
        f"     ws_sessions........: {_SOCKETS} {_SOCKETS * 1000 / _RUN_MS:.2f}/s",
    ]


def report(*, good: bool) -> str:
    """The data that k6 hands to `handleSummary`, as JSON: a `true` means passed there."""
    figures = _GOOD if good else _BAD
    rate = figures.failed / figures.requests
    metrics = {
        "http_reqs": _counter(figures.requests),
        "http_req_duration": _trend(figures) | {"thresholds": {"p(95)<500": {"ok": good}}},
        "http_req_failed": _rate(figures.failed, figures.requests)
        | {"thresholds": {"rate<0.1": {"ok": rate < 0.1}}},
        "checks": _rate(figures.requests - figures.failed, figures.requests),
        "errors": _rate(figures.failed, figures.requests),
        "websocket_connections": _counter(_SOCKETS),
        "websocket_messages": _counter(_SOCKETS * 12),
        "ws_sessions": _counter(_SOCKETS),
        "vus": _gauge(low=1, high=_USERS if good else _STALLED, now=1),
        "vus_max": _gauge(low=_USERS, high=_USERS, now=_USERS),
    }
    whole = {
        "root_group": {"name": "", "path": "", "groups": [], "checks": []},
        "options": {"summaryTrendStats": ["avg", "min", "med", "max", "p(90)", "p(95)"]},
        "state": {"isStdOutTTY": True, "testRunDurationMs": _RUN_MS},
        "setup_data": {"token": "a-token-that-only-the-rehearsal-knows"},
        "metrics": metrics,
    }
    return json.dumps(whole, indent=1)


def _trend(figures: _Figures) -> dict[str, object]:
    values = {
        "avg": figures.average,
        "min": 4.1,
        "med": figures.median,
        "max": figures.longest,
        "p(90)": figures.p90,
        "p(95)": figures.p95,
    }
    return {"type": "trend", "contains": "time", "values": values}


def _rate(passes: int, total: int) -> dict[str, object]:
    values = {"rate": passes / total, "passes": passes, "fails": total - passes}
    return {"type": "rate", "contains": "default", "values": values}


def _counter(count: int) -> dict[str, object]:
    values = {"count": count, "rate": count * 1000 / _RUN_MS}
    return {"type": "counter", "contains": "default", "values": values}


def _gauge(*, low: int, high: int, now: int) -> dict[str, object]:
    values = {"value": now, "min": low, "max": high}
    return {"type": "gauge", "contains": "default", "values": values}
