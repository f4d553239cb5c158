import asyncio
import threading

import pytest

from golive_tui.probes.look.aside import aside, begin
from tests.support.waiting import dawdle


async def test_the_result_comes_back_and_so_does_an_error() -> None:
    assert await aside(lambda: 7, "seven") == 7
    with pytest.raises(ZeroDivisionError):
        await aside(lambda: 1 // 0, "oops")


async def test_the_loop_goes_on_and_nobody_waits_for_the_thread_at_the_end() -> None:
    awake = threading.Event()
    work = asyncio.create_task(aside(awake.wait, "a call that hangs"))
    await dawdle(0)
    (thread,) = (one for one in threading.enumerate() if one.name == "a call that hangs")
    assert thread.daemon
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert thread.is_alive()
    awake.set()
    thread.join(20)


async def test_who_stops_waiting_does_not_call_it_off_for_others() -> None:
    awake = threading.Event()
    shared = begin(lambda: awake.wait(20), "shared")
    first, second = (asyncio.ensure_future(asyncio.wrap_future(shared)) for _ in range(2))
    await dawdle(0)
    first.cancel()
    await asyncio.wait({first})
    awake.set()
    assert await second is True


def test_a_thread_that_outlives_its_loop_hurts_nobody() -> None:
    awake = threading.Event()

    async def main() -> None:
        task = asyncio.create_task(aside(awake.wait, "outlives"))
        await dawdle(0)
        task.cancel()

    asyncio.run(main())
    (thread,) = (one for one in threading.enumerate() if one.name == "outlives")
    awake.set()
    thread.join(20)
    assert not thread.is_alive()
