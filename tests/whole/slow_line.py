"""A line between two ends of this host that is as slow and as lossy as a bad one round the world.

Each direction takes 150 ms; on average one of 50 pieces, each as large as a TCP segment, is lost.
What TCP makes of a loss is a stall: this piece and all behind it come late, by what it takes to
send it again. So loss is imitated here; nothing of the host's own network is touched.
"""

import asyncio
import random
import threading
from contextlib import suppress
from typing import Final, Self

from tests.support.waiting import dawdle

DELAY: Final = 0.15
"""Seconds that a piece is on its way, in each direction."""
SEGMENT: Final = 1448
"""Bytes of a piece."""
LOSS: Final = 0.02
"""The part of the pieces that is lost."""
AGAIN: Final = (0.3, 0.7)
"""Seconds that a lost piece comes late: a round trip at best, a retransmission timeout at worst."""
WINDOW: Final = 64
"""Pieces that may be on their way; the sender waits then."""


class SlowLine:
    """Listens on `port` of loopback and carries every connection to `target`, while entered."""

    def __init__(self, target: int, seed: int = 1) -> None:
        self.port = 0
        self.lost = 0
        """Pieces that came late since they were lost."""
        self._target = target
        self._dice = random.Random(seed)
        self._ways: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="slow line", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def cut(self) -> None:
        """Both ends of every connection see it break."""
        self._loop.call_soon_threadsafe(self._cut)

    def _cut(self) -> None:
        for way in self._ways:
            way.cancel()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        async with await asyncio.start_server(self._carry, "127.0.0.1", 0) as server:
            self.port = server.sockets[0].getsockname()[1]
            self._ready.set()
            await self._over.wait()
            self._cut()
            while self._ways:
                await dawdle(0.01)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Both ways, until the first of them has come to its end or is cut."""
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        ways = {
            asyncio.create_task(self._one_way(reader, back)),
            asyncio.create_task(self._one_way(there, writer)),
        }
        self._ways |= ways
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for each in (writer, back):
            each.transport.abort()
        for way in ways:
            way.cancel()
        await asyncio.wait(ways)
        self._ways -= ways

    async def _one_way(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(WINDOW)
        sending = asyncio.create_task(self._send(reader, way))
        try:
            await self._deliver(way, writer)
        finally:
            sending.cancel()

    async def _send(
        self, reader: asyncio.StreamReader, way: asyncio.Queue[tuple[float, bytes]]
    ) -> None:
        piece = b"-"
        while piece:
            try:
                piece = await reader.read(SEGMENT)
            except OSError:
                piece = b""
            late = 0.0
            if self._dice.random() < LOSS:
                self.lost += 1
                late = self._dice.uniform(*AGAIN)
            await way.put((self._loop.time() + DELAY + late, piece))

    async def _deliver(
        self, way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter
    ) -> None:
        """In order: whatever is behind a lost piece waits for it."""
        while True:
            due, piece = await way.get()
            if (left := due - self._loop.time()) > 0:
                await dawdle(left)
            if not piece:
                return
            with suppress(OSError):
                writer.write(piece)
                await writer.drain()
