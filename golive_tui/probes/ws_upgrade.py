"""Whether a WebSocket or a Socket.IO server lets the right origin in, and turns another away."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Choice, Field, Spec, Text
from golive_tui.probes.kind import OVER_WEBSOCKET, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, SERVER_NAME, UPGRADE_HEADERS, VERIFY, Given

SPEC: Final = Spec(
    name="ws_upgrade",
    help="Upgrades to WebSocket as the good origin and as an evil one: browsers leave it to the "
    "server whom it lets in.",
    fields=(
        Field(
            name="url",
            type=Text(template=True, example="${ws}"),
            required=True,
            help="ws:// or wss://; for Socket.IO the server, also as http:// or https://",
        ),
        Field(
            name="protocol",
            type=Choice(("websocket", "socketio")),
            default="websocket",
            help="what the server speaks after the upgrade",
        ),
        Field(
            name="origin",
            type=Text(template=True, example="https://app.example.com"),
            default="",
            help="the origin that must be let in; none sends none",
        ),
        Field(
            name="evil_origin",
            type=Text(template=True, example="https://evil.example"),
            default="https://evil.example",
            help="the origin that must be turned away; empty tries none",
        ),
        Field(
            name="path",
            type=Text(template=True, example="/socket.io/"),
            default="/socket.io/",
            help="where a Socket.IO server listens",
        ),
        Field(
            name="send",
            type=Text(template=True, at_most=10_000, example='{"type": "ping"}'),
            default="",
            help="a message to send to a raw WebSocket server once connected",
        ),
        Field(
            name="reply",
            type=Text(template=True, example="pong"),
            default="",
            help="what a message that comes back must contain",
        ),
        UPGRADE_HEADERS,
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="good", help="accepted or rejected: what became of the good origin"),
    FactDoc(path="evil", help="the same of the evil one; missing where none was tried"),
    FactDoc(path="good_status", help="HTTP status that rejected the good origin"),
    FactDoc(path="evil_status", help="HTTP status that rejected the evil one"),
    FactDoc(path="open_seconds", help="seconds until the good origin's session stood"),
    FactDoc(path="reply", help="the message that came back"),
    FactDoc(path="protocol", help="websocket or socketio"),
    FactDoc(path="ip", help="the address that answered"),
)


class WsUpgrade:
    """`kind = "ws_upgrade"`."""

    name = "ws_upgrade"
    spec = SPEC
    facts = FACTS
    reasons = OVER_WEBSOCKET
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the server."""
        from golive_tui.probes.look.socketio import address
        from golive_tui.probes.look.ws_dial import WsPlan
        from golive_tui.probes.look.ws_upgrade import WsUpgradeLookout

        given = Given(SPEC, settings)
        url, protocol = given.needed("url"), given.text("protocol")
        plan = WsPlan.read(
            kind="ws_upgrade",
            url=address(url, given.text("path")) if protocol == "socketio" else url,
            headers=given.table("headers"),
            origin=given.text("origin"),
            verify=given.flag("verify"),
            ca=given.file("ca", reach.directory),
            server_name=given.text("server_name"),
        )
        return WsUpgradeLookout(
            plan=plan,
            evil_origin=given.text("evil_origin"),
            protocol=protocol,
            send=given.text("send"),
            reply=given.text("reply"),
            deadline=reach.deadline,
        )


KIND: Final = WsUpgrade()
