"""A WebSocket session, held from look to look: whether it stays, and its round trip."""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Bytes, Field, Flag, ListOf, Spec, Text
from golive_tui.probes.kind import OVER_WEBSOCKET, FactDoc, Lookout, Reach
from golive_tui.probes.settings import CA, SERVER_NAME, UPGRADE_HEADERS, VERIFY, Given

SPEC: Final = Spec(
    name="websocket",
    help="Holds a WebSocket session and measures a ping at each look.",
    fields=(
        Field(
            name="url",
            type=Text(template=True, example="${ws}"),
            required=True,
            help="ws:// or wss://",
        ),
        Field(
            name="hold",
            type=Flag(),
            default=True,
            help="whether to keep the session between looks; false connects anew at each",
        ),
        Field(
            name="send",
            type=Text(template=True, at_most=10_000, example='{"type": "subscribe"}'),
            default="",
            help="a message to send once connected",
        ),
        Field(
            name="reply",
            type=Flag(),
            default=False,
            help="whether to wait for a message once connected (and after `send`)",
        ),
        UPGRADE_HEADERS,
        Field(
            name="origin",
            type=Text(template=True, example="https://app.example.com"),
            default="",
            help="the Origin that a browser would send",
        ),
        Field(
            name="subprotocols",
            type=ListOf(Text(example="graphql-ws"), or_one=True),
            default=(),
            help="subprotocols to offer",
        ),
        Field(
            name="max_message",
            type=Bytes(at_least=125, at_most=64 * 1024**2),
            default=64 * 1024,
            help="a longer message ends the session",
        ),
        VERIFY,
        CA,
        SERVER_NAME,
    ),
)

FACTS: Final = (
    FactDoc(path="connected", help="whether the session stands"),
    FactDoc(path="open_seconds", help="seconds until the current session stood, from the dial on"),
    FactDoc(path="rtt_seconds", help="seconds from this look's ping to its pong"),
    FactDoc(path="session_seconds", help="age of the session"),
    FactDoc(path="disconnects", help="sessions lost since the probe began"),
    FactDoc(path="closes.CODE", help="how many of them by close code; 1006 is without a farewell"),
    FactDoc(path="close_code", help="how the last one ended"),
    FactDoc(path="close_reason", help="what the peer said of it"),
    FactDoc(path="messages", help="messages received in this session"),
    FactDoc(path="reply", help="the message that `reply` waited for"),
    FactDoc(path="reply_seconds", help="seconds that it took"),
    FactDoc(path="subprotocol", help="the one that the peer chose"),
    FactDoc(path="status", help="HTTP status of an upgrade that was rejected"),
    FactDoc(path="ip", help="the address that answered"),
)


class Websocket:
    """`kind = "websocket"`."""

    name = "websocket"
    spec = SPEC
    facts = FACTS
    reasons = OVER_WEBSOCKET
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout that connects at its first look."""
        from golive_tui.probes.look.websocket import WebsocketLookout
        from golive_tui.probes.look.ws_dial import WsPlan

        given = Given(SPEC, settings)
        plan = WsPlan.read(
            kind="websocket",
            url=given.needed("url"),
            headers=given.table("headers"),
            origin=given.text("origin"),
            subprotocols=given.texts("subprotocols"),
            max_message=given.whole("max_message"),
            verify=given.flag("verify"),
            ca=given.file("ca", reach.directory),
            server_name=given.text("server_name"),
        )
        return WebsocketLookout(
            plan=plan,
            hold=given.flag("hold"),
            send=given.text("send"),
            reply=given.flag("reply"),
            deadline=reach.deadline,
        )


KIND: Final = Websocket()
