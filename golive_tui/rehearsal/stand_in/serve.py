"""The whole stand-in, assembled: bind, serve, tell the addresses, and end with the parent."""

import asyncio
import os
import signal
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import tomli

from golive_tui.errors import InputError
from golive_tui.rehearsal.stand_in.addresses import Addresses, Sockets, addresses, bind
from golive_tui.rehearsal.stand_in.api import Api
from golive_tui.rehearsal.stand_in.backend import Backend
from golive_tui.rehearsal.stand_in.behaviour import Behaviour, changed
from golive_tui.rehearsal.stand_in.control import Parent
from golive_tui.rehearsal.stand_in.decks import FRONTENDS
from golive_tui.rehearsal.stand_in.dns_server import DnsServer
from golive_tui.rehearsal.stand_in.edge import Edge
from golive_tui.rehearsal.stand_in.firewall import Firewall
from golive_tui.rehearsal.stand_in.frontends import Frontend
from golive_tui.rehearsal.stand_in.http_server import HttpServer
from golive_tui.rehearsal.stand_in.ports import DnsPort, HttpPort, Ports
from golive_tui.rehearsal.stand_in.socketio import SocketIo
from golive_tui.rehearsal.stand_in.tls_files import TlsFiles, tls_files
from golive_tui.rehearsal.stand_in.world import World

SCHEMA: Final = 1
"""Format of the line with the addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says; `since` is the launch's origin, None: now."""

    seed: int
    speed: float = 1.0
    since: datetime | None = None
    behaviour: Path | None = None


def read_behaviour(path: Path) -> Behaviour:
    """The behaviour of a TOML file; raises InputError that names the file and every bad key."""
    try:
        return changed(Behaviour(), tomli.loads(path.read_text(encoding="utf-8")))
    except InputError as error:
        raise InputError(f"{path}: {error.message}") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read as TOML: {error}") from error


async def run(options: Options) -> None:
    """Serve until stdin ends or SIGTERM comes; raises InputError before anything is served."""
    behaviour = read_behaviour(options.behaviour) if options.behaviour else None
    world = World(seed=options.seed, behaviour=behaviour, speed=options.speed, since=options.since)
    async with AsyncExitStack() as at_the_end:
        parent = await Parent.connect()
        at_the_end.callback(parent.close)
        tls = at_the_end.enter_context(tls_files())
        sockets = bind()
        where = addresses(sockets)
        firewall = Firewall(sockets.guarded)
        at_the_end.callback(firewall.close)
        firewall.keep(world.behaviour.firewall)
        world.at_change.append(lambda behaviour: firewall.keep(behaviour.firewall))
        ports = _ports(world, sockets, where, tls)
        at_the_end.push_async_callback(ports.close)
        await ports.open()
        world.at_change.append(ports.follow)
        serving = asyncio.create_task(parent.serve(world))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, serving.cancel)
        with suppress(asyncio.CancelledError, BrokenPipeError):
            values = where.values(str(tls.ca))
            parent.tell({"schema": SCHEMA, "pid": os.getpid(), "values": values})
            await serving


def _ports(world: World, sockets: Sockets, where: Addresses, tls: TlsFiles) -> Ports:
    backend = Backend(
        world=world,
        api=Api(world),
        socketio=SocketIo(world),
        origins=tuple(where.frontend_url(name) for name in where.frontends),
    )
    world.at_change.append(backend.sessions.follow)
    context = tls.server_context(lambda: world.behaviour.tls)
    plain = HttpServer(Edge("api", backend, world))
    secure = HttpServer(Edge("api", backend, world, stream="tls"))
    dns = DnsServer(lambda: world.behaviour.dns)
    pages = {
        name: HttpServer(Edge(name, Frontend(name, where, world), world)) for name in FRONTENDS
    }
    return Ports(
        [
            HttpPort("backend", plain, sockets.api),
            HttpPort("backend", secure, sockets.tls, context),
            DnsPort("edge", dns, sockets.dns_udp, sockets.dns_tcp),
            *(HttpPort("edge", each, sockets.frontends[name]) for name, each in pages.items()),
        ]
    )
