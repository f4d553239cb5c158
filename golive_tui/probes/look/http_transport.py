"""httpx over httpcore over our own lines: every phase of a request is timed where it happens."""

import contextlib
import importlib
import ssl
from collections.abc import AsyncIterator, Iterable
from typing import Final

import httpcore
import httpx

from golive_tui.probes.look.dial import dial
from golive_tui.probes.look.line import Line, secure
from golive_tui.probes.look.stages import Stages

# httpcore's locks are anyio's, which would import its half for asyncio during the first request of
# the process: 50 ms in which no other look gets on. Nothing depends on it but that.
with contextlib.suppress(ImportError):
    importlib.import_module("anyio._backends._asyncio")

SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)

_BEGIN: Final = {
    "send_request_headers.started": "send",
    "receive_response_headers.started": "first_byte",
}
_END: Final = frozenset({"send_request_body.complete", "receive_response_headers.complete"})


class _Stream(httpcore.AsyncNetworkStream):
    """A line as httpcore wants it. Time-outs are ignored: one deadline stands round the look."""

    def __init__(self, line: Line, stages: "_Now") -> None:
        self._line = line
        self._now = stages

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return await self._line.read(max_bytes)
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        try:
            await self._line.write(buffer)
        except OSError as error:
            # httpcore reads on after a WriteError: a server may answer before it has read all.
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        self._line.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        stages = self._now.stages
        return _Stream(
            await secure(self._line, ssl_context, server_hostname or "", stages), self._now
        )

    def get_extra_info(self, info: str) -> object:
        if info == "ssl_object":
            return self._line.tls
        if info == "server_addr":
            return self._line.ip
        return self._line.stirs() if info == "is_readable" else None


class _Now:
    """The stages of the look under way: connections outlive looks, and stages do not."""

    def __init__(self) -> None:
        self.stages = Stages()

    async def hear(self, event: str, info: object) -> None:
        """A trace event of httpcore, such as `http11.send_request_headers.started`."""
        what = event.partition(".")[2]
        if what in _BEGIN:
            self.stages.enter(_BEGIN[what])
        elif what in _END:
            self.stages.leave()


class _Backend(httpcore.AsyncNetworkBackend):
    def __init__(self, now: _Now) -> None:
        self._now = now

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _Stream(await dial(host, port, self._now.stages), self._now)


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: AsyncIterator[bytes]) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield chunk

    async def aclose(self) -> None:
        close = getattr(self._stream, "aclose", None)
        if close is not None:
            await close()


class Transport(httpx.AsyncBaseTransport):
    """Sends requests one at a time; keeps a connection an origin, unless `fresh`.

    A pool finds its connections by host and port and forgets the name that TLS verified
    (measured: a second request with a wrong name got 200), so each probe has a pool of its own.
    """

    def __init__(self, context: ssl.SSLContext, *, fresh: bool) -> None:
        self._now = _Now()
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_keepalive_connections=0 if fresh else None,
            network_backend=_Backend(self._now),
        )

    def begin(self, stages: Stages) -> None:
        """What follows belongs to the look with these stages."""
        self._now.stages = stages

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer's head; its body is read from the stream."""
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions={**request.extensions, "trace": self._now.hear},
            )
        )
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),  # type: ignore[arg-type] # async here, always
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        """Let go of every connection."""
        await self._pool.aclose()
