"""Where the stand-in listens: every socket is bound before anything is served, so that the sites
know each other's addresses, and the rehearsal target gets them all.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from golive_tui.rehearsal.stand_in.behaviour import GUARDED
from golive_tui.rehearsal.stand_in.decks import FRONTENDS
from golive_tui.rehearsal.stand_in.firewall import guarded
from golive_tui.rehearsal.stand_in.http_server import HOST, listening

TLS_NAME: Final = "localhost"
"""The name in the certificate by which the TLS endpoint is reached."""

_PAIR_TRIES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sockets:
    """All bound sockets of one stand-in."""

    api: socket.socket
    tls: socket.socket
    frontends: Mapping[str, socket.socket]
    dns_udp: socket.socket
    dns_tcp: socket.socket
    guarded: Mapping[str, socket.socket]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The ports, and the values of `${stand_in:NAME}` that are made of them."""

    api: int
    tls: int
    dns: int
    frontends: Mapping[str, int]
    guarded: Mapping[str, int]
    """Ports that refuse connections, by name."""

    @property
    def api_url(self) -> str:
        """The backend, without a slash at the end."""
        return _url(self.api)

    @property
    def ws_url(self) -> str:
        """The raw WebSocket of the backend."""
        return f"ws://{HOST}:{self.api}/ws"

    def frontend_url(self, name: str) -> str:
        """One frontend, without a slash at the end."""
        return _url(self.frontends[name])

    def values(self, ca: str) -> dict[str, str]:
        """Every value by name; `ca` is the path of the CA's certificate."""
        return {
            "api": self.api_url,
            "ws": self.ws_url,
            "socketio": self.api_url,
            "host": HOST,
            "port": str(self.api),
            **{name: self.frontend_url(name) for name in FRONTENDS},
            "tls": f"https://{TLS_NAME}:{self.tls}",
            "tls_host": TLS_NAME,
            "tls_port": str(self.tls),
            "ca": ca,
            "dns_server": f"{HOST}:{self.dns}",
            "dns_host": HOST,
            "dns_port": str(self.dns),
            **{f"{name}_port": str(port) for name, port in self.guarded.items()},
        }


def bind() -> Sockets:
    """Bind everything to ephemeral ports of 127.0.0.1; DNS has one port for UDP and TCP."""
    udp, tcp = pair()
    return Sockets(
        api=listening(),
        tls=listening(),
        frontends={name: listening() for name in FRONTENDS},
        dns_udp=udp,
        dns_tcp=tcp,
        guarded={name: guarded() for name in GUARDED},
    )


def addresses(sockets: Sockets) -> Addresses:
    """The ports of bound sockets."""
    return Addresses(
        api=_port(sockets.api),
        tls=_port(sockets.tls),
        dns=_port(sockets.dns_udp),
        frontends={name: _port(sock) for name, sock in sockets.frontends.items()},
        guarded={name: _port(sock) for name, sock in sockets.guarded.items()},
    )


def pair(port: int = 0) -> tuple[socket.socket, socket.socket]:
    """A UDP and a TCP socket on the same port, this one or any."""
    for attempt in range(_PAIR_TRIES):
        tcp = listening(port)
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            udp.bind((HOST, _port(tcp)))
        except OSError:
            tcp.close()
            udp.close()
            if attempt == _PAIR_TRIES - 1:
                raise
        else:
            return udp, tcp
    raise AssertionError


def _port(sock: socket.socket) -> int:
    port: int = sock.getsockname()[1]
    return port


def _url(port: int) -> str:
    return f"http://{HOST}:{port}"
