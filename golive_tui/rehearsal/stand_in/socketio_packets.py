"""What a Socket.IO session says to each packet; no sockets here.

Connections to the four known namespaces are accepted, `subscribe` is confirmed, any other event is
sent back, and an event with an ack id is acknowledged with its arguments.
"""

import asyncio
import json
import re
from enum import Enum, auto
from typing import Final

from golive_tui.rehearsal.stand_in.chance import roll

NAMESPACES: Final = ("/", "/flowmind", "/swarm", "/citypulse")
"""Those of the customer's server, and the default one."""

MAX_WAITING: Final = 256
"""Packets that a session holds for a client that does not fetch them; then it is closed."""

_PACKET = re.compile(
    r"(?P<kind>[0-6])(?:(?P<namespace>/[^,]{0,99}),?)?(?P<ack>\d{0,9})(?P<data>.*)", re.DOTALL
)


class Connected(Enum):
    """A session is open until either side ends it."""

    OPEN = auto()
    CLOSED = auto()


class Session:
    """One Engine.IO session: what it has to say waits in `outbox`."""

    def __init__(self, sid: str) -> None:
        self.sid = sid
        self.state = Connected.OPEN
        self.outbox: asyncio.Queue[str] = asyncio.Queue()
        self._joined: set[str] = set()

    def take(self, packet: str) -> None:
        """Act on one Engine.IO packet; what makes no sense is passed over, as servers do."""
        match packet[:1]:
            case "1":
                self._end()
            case "2":
                self._say("3" + packet[1:])
            case "4":
                self._message(packet[1:])
            case _:
                return

    def _message(self, packet: str) -> None:
        read = _PACKET.fullmatch(packet)
        if read is None:
            return
        namespace = read["namespace"] or "/"
        match read["kind"]:
            case "0":
                self._connect(namespace)
            case "1":
                self._joined.discard(namespace)
            case "2" if namespace in self._joined:
                self._event(namespace, read["ack"], read["data"])
            case _:
                return

    def _connect(self, namespace: str) -> None:
        if namespace not in NAMESPACES:
            self._emit("44", namespace, "", {"message": "Invalid namespace"})
            return
        self._joined.add(namespace)
        number = int(roll(0, self.sid, namespace) * 2**64)
        self._emit("40", namespace, "", {"sid": f"{number:016x}"})

    def _event(self, namespace: str, ack: str, data: str) -> None:
        try:
            arguments = json.loads(data)
        except (ValueError, RecursionError):
            return
        if not isinstance(arguments, list) or not arguments:
            return
        if ack:
            self._emit("43", namespace, ack, arguments[1:])
        elif arguments[0] == "subscribe":
            told = {"type": "subscription-confirmed", "channel": arguments[1:2]}
            self._emit("42", namespace, "", ["subscription-confirmed", told])
        else:
            self._emit("42", namespace, "", arguments)

    def _emit(self, kind: str, namespace: str, ack: str, data: object) -> None:
        where = "" if namespace == "/" else f"{namespace},"
        self._say(f"{kind}{where}{ack}{json.dumps(data, separators=(',', ':'))}")

    def _say(self, packet: str) -> None:
        if self.outbox.qsize() >= MAX_WAITING:
            self._end()
            return
        self.outbox.put_nowait(packet)

    def _end(self) -> None:
        self.state = Connected.CLOSED
        self.outbox.put_nowait("6")
