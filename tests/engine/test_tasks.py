"""An error of a task beside the engine is logged by the name of the task, and nothing else is."""

import asyncio

import pytest

from golive_tui.engine.tasks import log_failure


async def ended(work: str) -> None:
    """A task that ends so, to its last callback."""

    async def run() -> None:
        if work == "fails":
            raise ZeroDivisionError("by nought")
        if work == "is cancelled":
            await asyncio.Event().wait()

    task = asyncio.create_task(run(), name=f"what {work}")
    task.add_done_callback(log_failure)
    if work == "is cancelled":
        task.cancel()
    await asyncio.wait([task])


async def test_an_error_is_logged_by_the_name_of_its_task(caplog: pytest.LogCaptureFixture) -> None:
    await ended("fails")
    assert "task=what fails" in caplog.text
    assert "ZeroDivisionError: by nought" in caplog.text


@pytest.mark.parametrize("work", ["ends", "is cancelled"])
async def test_what_ends_otherwise_is_not(caplog: pytest.LogCaptureFixture, work: str) -> None:
    await ended(work)
    assert caplog.text == ""
