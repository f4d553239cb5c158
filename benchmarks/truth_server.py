"""A server that knows the truth: when each request came, and how long it took over its answer.

    python -m benchmarks.truth_server     # prints its port; ends with its stdin

`/d/MS/NAME` answers after MS milliseconds, `/truth` gives all that was seen by path as JSON:
`[[seconds of arrival, seconds spent], ...]`, and forgets it. Seconds are those of CLOCK_MONOTONIC,
which all processes of a host share.
"""

import asyncio
import json
import sys
import time

SEEN: dict[str, list[tuple[float, float]]] = {}


class Peer(asyncio.Protocol):
    """One connection; requests without a body, one after another."""

    def __init__(self) -> None:
        self._held = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every whole request."""
        came = time.monotonic()
        self._held += data
        while b"\r\n\r\n" in self._held:
            head, _, self._held = self._held.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode("ascii")
            close = b"connection: close" in head.lower()
            delay = int(path.split("/")[2]) / 1e3 if path.startswith("/d/") else 0.0
            loop = asyncio.get_running_loop()
            loop.call_later(delay, self._answer, path, came, close)

    def _answer(self, path: str, came: float, close: bool) -> None:
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        if path == "/truth":
            body = json.dumps(SEEN).encode()
            SEEN.clear()
        else:
            body = b'{"status": "ok"}'
            SEEN.setdefault(path, []).append((came, time.monotonic() - came))
        kept = b"" if not close else b"Connection: close\r\n"
        length = str(len(body)).encode()
        transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            + kept
            + b"Content-Length: "
            + length
            + b"\r\n\r\n"
            + body
        )
        if close:
            transport.close()


async def main() -> None:
    """Serve until stdin ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Peer, "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
