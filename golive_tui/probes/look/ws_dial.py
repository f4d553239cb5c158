"""A WebSocket session opened on our own socket: no proxy, no redirect, no keep-alive but ours."""

import asyncio
import contextlib
import ssl
from dataclasses import dataclass

from websockets.asyncio.client import ClientConnection
from websockets.client import ClientProtocol
from websockets.exceptions import InvalidHandshake, InvalidMessage, InvalidStatus, InvalidURI
from websockets.typing import Origin, Subprotocol
from websockets.uri import WebSocketURI, parse_uri

from golive_tui.errors import InputError
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.contexts import client_context
from golive_tui.probes.look.dial import dial
from golive_tui.probes.look.http_headers import check_header
from golive_tui.probes.look.stages import Stages
from golive_tui.text import clean

FAREWELL = 0.5
"""Seconds that a peer has to answer our close; a probe has nothing to lose in the session."""

SNIPPET = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class WsPlan:
    """Where to connect and what to say in the upgrade request."""

    uri: WebSocketURI
    headers: tuple[tuple[str, str], ...]
    origin: str
    subprotocols: tuple[str, ...]
    max_message: int
    context: ssl.SSLContext | None
    server_name: str

    @staticmethod
    def read(
        *,
        kind: str,
        url: str,
        headers: dict[str, str],
        verify: bool,
        ca: str,
        server_name: str = "",
        origin: str = "",
        subprotocols: tuple[str, ...] = (),
        max_message: int = 64 * 1024,
    ) -> "WsPlan":
        """The plan of a checklist's fields; raises InputError for what is no address."""
        try:
            uri = parse_uri(url)
        except (InvalidURI, ValueError) as error:
            raise InputError(
                f"{kind}: `{clean(url, 100)}` is no address",
                hint="it begins with ws:// or wss:// and a host",
            ) from error
        for name, value in headers.items():
            check_header(kind, name, value)
        return WsPlan(
            uri=uri,
            headers=tuple(headers.items()),
            origin=origin,
            subprotocols=subprotocols,
            max_message=max_message,
            context=client_context(verify=verify, ca=ca) if uri.secure else None,
            server_name=server_name or uri.host,
        )


async def open_session(plan: WsPlan, stages: Stages) -> ClientConnection:
    """A session that stands; raises OSError, ssl.SSLError or websockets' InvalidHandshake."""
    line = await dial(plan.uri.host, plan.uri.port, stages)
    stages.enter("tls" if plan.context is not None else "upgrade")
    try:
        _, session = await asyncio.get_running_loop().create_connection(
            lambda: _protocol(plan),
            sock=line.sock,
            ssl=plan.context,
            server_hostname=plan.server_name if plan.context is not None else None,
        )
    except BaseException:
        line.close()
        raise
    if plan.context is not None:
        stages.leave()
        stages.enter("upgrade")
    try:
        await session.handshake(list(plan.headers), "golive")
    except BaseException:
        session.transport.abort()
        raise
    stages.leave()
    return session


class _Connection(ClientConnection):
    """A peer that has said good-bye is hung up on if it does not go.

    websockets waits for ever for such a peer to close the connection, and so would a ping.
    """

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.protocol.close_expected():
            self.loop.call_later(FAREWELL, self.transport.abort)


def _protocol(plan: WsPlan) -> ClientConnection:
    return _Connection(
        ClientProtocol(
            plan.uri,
            origin=Origin(plan.origin) if plan.origin else None,
            subprotocols=[Subprotocol(name) for name in plan.subprotocols] or None,
            max_size=plan.max_message,
        ),
        ping_interval=None,
        close_timeout=FAREWELL,
    )


async def hang_up(session: ClientConnection) -> None:
    """Say good-bye, wait a moment for the answer, and be gone in any case."""
    try:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2 * FAREWELL):
                await session.close()
    finally:
        session.transport.abort()


def rejected(error: InvalidHandshake, stages: Stages, other: str) -> Observation:
    """What became of an upgrade that the peer did not accept; `other` is what the peer may be."""
    facts: dict[str, object] = {"connected": False, "ip": stages.ip}
    match error:
        case InvalidStatus(response=response):
            facts["status"] = response.status_code
            body = (response.body or b"").decode("utf-8", "replace")
            detail = f"HTTP {response.status_code} instead of 101"
            if response.status_code in {400, 404}:
                detail += f"; {other}"
            if body and "<" not in body[:SNIPPET]:
                detail += f": {body}"
        case InvalidMessage(__cause__=EOFError() | ConnectionError()):
            detail = f"the peer hung up without an answer; {other}"
        case _:
            detail = f"no WebSocket: {error}"
    return Observation(
        outcome="fail",
        reason="ws.rejected",
        detail=detail,
        facts=facts,
        phases=dict(stages.seconds),
    )
