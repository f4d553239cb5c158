"""Socket.IO over Engine.IO protocol 4, by long polling and by WebSocket.

The packets are those of the Engine.IO 4 and Socket.IO 5 protocol pages: a digit for the Engine.IO
type, for a message (4) a digit for the Socket.IO type, then `/namespace,`, an ack id, JSON.
"""

import asyncio
import json
from collections import OrderedDict
from contextlib import suppress
from typing import Final

from golive_tui.rehearsal.stand_in.chance import roll
from golive_tui.rehearsal.stand_in.http_server import Reply, Request, json_reply, text_reply
from golive_tui.rehearsal.stand_in.socketio_packets import Connected, Session
from golive_tui.rehearsal.stand_in.websocket import WebSocket
from golive_tui.rehearsal.stand_in.world import World

PATH: Final = "/socket.io/"

PING_INTERVAL: Final = 25.0
"""Real seconds between two pings of the server."""
PING_TIMEOUT: Final = 20.0
"""Seconds in which a pong must come."""
MAX_PAYLOAD: Final = 1_000_000
MAX_SESSIONS: Final = 64
"""Polling sessions kept; a new one pushes out the one that has been silent longest."""

_SEPARATOR: Final = "\x1e"
_TEXT: Final = "text/plain; charset=UTF-8"


class SocketIo:
    """All Socket.IO sessions of one stand-in."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    async def poll(self, request: Request) -> Reply:
        """Answer one request of the polling transport."""
        if refused := _unspeakable(request):
            return refused
        sid = request.query.get("sid")
        if sid is None:
            return self._opened() if request.method == "GET" else _error(2, "Bad handshake method")
        session = self._sessions.get(sid)
        if session is None:
            return _error(1, "Session ID unknown")
        self._sessions.move_to_end(sid)
        if request.method == "POST":
            for packet in request.body.decode("utf-8", "replace").split(_SEPARATOR):
                session.take(packet)
            return text_reply("ok", "text/html")
        return await self._pending(session)

    def _opened(self) -> Reply:
        session = Session(self._new_sid())
        self._sessions[session.sid] = session
        while len(self._sessions) > MAX_SESSIONS:
            self._sessions.popitem(last=False)
        return text_reply(_open_packet(session.sid, ["websocket"]), _TEXT)

    async def _pending(self, session: Session) -> Reply:
        packets = []
        with suppress(TimeoutError):
            async with asyncio.timeout(PING_INTERVAL):
                packets.append(await session.outbox.get())
        while not session.outbox.empty():
            packets.append(session.outbox.get_nowait())
        if session.state is Connected.CLOSED:
            self._sessions.pop(session.sid, None)
        return text_reply(_SEPARATOR.join(packets or ["2"]), _TEXT)

    async def talk(self, request: Request, socket: WebSocket) -> None:
        """Hold one WebSocket: a session of its own, or the upgrade of a polling one."""
        sid = request.query.get("sid")
        if _unspeakable(request) or (sid is not None and sid not in self._sessions):
            await socket.close(1008, "unknown session or protocol")
            return
        if sid is None:
            session = Session(self._new_sid())
            await socket.send(_open_packet(session.sid, []))
        else:
            session = self._sessions[sid]
            if not await _probed(socket, session):
                return
            self._sessions.pop(sid, None)
        await _hold(socket, session)

    def _new_sid(self) -> str:
        number = self._world.number("socket.io")
        return f"{int(roll(self._world.seed, 'sid', number) * 2**64):016x}{number:08x}"


async def _probed(socket: WebSocket, session: Session) -> bool:
    """The upgrade: `2probe` is answered, a waiting poll is let go, `5` completes it."""
    while (packet := await socket.receive()) is not None:
        if packet == "2probe":
            await socket.send("3probe")
            session.outbox.put_nowait("6")
        elif packet == "5":
            return True
    return False


async def _hold(socket: WebSocket, session: Session) -> None:
    sender = asyncio.create_task(_deliver(socket, session))
    try:
        while session.state is not Connected.CLOSED:
            packet = await socket.receive()
            if packet is None:
                return
            if isinstance(packet, str):
                session.take(packet)
        await socket.close()
    finally:
        sender.cancel()


async def _deliver(socket: WebSocket, session: Session) -> None:
    """Send what the session has to say, and a ping when it has been silent for an interval."""
    with suppress(OSError):
        while True:
            packet = "2"
            with suppress(TimeoutError):
                async with asyncio.timeout(PING_INTERVAL):
                    packet = await session.outbox.get()
            await socket.send(packet)


def _unspeakable(request: Request) -> Reply | None:
    if request.query.get("EIO") != "4":
        return _error(5, "Unsupported protocol version")
    if request.query.get("transport") not in ("polling", "websocket"):
        return _error(0, "Transport unknown")
    return None


def _error(code: int, message: str) -> Reply:
    return json_reply({"code": code, "message": message}, status=400)


def _open_packet(sid: str, upgrades: list[str]) -> str:
    opened = {
        "sid": sid,
        "upgrades": upgrades,
        "pingInterval": int(PING_INTERVAL * 1000),
        "pingTimeout": int(PING_TIMEOUT * 1000),
        "maxPayload": MAX_PAYLOAD,
    }
    return "0" + json.dumps(opened, separators=(",", ":"))
