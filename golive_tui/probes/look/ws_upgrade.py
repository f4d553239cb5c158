"""Looking at whom a WebSocket server lets in: the good origin, and not the evil one.

A server may also accept the upgrade and then close the session, as with 1008; a ping that is
answered tells that it did not.
"""

from dataclasses import dataclass, replace

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.stages import Stages, late
from golive_tui.probes.look.ws_dial import WsPlan, hang_up, open_session, rejected
from golive_tui.probes.look.ws_session import ending_of

_NO_WEBSOCKET = "a Socket.IO server? (protocol = 'socketio')"
_NO_SOCKETIO = "a raw WebSocket server? (protocol = 'websocket')"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Let:
    """What became of one origin: let in with the last message that came, or why not."""

    accepted: bool
    status: int | None = None
    said: str = ""
    reply: str | None = None
    seconds: float = 0.0
    rejection: Observation | None = None


class WsUpgradeLookout:
    """Connects anew at each look, once as each origin."""

    def __init__(
        self,
        *,
        plan: WsPlan,
        evil_origin: str,
        protocol: str,
        send: str,
        reply: str,
        deadline: float,
    ) -> None:
        self._plan = plan
        self._evil_origin = evil_origin
        self._protocol = protocol
        self._send = send
        self._reply = reply
        self._deadline = deadline
        self._stages = Stages()

    async def look(self) -> Observation:
        """The good origin first: what turns everybody away protects nobody."""
        self._stages = Stages()
        good = await self._let_in(self._plan, talk=True)
        facts: dict[str, object] = {
            "protocol": self._protocol,
            "good": "accepted" if good.accepted else "rejected",
            "ip": self._stages.ip,
        }
        if good.status is not None:
            facts["good_status"] = good.status
        if good.rejection is not None:
            return replace(good.rejection, facts=facts)
        if not good.accepted:
            return self._wrong("ws.rejected", f"the session ended at once: {good.said}", facts)
        facts["open_seconds"] = good.seconds
        if good.reply is not None:
            facts["reply"] = good.reply
        if self._protocol == "socketio" and not (good.reply or "").startswith("0"):
            said = f"the first message is no open packet: {_NO_SOCKETIO}: {good.reply}"
            return self._wrong("ws.no_reply", said, facts)
        return await self._against_evil(facts)

    def late(self) -> Observation:
        """The stage that did not end."""
        return late(self._stages, self._deadline)

    async def close(self) -> None:
        """Nothing is held."""

    async def _against_evil(self, facts: dict[str, object]) -> Observation:
        if self._evil_origin:
            evil = await self._let_in(replace(self._plan, origin=self._evil_origin), talk=False)
            facts["evil"] = "accepted" if evil.accepted else "rejected"
            if evil.status is not None:
                facts["evil_status"] = evil.status
            if evil.accepted:
                said = f"the evil origin {self._evil_origin} is let in"
                return self._wrong("assert.failed", said, facts)
            if evil.status is not None and evil.status >= 500:
                said = f"the evil origin is answered HTTP {evil.status}: no refusal, a fault"
                return self._wrong("http.status", said, facts)
        total = self._stages.total
        phases = {**self._stages.seconds, "total": total}
        return Observation(outcome="ok", facts=facts, latency=total, phases=phases)

    async def _let_in(self, plan: WsPlan, *, talk: bool) -> _Let:
        try:
            session = await open_session(plan, self._stages)
        except InvalidHandshake as error:
            other = _NO_SOCKETIO if self._protocol == "socketio" else _NO_WEBSOCKET
            status = error.response.status_code if isinstance(error, InvalidStatus) else None
            rejection = rejected(error, self._stages, other)
            return _Let(accepted=False, status=status, rejection=rejection)
        seconds = self._stages.total
        try:
            reply = await self._talked(session, talk=talk)
        except ConnectionClosed:
            session.transport.abort()
            await session.wait_closed()
            return _Let(accepted=False, said=ending_of(session).words)
        finally:
            await hang_up(session)
        return _Let(accepted=True, reply=reply, seconds=seconds)

    async def _talked(self, session: ClientConnection, *, talk: bool) -> str | None:
        """A message, where one is due; else a ping and its pong."""
        if talk and self._send:
            await session.send(self._send)
        if self._protocol == "socketio":
            with self._stages.stage("open"):
                return _text(await session.recv())
        if talk and (self._send or self._reply):
            with self._stages.stage("reply"):
                return await self._awaited(session)
        with self._stages.stage("ping"):
            await (await session.ping())
        return None

    async def _awaited(self, session: ClientConnection) -> str:
        """The first message that contains what is wanted, within the deadline of the look; the
        first of all where nothing is."""
        while True:
            message = _text(await session.recv())
            if self._reply in message:
                return message

    def _wrong(self, reason: str, said: str, facts: dict[str, object]) -> Observation:
        return Observation(
            outcome="fail",
            reason=reason,
            detail=said,
            facts=facts,
            phases=dict(self._stages.seconds),
        )


def _text(message: str | bytes) -> str:
    return message if isinstance(message, str) else message.decode("utf-8", "replace")
