"""Whether a Socket.IO server lets a client in: the Engine.IO 4 handshake and a namespace."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, MapOf, Spec, Text
from golive_tui.probes.kind import OVER_WEBSOCKET, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, SERVER_NAME, UPGRADE_HEADERS, VERIFY, Given

SPEC: Final = Spec(
    name="socketio",
    help="Connects to a Socket.IO server over WebSocket, joins a namespace, and leaves.",
    fields=(
        Field(
            name="url",
            type=Text(template=True, example="${api}"),
            required=True,
            help="the server: http://, https://, ws:// or wss://",
        ),
        Field(
            name="path",
            type=Text(template=True, example="/socket.io/"),
            default="/socket.io/",
            help="where the server listens; not the namespace",
        ),
        Field(
            name="namespace",
            type=Text(template=True, example="/chat"),
            default="/",
            help="the namespace to join",
        ),
        Field(
            name="auth",
            type=MapOf(Text(template=True, example="${env:TOKEN}")),
            help="what the server's `handshake.auth` gets",
        ),
        UPGRADE_HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="open_seconds", help="seconds until the namespace was joined, from the dial on"),
    FactDoc(path="sid", help="the id of the session that the server opened"),
    FactDoc(path="ping_interval", help="seconds between the server's pings"),
    FactDoc(path="ping_timeout", help="seconds in which it wants the pong"),
    FactDoc(path="upgrades", help="transports that the server would change to"),
    FactDoc(path="transport", help="websocket, always: the one that is tried"),
    FactDoc(path="namespace", help="the namespace that was joined"),
    FactDoc(path="status", help="HTTP status of an upgrade that was rejected"),
    FactDoc(path="ip", help="the address that answered"),
)


class Socketio:
    """`kind = "socketio"`."""

    name = "socketio"
    spec = SPEC
    facts = FACTS
    reasons = OVER_WEBSOCKET
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the server."""
        from golive_tui.probes.look.socketio import SocketioLookout, address
        from golive_tui.probes.look.ws_dial import WsPlan

        given = Given(SPEC, settings)
        plan = WsPlan.read(
            kind="socketio",
            url=address(given.needed("url"), given.text("path")),
            headers=given.table("headers"),
            verify=given.flag("verify"),
            ca=given.file("ca", reach.directory),
            server_name=given.text("server_name"),
        )
        return SocketioLookout(
            plan=plan,
            namespace=given.text("namespace"),
            auth=given.table("auth"),
            deadline=reach.deadline,
        )


KIND: Final = Socketio()
