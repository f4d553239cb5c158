"""`/api/v1`: info, login, and the routes that the customer's backend defines.

A bearer token of any kind opens the routes, none at all is a 401. Any password opens the login; it
is limited for each account apart, so that rate limiting can be seen to work and disturbs nobody.
"""

import json
from collections import deque
from collections.abc import Mapping
from typing import Final

from golive_tui import clock
from golive_tui.rehearsal.stand_in.http_server import Header, Reply, Request, json_reply
from golive_tui.rehearsal.stand_in.world import World

NAME: Final = "FlowMind Universal Backend"
TOKEN: Final = "rehearsal-token"  # noqa: S105 - opens nothing but the stand-in

LOGINS: Final = 10
LOGIN_WINDOW: Final = 60.0
"""At most LOGINS logins of an account in this many real seconds; the next is a 429."""
ACCOUNTS: Final = 64
"""Accounts whose logins are remembered; then the oldest is forgotten."""
COOKIE: Final = "flowmind_refresh"

_RATE: Final[tuple[Header, ...]] = (
    ("ratelimit-policy", "1000;w=900"),
    ("ratelimit-limit", "1000"),
)

_ENDPOINTS: Final[Mapping[str, tuple[str, ...]]] = {
    "flowmind": ("/api/v1/auth", "/api/v1/ai", "/api/v1/shared"),
    "citypulse": ("/api/v1/auth", "/api/v1/citypulse", "/api/v1/shared"),
    "quantum": ("/api/v1/auth", "/api/v1/swarm", "/api/v1/shared"),
    "velocity": ("/api/v1/auth", "/api/v1/swarm", "/api/v1/shared"),
}

_COUNTS: Final[Mapping[str, int]] = {
    "/api/v1/auth/profile": 1,
    "/api/v1/auth/me": 1,
    "/api/v1/ai/models": 6,
    "/api/v1/ai/sessions": 12,
    "/api/v1/swarm/tasks": 9,
    "/api/v1/swarm/performance": 1,
    "/api/v1/citypulse/buildings": 7,
    "/api/v1/citypulse/sensors": 745,
    "/api/v1/citypulse/energy": 96,
    "/api/v1/citypulse/energy/aggregated": 24,
    "/api/v1/citypulse/alerts": 3,
    "/api/v1/citypulse/analytics/dashboard": 1,
    "/api/v1/citypulse/analytics/energy-efficiency": 7,
    "/api/v1/citypulse/analytics/cost-analysis": 7,
    "/api/v1/citypulse/analytics/benchmarks": 7,
    "/api/v1/citypulse/analytics/predictions": 24,
    "/api/v1/shared/activity": 20,
    "/api/v1/shared/ai-analysis": 5,
    "/api/v1/shared/notifications": 4,
    "/api/v1/shared/user-preferences": 1,
}
"""How many entries each list has; the figures of the customer's town where they are known."""

_SHOWN: Final = 3


class Api:
    """The routes under `/api/v1`, and a JSON 404 for every other path."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._logins: dict[str, deque[float]] = {}

    def answer(self, request: Request) -> Reply:
        """The reply to one request, with the headers of the rate limit."""
        return self._route(request).with_headers(*_RATE)

    def _route(self, request: Request) -> Reply:
        if request.path == "/api/v1/info" and request.method in ("GET", "HEAD"):
            return json_reply(self._info())
        if request.path == "/api/v1/auth/login" and request.method == "POST":
            return self._login(_account(request))
        count = _COUNTS.get(request.path)
        if count is None:
            return json_reply({"error": "Not Found", "path": request.path}, status=404)
        known = request.headers.get("authorization", "").startswith("Bearer ")
        if not known and self._world.behaviour.auth == "required":
            refused = json_reply({"error": "Unauthorized"}, status=401)
            return refused.with_headers(("www-authenticate", "Bearer"))
        entries = [{"id": number} for number in range(1, min(count, _SHOWN) + 1)]
        return json_reply({"success": True, "count": count, "data": entries})

    def _info(self) -> dict[str, object]:
        frontends = [
            {"name": name, "enabled": True, "endpoints": list(endpoints)}
            for name, endpoints in _ENDPOINTS.items()
        ]
        return {
            "name": NAME,
            "version": self._world.behaviour.version,
            "frontends": frontends,
            "documentation": "/api/v1/docs",
            "websocket": "/ws",
        }

    def _login(self, account: str) -> Reply:
        now, behaviour = clock.stopwatch(), self._world.behaviour
        logins = self._logins.setdefault(account, deque(maxlen=LOGINS))
        if len(self._logins) > ACCOUNTS:
            del self._logins[next(iter(self._logins))]
        full = len(logins) == LOGINS and now - logins[0] < LOGIN_WINDOW
        if full and behaviour.limiter == "on":
            wait = LOGIN_WINDOW - (now - logins[0])
            refused = json_reply({"error": "Too Many Requests"}, status=429)
            return refused.with_headers(("retry-after", str(int(wait) + 1)))
        logins.append(now)
        reply = json_reply({"success": True, "token": TOKEN, "expires_in": 3600})
        kept = "; HttpOnly; Secure; SameSite=Strict" if behaviour.cookies == "secure" else ""
        return reply.with_headers(("set-cookie", f"{COOKIE}=rehearsal; Path=/api/v1/auth{kept}"))


def _account(request: Request) -> str:
    """The account that a login is for; empty where its body names none."""
    try:
        read = json.loads(request.body)
    except (ValueError, RecursionError):
        return ""
    return str(read.get("email", ""))[:100] if isinstance(read, dict) else ""
