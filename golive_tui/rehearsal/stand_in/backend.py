"""The backend's routes: health, info, metrics, the API, WebSocket and Socket.IO on one port.

What each answers follows the customer's `server.production` variant: `/health` is HTTP 200 even
when its `status` is "unhealthy", so that a probe must read the body.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from golive_tui.rehearsal.stand_in import health
from golive_tui.rehearsal.stand_in.api import Api
from golive_tui.rehearsal.stand_in.http_server import Header, Reply, Request, json_reply, text_reply
from golive_tui.rehearsal.stand_in.metrics import CONTENT_TYPE, exposition
from golive_tui.rehearsal.stand_in.sessions import Sessions
from golive_tui.rehearsal.stand_in.socketio import PATH as SOCKET_IO
from golive_tui.rehearsal.stand_in.socketio import SocketIo
from golive_tui.rehearsal.stand_in.websocket import WebSocket, websocket_reply
from golive_tui.rehearsal.stand_in.world import World

PUBLIC_ORIGINS: Final = (
    "https://flowmind.app",
    "https://citypulse.flowmind.app",
    "https://quantum.flowmind.app",
    "https://velocity.flowmind.app",
)

_CORS: Final[tuple[Header, ...]] = (
    ("access-control-allow-methods", "GET, POST, PUT, DELETE, OPTIONS"),
    ("access-control-allow-headers", "Authorization, Content-Type, X-Frontend-Source"),
    ("access-control-max-age", "600"),
)


@dataclass(frozen=True, slots=True)
class Backend:
    """The site of the API; `origins` are those of the frontends that run here."""

    world: World
    api: Api
    socketio: SocketIo
    origins: tuple[str, ...]
    sessions: Sessions = field(default_factory=Sessions)

    async def answer(self, request: Request) -> Reply:
        """The reply to one request, with what CORS asks for."""
        reply = self._upgrade(request) if request.wants_websocket else await self._route(request)
        if reply.switch is not None:
            return reply
        return reply.with_headers(*self._cors(request))

    async def _route(self, request: Request) -> Reply:
        if request.path == SOCKET_IO and request.method in ("GET", "POST"):
            return await self.socketio.poll(request)
        if request.method == "OPTIONS":
            return Reply(status=204)
        if request.path in self.world.behaviour.exposed:
            return text_reply("NODE_ENV=rehearsal\nSECRET=shown-to-anyone\n", "text/plain")
        plain = _PLAIN.get(request.path)
        if plain is None:
            return self.api.answer(request)
        if request.method not in ("GET", "HEAD"):
            refused = json_reply({"error": "Method Not Allowed"}, status=405)
            return refused.with_headers(("allow", "GET, HEAD, OPTIONS"))
        return plain(self.world)

    def _upgrade(self, request: Request) -> Reply:
        allowed = (*PUBLIC_ORIGINS, *self.origins)
        if request.path == "/ws":
            return websocket_reply(request, allowed, self._held(_echo))
        if request.path == SOCKET_IO:
            talk = self._held(lambda ws: self.socketio.talk(request, ws))
            return websocket_reply(request, allowed, talk)
        return json_reply({"error": "Not Found", "path": request.path}, status=404)

    def _held(
        self, talk: Callable[[WebSocket], Awaitable[None]]
    ) -> Callable[[WebSocket], Awaitable[None]]:
        async def held(socket: WebSocket) -> None:
            await self.sessions.hold(socket, talk, self.world.behaviour.ws_drop)

        return held

    def _cors(self, request: Request) -> tuple[Header, ...]:
        origin, how = request.headers.get("origin", ""), self.world.behaviour.cors
        own = origin in PUBLIC_ORIGINS or origin in self.origins
        if how == "any":
            origin = "*"
        elif not (own or (origin and how == "reflect")) or how == "closed":
            return (("vary", "Origin"),)
        allow = (
            ("vary", "Origin"),
            ("access-control-allow-origin", origin),
            ("access-control-allow-credentials", "true"),
        )
        return allow + _CORS if request.method == "OPTIONS" else allow


def _metrics(world: World) -> Reply:
    return text_reply(exposition(world.scrape()), CONTENT_TYPE)


_PLAIN: Final[Mapping[str, Callable[[World], Reply]]] = {
    "/health": health.report,
    "/api/health": health.report,
    "/health/ready": health.ready,
    "/health/live": health.live,
    "/metrics": _metrics,
}


async def _echo(socket: WebSocket) -> None:
    """The raw `/ws`: a subscribe message is confirmed, anything else comes back."""
    while (message := await socket.receive()) is not None:
        await socket.send(_confirmation(message) or message)


def _confirmation(message: str | bytes) -> str | None:
    try:
        read = json.loads(message)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict) or read.get("type") != "subscribe":
        return None
    return json.dumps({"type": "subscription-confirmed", "channel": read.get("channel")})
