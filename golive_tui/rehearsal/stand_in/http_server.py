"""HTTP/1.1 over asyncio streams: h11 keeps the protocol, this file keeps the sockets.

A `Site` answers requests; nothing here knows what it says. Everything that a client can make grow
is bounded: head, body, connections, idle time.
"""

import asyncio
import json
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final, Protocol
from urllib.parse import parse_qsl, urlsplit

import h11

HOST: Final = "127.0.0.1"

MAX_HEAD: Final = 16 * 1024
MAX_BODY: Final = 64 * 1024
MAX_CONNECTIONS: Final = 128
"""Open connections of one server; those beyond are closed at once."""
IDLE: Final = 75.0
"""Seconds that a connection may be silent between requests, or take over one request."""
LINGER: Final = 2.0
"""Seconds for a peer to take the last bytes before the connection is dropped."""
CHUNK: Final = 16 * 1024

Header = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pipe:
    """A connection that leaves HTTP: its streams, and the bytes already read past the head."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    already: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request; `headers` by lower-case name, `target` as it stood in the request line."""

    method: str
    target: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def wants_websocket(self) -> bool:
        """True when the client asks to leave HTTP for a WebSocket."""
        return self.method == "GET" and self.headers.get("upgrade", "").lower() == "websocket"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer, or with `switch` the taking over of the connection; `drip`: seconds between two
    of its bytes."""

    status: int = 200
    headers: tuple[Header, ...] = ()
    body: bytes = b""
    drip: float = 0.0
    switch: Callable[[Pipe], Awaitable[None]] | None = None

    def with_headers(self, *more: Header) -> "Reply":
        """The same answer with further headers."""
        return replace(self, headers=self.headers + more)


def text_reply(body: str, content_type: str, *, status: int = 200) -> Reply:
    """An answer with a body of text."""
    return Reply(status=status, headers=(("content-type", content_type),), body=body.encode())


def json_reply(payload: object, *, status: int = 200) -> Reply:
    """An answer with a JSON body."""
    return text_reply(json.dumps(payload), "application/json; charset=utf-8", status=status)


class Site(Protocol):
    """What answers the requests of one server."""

    async def answer(self, request: Request) -> Reply:
        """The reply to one request."""


async def drop(connections: set[asyncio.Task[None]]) -> None:
    """End the tasks of open connections, at once."""
    tasks = tuple(connections)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def listening(port: int = 0) -> socket.socket:
    """A TCP socket bound to a port of 127.0.0.1 (0: an ephemeral one). Until it is served on it
    refuses connections, and nobody else can have the port."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Connections of before, in TIME_WAIT, must not keep a port from being opened again.
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((HOST, port))
    return made


@dataclass(slots=True)
class HttpServer:
    """Serves one site on one socket until closed."""

    site: Site
    _connections: set[asyncio.Task[None]] = field(default_factory=set)
    _server: asyncio.Server | None = None

    async def start(self, sock: socket.socket, context: ssl.SSLContext | None = None) -> None:
        """Begin to accept; with `context`, over TLS."""
        self._server = await asyncio.start_server(
            self._accepted, sock=sock, ssl=context, limit=CHUNK
        )

    async def close(self) -> None:
        """Accept no more and drop what is open."""
        if self._server is not None:
            self._server.close()
        await drop(self._connections)

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._connections) >= MAX_CONNECTIONS:
            writer.transport.abort()
            return
        task = asyncio.create_task(_Connection(self.site, reader, writer).serve())
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)


class _Connection:
    """One accepted connection, request after request."""

    def __init__(
        self, site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._site = site
        self._reader = reader
        self._writer = writer
        self._h11 = h11.Connection(h11.SERVER, max_incomplete_event_size=MAX_HEAD)

    async def serve(self) -> None:
        """Answer until either side is done; a peer that goes away or falls silent is no error."""
        try:
            with suppress(OSError):
                await self._converse()
            with suppress(OSError):
                self._writer.close()
                async with asyncio.timeout(LINGER):
                    await self._writer.wait_closed()
        finally:
            self._writer.transport.abort()

    async def _converse(self) -> None:
        try:
            while await self._turn():
                self._h11.start_next_cycle()
        except h11.RemoteProtocolError as error:
            await self._refuse(error.error_status_hint or 400)

    async def _turn(self) -> bool:
        """One request and its answer; False when the connection is at its end."""
        async with asyncio.timeout(IDLE):
            request = await self._request()
        if request is None:
            return False
        reply = await self._site.answer(request)
        if reply.switch is not None:
            already, _ = self._h11.trailing_data
            await reply.switch(Pipe(self._reader, self._writer, already))
            return False
        await self._send(reply, head_only=request.method == "HEAD")
        return self._h11.our_state is h11.DONE and self._h11.their_state is h11.DONE

    async def _request(self) -> Request | None:
        head: h11.Request | None = None
        body = bytearray()
        while True:
            event = await self._event()
            if isinstance(event, h11.Request):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > MAX_BODY:
                    raise h11.RemoteProtocolError("body too large", error_status_hint=413)
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                return _read(head, bytes(body))
            else:
                return None

    async def _event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        while (event := self._h11.next_event()) is h11.NEED_DATA:
            if self._h11.they_are_waiting_for_100_continue:
                go_on = h11.InformationalResponse(status_code=100, headers=[])
                await self._write(self._h11.send(go_on))
            self._h11.receive_data(await self._reader.read(CHUNK))
        return event

    async def _send(self, reply: Reply, *, head_only: bool) -> None:
        headers = [*reply.headers]
        if reply.status not in (204, 304):
            headers.append(("content-length", str(len(reply.body))))
        head = h11.Response(status_code=reply.status, headers=headers)
        data = self._h11.send(head) or b""
        if reply.body and not head_only and reply.status not in (204, 304):
            data += self._h11.send(h11.Data(data=reply.body)) or b""
        data += self._h11.send(h11.EndOfMessage()) or b""
        if reply.drip:
            for byte in data:
                await self._write(bytes([byte]))
                await asyncio.sleep(reply.drip)
        else:
            await self._write(data)

    async def _refuse(self, status: int) -> None:
        """Answer what was no request, as far as the connection still allows."""
        if self._h11.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            return
        reply = json_reply({"error": "Bad Request"}, status=status)
        await self._send(reply.with_headers(("connection", "close")), head_only=False)

    async def _write(self, data: bytes | None) -> None:
        if data:
            self._writer.write(data)
            async with asyncio.timeout(IDLE):
                await self._writer.drain()


def _read(head: h11.Request, body: bytes) -> Request:
    headers: dict[str, str] = {}
    for raw_name, raw_value in head.headers:
        name, value = raw_name.decode("ascii"), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    target = head.target.decode("ascii", "replace")
    try:
        parts = urlsplit(target)
        query = dict(parse_qsl(parts.query, max_num_fields=32))
    except ValueError as error:
        raise h11.RemoteProtocolError("bad target", error_status_hint=400) from error
    return Request(
        method=head.method.decode("ascii"),
        target=target,
        path=parts.path or "/",
        query=query,
        headers=headers,
        body=body,
    )
