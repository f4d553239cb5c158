"""A real nginx of the tests, on a free port of loopback, in a folder of its own."""

import asyncio
import contextlib
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.waiting import wait_until_async

PROGRAM = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")

needed = pytest.mark.skipif(PROGRAM is None, reason="nginx is not installed on this host")

_CONF = """
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    limit_req_zone $server_name zone=few:1m rate=1r/m;
    {http}
    server {{
        listen 127.0.0.1:{port}{tls};
        server_name localhost;
        root {folder};
        {server}
    }}
}}
"""


@contextlib.asynccontextmanager
async def nginx(
    folder: Path, server: str, *, http: str = "", tls: bool = False, http2: bool = False
) -> AsyncIterator[int]:
    """Serves `folder` with these directives; yields its port. FOLDER in them is the folder."""
    assert PROGRAM is not None
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    conf = _CONF.format(
        port=port,
        folder=folder,
        http=http.replace("PORT", str(port)),
        server=server.replace("FOLDER", str(folder)).replace("PORT", str(port)),
        tls=f" ssl{' http2' if http2 else ''}" if tls else "",
    )
    (folder / "nginx.conf").write_text(conf, encoding="utf-8")
    child = await asyncio.create_subprocess_exec(
        PROGRAM, "-p", str(folder), "-c", "nginx.conf", "-e", "error.log"
    )
    try:
        await wait_until_async(lambda: _listens(port) or child.returncode is not None)
        assert child.returncode is None, (folder / "error.log").read_text(encoding="utf-8")
        yield port
    finally:
        if child.returncode is None:
            child.terminate()
        await child.wait()


def _listens(port: int) -> bool:
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) == 0
