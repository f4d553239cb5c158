import asyncio
import threading
from pathlib import Path

import pytest

from golive_tui.probes.kind import Observation
from golive_tui.probes.look.file_look import FileLook


async def test_what_the_work_finds_is_seen() -> None:
    seen = Observation(outcome="ok", detail="all of it")
    assert await FileLook(lambda: seen, Path("r.json")).look() is seen


async def test_what_the_work_raises_is_raised() -> None:
    def fail() -> Observation:
        raise OSError(5, "no")

    with pytest.raises(OSError, match="no"):
        await FileLook(fail, Path("r.json")).look()


async def test_a_look_that_hangs_is_not_joined_by_another() -> None:
    awake = threading.Event()

    def hang() -> Observation:
        awake.wait()
        return Observation(outcome="ok")

    look = FileLook(hang, Path("r.json"))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await look.look()
    late, again = look.late(), await look.look()
    assert (late.reason, again.reason) == ("probe.timeout", "probe.stuck")
    assert "r.json" in late.detail
    awake.set()
    assert look._doing is not None
    look._doing.result(20)
    assert (await look.look()).outcome == "ok"
