"""A site of the stand-in served in the test's own loop, and the sites that tests need."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from golive_tui.rehearsal.stand_in.api import Api
from golive_tui.rehearsal.stand_in.backend import Backend
from golive_tui.rehearsal.stand_in.edge import Edge
from golive_tui.rehearsal.stand_in.http_server import HttpServer, Site, listening
from golive_tui.rehearsal.stand_in.socketio import SocketIo
from golive_tui.rehearsal.stand_in.world import World

ORIGIN = "http://127.0.0.1:5000"
"""The one frontend that the backend of these tests knows."""


def backend(world: World) -> Backend:
    """The backend's site, without the edge and its delays."""
    return Backend(world=world, api=Api(world), socketio=SocketIo(world), origins=(ORIGIN,))


def edge(world: World) -> Edge:
    """The backend as it is met from outside."""
    return Edge("api", backend(world), world)


@asynccontextmanager
async def served(site: Site, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """The port at which the site answers."""
    sock = listening()
    port: int = sock.getsockname()[1]
    server = HttpServer(site)
    await server.start(sock, context)
    try:
        yield port
    finally:
        await server.close()


@asynccontextmanager
async def connection(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A plain TCP connection, for what no client library would send."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(20):
            yield reader, writer
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
