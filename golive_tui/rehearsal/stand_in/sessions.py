"""The open WebSockets of a backend, so that all of them can be dropped at once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from golive_tui.rehearsal.stand_in.behaviour import Behaviour
from golive_tui.rehearsal.stand_in.websocket import WebSocket

REASON: Final = "dropped by the rehearsal"


@dataclass(slots=True)
class Sessions:
    """Sessions that are being held, and the closing of them that is under way."""

    _open: set[WebSocket] = field(default_factory=set)
    _closing: set[asyncio.Task[None]] = field(default_factory=set)

    async def hold(
        self, socket: WebSocket, talk: Callable[[WebSocket], Awaitable[None]], drop: int
    ) -> None:
        """Talk until the end; with `drop`, a close code, be dropped right after the handshake."""
        if drop:
            await socket.close(drop, REASON)
            return
        self._open.add(socket)
        try:
            await talk(socket)
        finally:
            self._open.discard(socket)

    def follow(self, behaviour: Behaviour) -> None:
        """Drop what is open when the behaviour says so."""
        if not behaviour.ws_drop:
            return
        for socket in tuple(self._open):
            closing = asyncio.create_task(socket.close(behaviour.ws_drop, REASON))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
