"""Blocking calls beside the loop: a thread each, that nobody ever waits for at the end.

The loop's own executor has few threads, is joined when the loop ends, and a call that hangs
(a dead resolver, a stale NFS mount) would hold one of them for good: six such calls on two
cores, and every probe of the engine stands still.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def begin(work: Callable[[], T], name: str) -> "Future[T]":
    """Start `work` in a daemon thread of that name."""
    future: Future[T] = Future()
    # Running from the start: who stops waiting cannot cancel it for the others who wait.
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - handed over to who waits, as a pool does
            future.set_exception(error)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future


async def aside(work: Callable[[], T], name: str) -> T:
    """The result of `work`, done in a thread; who is cancelled leaves the thread to itself."""
    return await asyncio.wrap_future(begin(work, name))
