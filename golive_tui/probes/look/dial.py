"""A name and a port made a connected socket: resolved, then tried address by address.

Every kind that speaks over TCP dials here, so that `dns` and `connect` mean the same to all, and
no library picks an address, a proxy or a time-out of its own.
"""

import asyncio
import errno
import ipaddress
import os
import socket
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from golive_tui.probes.look.aside import begin
from golive_tui.probes.look.line import Line
from golive_tui.probes.look.stages import Stages

HEAD_START: Final = 0.3
"""Seconds that an address has before the next is tried beside it (RFC 8305 says 0.25): a host
with a dead IPv6 route is reached as its users reach it."""

MOST_ADDRESSES: Final = 6
"""Addresses of a name that are tried."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address to connect to, as `getaddrinfo` gives it."""

    family: int
    where: tuple[str, int] | tuple[str, int, int, int]

    @property
    def ip(self) -> str:
        """The IP in its usual notation."""
        return self.where[0]

    def __str__(self) -> str:
        port = self.where[1]
        return f"[{self.ip}]:{port}" if ":" in self.ip else f"{self.ip}:{port}"


Connected = tuple[socket.socket, str]
"""A connected socket and the IP at its other end."""

_asked: dict[tuple[str, int], "Future[list[Address]]"] = {}
"""Look-ups under way: a dead resolver costs one thread a name, not one a look."""


def _look_up(host: str, port: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [
        Address(family, where)
        for family, _, _, _, where in found
        if len(where) in {2, 4} and isinstance(where[0], str)
    ]
    return list(dict.fromkeys(addresses))


def is_ip(host: str) -> bool:
    """Whether the host is an address already, with no name to resolve."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


async def resolve(host: str, port: int) -> list[Address]:
    """Addresses of a host to try, in the system's own order; raises socket.gaierror."""
    return (await resolve_all(host, port))[:MOST_ADDRESSES]


async def resolve_all(host: str, port: int) -> list[Address]:
    """Every address of a host, in the system's own order; raises socket.gaierror."""
    if is_ip(host):
        return _look_up(host, port)
    key = (host, port)
    under_way = _asked.get(key)
    if under_way is None:
        under_way = begin(lambda: _look_up(host, port), f"resolve {host}")
        _asked[key] = under_way
        under_way.add_done_callback(lambda _: _asked.pop(key, None))
    try:
        return await asyncio.wrap_future(under_way)
    except socket.gaierror as error:
        raise socket.gaierror(error.errno, f"{host}: {error.strerror}") from error


async def dial(host: str, port: int, stages: Stages) -> Line:
    """A connected line; raises socket.gaierror or the OSError of the most telling address."""
    if is_ip(host):
        addresses = _look_up(host, port)
    else:
        with stages.stage("dns"):
            addresses = await resolve(host, port)
    stages.ip = addresses[0].ip
    with stages.stage("connect"):
        sock, stages.ip = await _first_of(addresses)
    return Line(sock, stages.ip)


async def dial_address(address: Address, stages: Stages) -> Line:
    """A line connected to that very address; raises the OSError that it met."""
    stages.ip = address.ip
    with stages.stage("connect"):
        sock, _ = await _connect(address)
    return Line(sock, address.ip)


async def _first_of(addresses: list[Address]) -> Connected:
    """The first connection to come about; each address has a head start over the next."""
    if len(addresses) == 1:
        return await _connect(addresses[0])
    attempts: list[asyncio.Task[Connected]] = []
    won: Connected | None = None
    try:
        for address in addresses:
            attempts.append(asyncio.create_task(_connect(address)))
            won = await _winner(attempts, HEAD_START)
            if won is not None:
                return won
        won = await _winner(attempts, None)
        if won is not None:
            return won
        failures = [error for task in attempts if isinstance(error := task.exception(), OSError)]
        raise next((e for e in failures if e.errno != errno.ENETUNREACH), failures[0])
    finally:
        await _let_go(attempts, won)


async def _winner(
    attempts: "list[asyncio.Task[Connected]]", patience: float | None
) -> Connected | None:
    """Wait until one has won, all have failed, or patience is over."""
    pending = {task for task in attempts if not task.done()}
    while pending:
        done, pending = await asyncio.wait(
            pending, timeout=patience, return_when=asyncio.FIRST_COMPLETED
        )
        if not done:
            return None
        for task in done:
            if task.exception() is None:
                return task.result()
    return None


async def _let_go(attempts: "list[asyncio.Task[Connected]]", won: Connected | None) -> None:
    for task in attempts:
        task.cancel()
    for result in await asyncio.gather(*attempts, return_exceptions=True):
        if not isinstance(result, BaseException) and result is not won:
            result[0].close()


async def _connect(address: Address) -> Connected:
    sock = socket.socket(address.family, socket.SOCK_STREAM)
    connected = False
    try:
        sock.settimeout(0)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(sock, address.where)
        connected = True
    except OSError as error:
        code = error.errno or 0
        raise OSError(code, f"{address}: {os.strerror(code).lower()}") from error
    finally:
        if not connected:
            sock.close()
    return sock, address.ip
