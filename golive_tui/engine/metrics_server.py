"""`/metrics`, `/-/healthy` and `/-/ready` on a loopback port, from a thread with a loop of its own.

So a flood of requests never takes the engine's loop, and an engine that is stuck is still told of.
A scrape asks the engine's loop for the metrics at most once a second, whoever scrapes.
"""

import asyncio
import contextlib
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from golive_tui.clock import stopwatch
from golive_tui.engine.vitals import Vitals

log = logging.getLogger(__name__)

HOST: Final = "127.0.0.1"
AT_ONCE: Final = 16
"""Connections served at the same time; one more is closed at once."""
WITHIN: Final = 5.0
"""Seconds for a request to arrive and its answer to be taken."""
COLLECT_WITHIN: Final = 3.0
"""Seconds that the engine's loop has to hand out the metrics."""
KEPT: Final = 1.0
"""Seconds for which a scrape is answered from the one before."""
HEAD_LIMIT: Final = 8192
TEXT: Final = "text/plain; charset=utf-8"
EXPOSITION: Final = "text/plain; version=0.0.4; charset=utf-8"

_REASONS: Final = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed",
                   503: "Service Unavailable"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Page:
    status: int
    body: bytes
    kind: str = TEXT


class MetricsServer:
    """Serves from `start` to `stop`; `collect` is called on the engine's loop."""

    def __init__(self, port: int, vitals: Vitals, collect: Callable[[], bytes]) -> None:
        self._port = port
        self._vitals = vitals
        self._collect = collect
        self._engine_loop = asyncio.get_running_loop()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._work, name="metrics", daemon=True)
        self._up = threading.Event()
        self._serving = 0
        self._kept = (float("-inf"), b"")
        self.address = ""
        """`http://127.0.0.1:PORT` once it listens."""
        self.problem = ""
        """Why it does not listen."""

    async def start(self) -> None:
        """Listen, or say why not in `problem`."""
        self._thread.start()
        await asyncio.to_thread(self._up.wait, WITHIN)

    async def stop(self) -> None:
        """Close every connection and end the thread."""
        if self._loop is not None and self._stopping is not None:
            with contextlib.suppress(RuntimeError):  # its loop has ended
                self._loop.call_soon_threadsafe(self._stopping.set)
        await asyncio.to_thread(self._thread.join, WITHIN)

    # -- in the thread -------------------------------------------------------------------------

    def _work(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        try:
            server = await asyncio.start_server(
                self._answer, HOST, self._port, limit=HEAD_LIMIT, backlog=AT_ONCE
            )
        except OSError as error:
            why = os.strerror(error.errno) if error.errno else "it cannot be had"
            self.problem = f"metrics are not served: port {self._port}: {why}"
            self._up.set()
            return
        self.address = f"http://{HOST}:{server.sockets[0].getsockname()[1]}"
        self._up.set()
        async with server:
            await self._stopping.wait()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A border: whatever a stranger sends or does ends that connection only.
        if self._serving >= AT_ONCE:
            writer.transport.abort()
            return
        self._serving += 1
        try:
            async with asyncio.timeout(WITHIN):
                head = await reader.readuntil(b"\r\n\r\n")
                page = await self._page(head)
                writer.write(_rendered(page, with_body=not head.startswith(b"HEAD ")))
                await writer.drain()
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.transport.abort()
        finally:
            self._serving -= 1
            writer.close()

    async def _page(self, head: bytes) -> _Page:
        words = head.split(b"\r\n", 1)[0].split(b" ")
        if len(words) != 3 or not words[2].startswith(b"HTTP/1."):
            return _Page(400, b"this is no HTTP/1.1 request\n")
        method, path = words[0], words[1].split(b"?", 1)[0]
        if method not in (b"GET", b"HEAD"):
            return _Page(405, b"GET and HEAD only\n")
        if path == b"/metrics":
            return await self._metrics()
        if path == b"/-/healthy":
            return _told(self._vitals.ill(stopwatch()), "the engine lives")
        if path == b"/-/ready":
            return _told(self._vitals.unready(stopwatch()), "the engine lives and can write")
        return _Page(404, b"/metrics, /-/healthy or /-/ready\n")

    async def _metrics(self) -> _Page:
        at, text = self._kept
        if stopwatch() - at > KEPT:
            future = asyncio.run_coroutine_threadsafe(self._collected(), self._engine_loop)
            try:
                async with asyncio.timeout(COLLECT_WITHIN):
                    text = await asyncio.wrap_future(future)
            except TimeoutError:
                reason = self._vitals.ill(stopwatch()) or "the engine's event loop is busy"
                return _told(reason, "")
            self._kept = (stopwatch(), text)
        return _Page(200, text, EXPOSITION)

    async def _collected(self) -> bytes:
        return self._collect()


def _told(reason: str, well: str) -> _Page:
    return _Page(503 if reason else 200, f"{reason or well}\n".encode())


def _rendered(page: _Page, *, with_body: bool) -> bytes:
    head = (
        f"HTTP/1.1 {page.status} {_REASONS[page.status]}\r\n"
        f"Content-Type: {page.kind}\r\nContent-Length: {len(page.body)}\r\n"
        "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + (page.body if with_body else b"")
