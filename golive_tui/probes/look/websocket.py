"""Looking at a WebSocket: one session held, a ping a look, and every loss counted."""

import asyncio
from dataclasses import replace
from typing import Final

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.stages import Stages, late
from golive_tui.probes.look.ws_dial import WsPlan, open_session, rejected
from golive_tui.probes.look.ws_session import ABNORMAL, Ending, Losses, Session, ending_of
from golive_tui.units import show_duration

_OTHER: Final = "a Socket.IO server? It listens on its own path (kind = 'socketio')"


class WebsocketLookout:
    """Holds a session. One lost between looks fails the next look; the one after reconnects."""

    def __init__(
        self, *, plan: WsPlan, hold: bool, send: str, reply: bool, deadline: float
    ) -> None:
        self._plan = plan
        self._hold = hold
        self._send = send
        self._reply = reply
        self._deadline = deadline
        self._stages = Stages()
        self._session: Session | None = None
        self._losses = Losses()
        self._replied: dict[str, object] = {}
        self._done: Observation | None = None

    async def look(self) -> Observation:
        """Connect if need be, and ping."""
        self._stages = Stages()
        self._done = None
        held = self._session
        if held is not None and not held.stands:
            return await self._lost(held)
        try:
            session = held or await self._opened()
        except InvalidHandshake as error:
            return rejected(error, self._stages, _OTHER)
        if isinstance(session, Ending):
            return self._ended(session, "as soon as it stood")
        self._session = session
        self._stages.ip = session.ip
        try:
            with self._stages.stage("ping"):
                rtt = await session.ping()
        except ConnectionClosed:
            return await self._lost(session)
        except asyncio.CancelledError:
            self._session = None
            session.drop()
            self._losses.count(Ending(code=ABNORMAL, said="", by_peer=False))
            raise
        self._done = self._seen(session, rtt)
        if not self._hold:
            self._session = None
            await session.leave()
        return self._done

    def late(self) -> Observation:
        """The stage that did not end; a good-bye that drags on takes nothing from what was seen."""
        if self._done is not None:
            return self._done
        return replace(late(self._stages, self._deadline), facts=self._facts(connected=False))

    async def close(self) -> None:
        """Say good-bye."""
        session, self._session = self._session, None
        if session is not None:
            await session.leave()

    async def _opened(self) -> Session | Ending:
        connection = await open_session(self._plan, self._stages)
        open_seconds = self._stages.total
        self._replied = {}
        try:
            await self._greet(connection)
        except ConnectionClosed:
            connection.transport.abort()
            await connection.wait_closed()
            return ending_of(connection)
        except BaseException:
            connection.transport.abort()
            raise
        return Session(connection, open_seconds)

    async def _greet(self, connection: ClientConnection) -> None:
        if self._send:
            await connection.send(self._send)
        if self._reply:
            with self._stages.stage("reply"):
                message = await connection.recv()
            text = message if isinstance(message, str) else message.decode("utf-8", "replace")
            self._replied = {"reply": text, "reply_seconds": self._stages.seconds["reply"]}

    async def _lost(self, session: Session) -> Observation:
        self._session = None
        ending = await session.leave()
        return self._ended(ending, f"after {show_duration(session.seconds)}")

    def _ended(self, ending: Ending, when: str) -> Observation:
        self._losses.count(ending)
        return Observation(
            outcome="fail",
            reason=ending.reason,
            detail=f"the session ended {when}: {ending.words}",
            facts=self._facts(connected=False),
            phases=dict(self._stages.seconds),
        )

    def _seen(self, session: Session, rtt: float) -> Observation:
        facts = self._facts(connected=True)
        facts.update(
            open_seconds=session.open_seconds,
            rtt_seconds=rtt,
            session_seconds=session.seconds,
            messages=session.messages,
        )
        if session.subprotocol:
            facts["subprotocol"] = session.subprotocol
        return Observation(
            outcome="ok",
            facts=facts,
            latency=rtt if self._hold else session.open_seconds,
            phases=dict(self._stages.seconds),
        )

    def _facts(self, *, connected: bool) -> dict[str, object]:
        facts: dict[str, object] = {"connected": connected, **self._losses.facts()}
        if self._stages.ip:
            facts["ip"] = self._stages.ip
        if connected:
            facts.update(self._replied)
        return facts
