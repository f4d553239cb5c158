"""What could not be recorded is put again, each for itself, and no more than so much of it."""

import asyncio
from pathlib import Path

import pytest

from golive_tui.engine import untold as module
from golive_tui.engine.inbox import Happened, Work
from golive_tui.engine.untold import MOST, Untold
from golive_tui.launch.events import ClockStepped, Fact, ItemNoted, RoundDigested
from tests.engine.living import assembled, make_launch
from tests.support.waiting import DEADLINE, wait_until_async

DIGESTED = RoundDigested(round="hour/1", digests={}, answers={})


def stepped(seconds: float) -> ClockStepped:
    return ClockStepped(cause="wall", seconds=seconds)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TELL_AGAIN", 0.01)


async def test_figures_and_steps_of_the_clock_come_again_in_order_and_nothing_else() -> None:
    put: list[Work] = []
    untold = Untold(put.append)
    untold.recall([ItemNoted(item="first", text="a person's own")])
    untold.recall([DIGESTED])
    untold.recall([stepped(90.0)])
    await wait_until_async(lambda: len(put) == 2)
    assert put == [Happened((DIGESTED,)), Happened((stepped(90.0),))]
    untold.recall([DIGESTED])
    await wait_until_async(lambda: len(put) == 3)


async def test_only_so_many_wait_the_newest_ones() -> None:
    put: list[Work] = []
    untold = Untold(put.append)
    untold.recall([stepped(float(number)) for number in range(MOST + 5)])
    await wait_until_async(lambda: put)
    assert len(put) == MOST
    assert put[-1] == Happened((stepped(float(MOST + 4)),))


@pytest.mark.parametrize("fact", [DIGESTED, stepped(90.0)])
async def test_the_engine_records_it_once_there_is_a_journal_again(
    own_home: Path, fact: Fact
) -> None:
    launch = make_launch(own_home)
    away = launch.journal.with_name("away")
    async with assembled(launch) as assembly, asyncio.timeout(DEADLINE):
        engine = assembly.engine
        launch.journal.rename(away)
        await engine._do(Happened((fact,)))
        assert assembly.books.unwritable
        await engine._do(await engine.inbox.get())
        away.rename(launch.journal)
        seq = assembly.books.state.seq
        while assembly.books.state.seq == seq:
            await engine._do(await engine.inbox.get())
    assert fact.kind in launch.journal.read_text()
