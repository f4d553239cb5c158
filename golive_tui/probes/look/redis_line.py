"""A connection of Redis's own client over a line of ours.

The client logs in, speaks the protocol and tells the server's errors apart; names are resolved,
addresses tried and TLS shaken by what all kinds share, and it neither tries again nor waits for a
good-bye. `_connect`, `_reader` and `_writer` are where its own Unix-socket connection does that.
"""

import asyncio
import ssl
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from redis.asyncio import Connection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import InvalidResponse

from golive_tui.errors import InputError
from golive_tui.probes.look.contexts import client_context
from golive_tui.probes.look.dial import dial
from golive_tui.probes.look.stages import Stages

LARGEST: Final = 256 * 1024
"""Bytes of one reply. INFO has some 5 kB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a Redis is, and how to log in."""

    host: str
    port: int
    database: int = 0
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    context: ssl.SSLContext | None = None
    server_name: str = ""

    @staticmethod
    def read(url: str, *, verify: bool = True, ca: str = "", server_name: str = "") -> "Place":
        """The parts of a URL; raises InputError, which does not repeat it: it is secret."""
        wrong = InputError(
            "redis: `url` is no address of a Redis",
            hint="redis://USER:PASSWORD@HOST:PORT/DATABASE, special characters as %40",
        )
        try:
            parts = urlsplit(url)
            port = parts.port or 6379
        except ValueError:
            raise wrong from None
        path = parts.path.strip("/") or "0"
        if parts.scheme not in {"redis", "rediss"} or not parts.hostname:
            raise wrong
        if not path.isascii() or not path.isdigit() or len(path) > 5:
            raise wrong
        return Place(
            host=parts.hostname,
            port=port,
            database=int(path),
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            context=client_context(verify=verify, ca=ca) if parts.scheme == "rediss" else None,
            server_name=server_name or parts.hostname,
        )


class _Reader(asyncio.StreamReader):
    """Bounded: a peer that announces a reply of a gigabyte is not waited for."""

    async def readexactly(self, n: int) -> bytes:
        if n > LARGEST:
            raise InvalidResponse(f"a reply of {n} bytes")
        return await super().readexactly(n)

    async def readline(self) -> bytes:
        try:
            return await super().readline()
        except ValueError as error:
            raise InvalidResponse("a line without end") from error


class RedisLine(Connection):
    """One connection, for one look."""

    def __init__(self, place: Place, stages: Stages) -> None:
        super().__init__(
            host=place.host,
            port=place.port,
            db=place.database,
            username=place.user,
            password=place.password,
            protocol=2,
            decode_responses=True,
            encoding_errors="replace",
            socket_timeout=None,
            socket_connect_timeout=None,
            retry=Retry(NoBackoff(), 0),
        )
        # The server is not told the client's name and version: old ones refuse the command.
        self.driver_info = None
        self.lib_name = self.lib_version = None  # as redis 6 and 7 call it
        self._place = place
        self._stages = stages

    async def log_in(self) -> None:
        """Connect, and say who we are; raises what redis.exceptions has."""
        await self.connect()  # type: ignore[no-untyped-call]
        self._stages.leave()

    async def _connect(self) -> None:
        line = await dial(self._place.host, self._place.port, self._stages)
        loop = asyncio.get_running_loop()
        reader = _Reader(limit=LARGEST, loop=loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
        made = False
        self._stages.enter("tls" if self._place.context else "connect")
        try:
            transport, _ = await loop.create_connection(
                lambda: protocol,
                sock=line.sock,
                ssl=self._place.context,
                server_hostname=self._place.server_name if self._place.context else None,
            )
            made = True
        finally:
            if not made:
                line.close()
        self._stages.leave()
        self._stages.enter("login")
        self._reader = reader
        self._writer = asyncio.StreamWriter(transport, protocol, reader, loop)

    async def said(self, *words: str | int) -> object:
        """The reply to a command; raises what redis.exceptions has."""
        await self.send_command(*words)
        return await self.read_response()

    async def hang_up(self) -> None:
        """At once: a silent peer's good-bye is not waited for."""
        writer = self._writer
        if writer is not None:
            writer.transport.abort()
        await self.disconnect(nowait=True)
