"""The connection that heals."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from golive_tui.client.answers import Message
from golive_tui.client.link import Link
from golive_tui.errors import EngineUnreachable, NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.store.directory import LaunchDirectory
from golive_tui.wire.messages import Attach
from tests.engine.living import Engine, make_launch
from tests.support.waiting import wait_until_async


class Listener:
    """A link and everything that it told; `revive` starts an engine."""

    def __init__(self, launch: LaunchDirectory) -> None:
        self.launch = launch
        self.heard: list[Message] = []
        self.losses: list[str] = []
        self.engines: list[Engine] = []
        self.link = Link(
            launch.path,
            Attach(role="dashboard"),
            hear=self.heard.append,
            lost=self.losses.append,
            revive=self.revive,
        )

    async def revive(self) -> None:
        engine = Engine(self.launch)
        await asyncio.to_thread(engine.__enter__)
        self.engines.append(engine)

    def hellos(self) -> int:
        return sum("hello" in message for message in self.heard)


@pytest.fixture
def listener(own_home: Path) -> Iterator[Listener]:
    listener = Listener(make_launch(own_home))
    yield listener
    for engine in listener.engines:
        engine.__exit__()


async def test_an_engine_that_dies_is_followed_by_another_and_the_link_goes_on(
    listener: Listener,
) -> None:
    running = asyncio.create_task(listener.link.run())
    await wait_until_async(lambda: listener.hellos() == 1)
    assert (await listener.link.ask(c.PassItem(item="first")))["ok"]
    await asyncio.to_thread(listener.engines[-1].kill)
    await wait_until_async(lambda: listener.hellos() == 2)
    assert listener.link.up
    assert len(listener.engines) == 2
    assert listener.losses
    with pytest.raises(Refused, match="passed"):
        await listener.link.ask(c.SkipItem(item="first", reason="no"))
    with pytest.raises(NotFound):
        await listener.link.ask(c.PassItem(item="none"))
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert not listener.link.up


async def test_without_an_engine_a_question_fails_at_once(listener: Listener) -> None:
    with pytest.raises(EngineUnreachable):
        await listener.link.ask(c.GoLive())
