"""Looking at a Socket.IO server: Engine.IO protocol 4, Socket.IO protocol 5, by their packets.

A packet's first digit is Engine.IO's (0 open, 1 close, 4 message), a message's next Socket.IO's
(0 connect, 4 connect error): https://socket.io/docs/v4/engine-io-protocol and
https://socket.io/docs/v4/socket-io-protocol. A server of it does not speak raw WebSocket, nor
the other way round; either way the probe says so.
"""

import json
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from golive_tui.errors import InputError
from golive_tui.probes.facts import Absent, read_json
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.stages import Stages, late
from golive_tui.probes.look.ws_dial import WsPlan, hang_up, open_session, rejected
from golive_tui.probes.look.ws_session import ending_of
from golive_tui.text import clean

_OTHER = "a raw WebSocket server? (kind = 'websocket')"
_SCHEMES = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}


def address(url: str, path: str) -> str:
    """The WebSocket address of a server; raises InputError."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise InputError(f"socketio: `{clean(url, 100)}` is no address: {error}") from error
    if parts.scheme not in _SCHEMES or not parts.netloc:
        raise InputError(
            f"socketio: `{clean(url, 100)}` is no address",
            hint="it begins with http://, https://, ws:// or wss:// and a host",
        )
    where = f"/{path.strip('/')}/" if path.strip("/") else "/"
    return f"{_SCHEMES[parts.scheme]}://{parts.netloc}{where}?EIO=4&transport=websocket"


class SocketioLookout:
    """Connects, joins and leaves anew at each look."""

    def __init__(
        self, *, plan: WsPlan, namespace: str, auth: dict[str, str], deadline: float
    ) -> None:
        self._plan = plan
        self._namespace = "/" + namespace.strip("/")
        self._auth = auth
        self._deadline = deadline
        self._stages = Stages()
        self._done: Observation | None = None

    async def look(self) -> Observation:
        """Open, join, leave."""
        self._stages = Stages()
        self._done = None
        try:
            session = await open_session(self._plan, self._stages)
        except InvalidHandshake as error:
            return rejected(error, self._stages, _OTHER)
        try:
            self._done = await self._joined(session)
        except ConnectionClosed:
            session.transport.abort()
            await session.wait_closed()
            ending = ending_of(session)
            self._done = self._failed(ending.reason, f"the server hung up: {ending.words}", {})
        finally:
            await hang_up(session)
        return self._done

    def late(self) -> Observation:
        """The stage that did not end."""
        return self._done or late(self._stages, self._deadline)

    async def close(self) -> None:
        """Nothing is held."""

    async def _joined(self, session: ClientConnection) -> Observation:
        with self._stages.stage("open"):
            first = _text(await session.recv())
        opened = _table(first[1:]) if first.startswith("0") else None
        if opened is None:
            return self._failed(
                "ws.no_reply",
                f"the first message is no open packet: {_OTHER}: {first}",
                {},
            )
        facts = _open_facts(opened)
        head = "" if self._namespace == "/" else f"{self._namespace},"
        with self._stages.stage("join"):
            await session.send(f"40{head}{json.dumps(self._auth) if self._auth else ''}")
            answer = await self._answer(session, head)
        if answer.startswith("44"):
            return self._failed("ws.rejected", f"{self._namespace}: {_complaint(answer)}", facts)
        facts["namespace"] = self._namespace
        facts["open_seconds"] = total = self._stages.total
        return Observation(
            outcome="ok",
            facts={**facts, "ip": self._stages.ip},
            latency=total,
            phases=dict(self._stages.seconds),
        )

    async def _answer(self, session: ClientConnection, head: str) -> str:
        """The answer to our connect; events and pings that come before it are none."""
        while True:
            packet = _text(await session.recv())
            if packet.startswith((f"40{head}", "44")):
                return packet
            if packet == "2":
                await session.send("3")

    def _failed(self, reason: str, detail: str, facts: dict[str, object]) -> Observation:
        return Observation(
            outcome="fail",
            reason=reason,
            detail=detail,
            facts={**facts, "ip": self._stages.ip},
            phases=dict(self._stages.seconds),
        )


def _text(message: str | bytes) -> str:
    return message if isinstance(message, str) else message.decode("utf-8", "replace")


def _table(text: str) -> dict[str, object] | None:
    read = read_json(text)
    return read if isinstance(read, dict) and not isinstance(read, Absent) else None


def _open_facts(opened: dict[str, object]) -> dict[str, object]:
    facts: dict[str, object] = {"transport": "websocket"}
    for name, key in (("ping_interval", "pingInterval"), ("ping_timeout", "pingTimeout")):
        milliseconds = opened.get(key)
        if isinstance(milliseconds, int | float):
            facts[name] = milliseconds / 1000
    for key in ("sid", "upgrades"):
        if key in opened:
            facts[key] = opened[key]
    return facts


def _complaint(packet: str) -> str:
    start = packet.find("{")
    error = _table(packet[start:]) if start >= 0 else None
    return str(error["message"]) if error and "message" in error else packet[2:]
