"""The ports that a firewall keeps closed, of the database and of Redis; they can be opened.

A bound port that nobody listens at refuses connections, and no other program can take it.
"""

import socket
from collections.abc import Collection, Mapping

from golive_tui.rehearsal.stand_in.http_server import HOST


class Firewall:
    """Bound sockets by name; closed until told otherwise."""

    def __init__(self, sockets: Mapping[str, socket.socket]) -> None:
        self._sockets = dict(sockets)
        self._open: set[str] = set()

    def keep(self, opened: Collection[str]) -> None:
        """From now on exactly these ports accept connections."""
        for name, sock in self._sockets.items():
            if name in opened and name not in self._open:
                sock.listen(8)
            elif name not in opened and name in self._open:
                self._sockets[name] = _closed(sock)
        self._open = {name for name in self._sockets if name in opened}

    def close(self) -> None:
        """Give the ports back."""
        for sock in self._sockets.values():
            sock.close()


def guarded() -> socket.socket:
    """A port that refuses connections."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((HOST, 0))
    return made


def _closed(sock: socket.socket) -> socket.socket:
    """The same port, with nobody listening: a socket cannot unlearn to listen."""
    address = sock.getsockname()
    sock.close()
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(address)
    return made
