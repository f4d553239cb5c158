import asyncio
from typing import cast

from golive_tui.rehearsal.stand_in.behaviour import Behaviour
from golive_tui.rehearsal.stand_in.sessions import REASON, Sessions
from golive_tui.rehearsal.stand_in.websocket import WebSocket
from tests.support.waiting import wait_until_async


class Closable:
    def __init__(self) -> None:
        self.closed: list[tuple[int, str]] = []
        self.over = asyncio.Event()

    async def close(self, code: int = 1000, reason: str = "") -> None:
        self.closed.append((code, reason))
        self.over.set()


async def test_a_session_is_dropped_at_once_or_when_the_behaviour_says_so() -> None:
    sessions, held, late = Sessions(), Closable(), Closable()

    async def talk(socket: WebSocket) -> None:
        await cast("Closable", socket).over.wait()

    holding = asyncio.create_task(sessions.hold(cast("WebSocket", held), talk, 0))
    await wait_until_async(lambda: len(sessions._open) == 1)
    sessions.follow(Behaviour())
    assert held.closed == []
    sessions.follow(Behaviour(ws_drop=1012))
    await holding
    assert held.closed == [(1012, REASON)]
    await sessions.hold(cast("WebSocket", late), talk, 1012)
    assert late.closed == [(1012, REASON)]
