"""A held WebSocket session, how it ends, and the count of those that ended."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State

from golive_tui.clock import stopwatch
from golive_tui.probes.look.ws_dial import hang_up

ABNORMAL: Final = 1006
"""Lost without a close frame (RFC 6455, section 7.4.1)."""

_CLEAN: Final = frozenset({1000, 1001, 1012, 1013})

_WORDS: Final = {
    1000: "the server is done",
    1001: "the server is going away",
    1002: "a breach of the protocol",
    1006: "lost without a farewell",
    1007: "a text that is no UTF-8",
    1009: "a message longer than `max_message`",
    1011: "the server has an error",
    1012: "the server is restarting",
    1013: "the server says: try again later",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a session ended: the close code, what the peer said, and whether the peer closed it."""

    code: int
    said: str = ""
    by_peer: bool = True

    @property
    def reason(self) -> str:
        """A peer that takes its leave (a deploy) is told from one that is just gone."""
        clean = self.by_peer and self.code in _CLEAN
        return "ws.closed_clean" if clean else "ws.closed_abnormal"

    @property
    def words(self) -> str:
        """For people: `1012, the server is restarting: deploying v2`."""
        told = f"{self.code}, {_WORDS[self.code]}" if self.code in _WORDS else str(self.code)
        return f"{told}: {self.said}" if self.said else told


@dataclass(slots=True)
class Losses:
    """The sessions lost since the probe began."""

    closes: Counter[int] = field(default_factory=Counter)
    last: Ending | None = None

    def count(self, ending: Ending) -> None:
        """One more."""
        self.closes[ending.code] += 1
        self.last = ending

    def facts(self) -> dict[str, object]:
        """As facts; before the first loss there is no close code."""
        facts: dict[str, object] = {
            "disconnects": self.closes.total(),
            "closes": {str(code): count for code, count in self.closes.items()},
        }
        if self.last is not None:
            facts["close_code"] = self.last.code
            facts["close_reason"] = self.last.said
        return facts


class Session:
    """A session that stands or stood; a task takes in what comes, since unread messages would
    hold up the pongs behind them."""

    def __init__(self, connection: ClientConnection, open_seconds: float) -> None:
        self.open_seconds = open_seconds
        self.messages = 0
        self._connection = connection
        self._since = stopwatch()
        self._ended: float | None = None
        self._reader = asyncio.create_task(self._drain(), name="websocket reader")

    @property
    def stands(self) -> bool:
        """Whether it can be pinged."""
        return self._connection.protocol.state is State.OPEN

    @property
    def seconds(self) -> float:
        """How old it is, or became."""
        return (stopwatch() if self._ended is None else self._ended) - self._since

    @property
    def ip(self) -> str:
        """The address at its other end."""
        address = self._connection.remote_address
        return str(address[0]) if address else ""

    @property
    def subprotocol(self) -> str:
        """The one that the peer chose of those offered."""
        return self._connection.subprotocol or ""

    async def ping(self) -> float:
        """Seconds from a ping to its pong; raises websockets' ConnectionClosed."""
        pong = await self._connection.ping()
        return await pong

    async def leave(self) -> Ending:
        """Hang up if it still stands; and how it ended."""
        try:
            await hang_up(self._connection)
            await self._connection.wait_closed()
        finally:
            self._reader.cancel()
            await asyncio.wait({self._reader})
        return ending_of(self._connection)

    def drop(self) -> None:
        """Be gone at once, without a word."""
        self._reader.cancel()
        self._connection.transport.abort()

    async def _drain(self) -> None:
        try:
            while True:
                await self._connection.recv(decode=False)
                self.messages += 1
        except ConnectionClosed:
            self._ended = stopwatch()


def ending_of(connection: ClientConnection) -> Ending:
    """How a connection that is closed was closed."""
    protocol = connection.protocol
    received, sent = protocol.close_rcvd, protocol.close_sent
    if received is not None and protocol.close_rcvd_then_sent is not False:
        return Ending(code=received.code, said=received.reason)
    if sent is not None:
        return Ending(code=sent.code, by_peer=False)
    return Ending(code=ABNORMAL)
