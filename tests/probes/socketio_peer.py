"""A Socket.IO server of another hand (python-socketio), on loopback."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import socketio
import uvicorn

from tests.support.waiting import wait_until_async


@contextlib.asynccontextmanager
async def on_loopback(server: socketio.AsyncServer) -> AsyncIterator[str]:
    """Serves while inside; gives its URL."""
    sock = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        socketio.ASGIApp(server), log_level="critical", lifespan="off", ws="websockets-sansio"
    )
    web = uvicorn.Server(config)
    with sock:
        task = asyncio.create_task(web.serve(sockets=[sock]))
        await wait_until_async(lambda: web.started)
        try:
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            web.should_exit = True
            await task
            await server.shutdown()
