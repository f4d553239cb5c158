"""The only place of the tests that sleeps: it waits for a condition, with a deadline.

A test never sleeps for luck. It names what it waits for, and fails with that name when the
deadline has passed; the deadline is generous, since a busy machine is no fault of the code.
"""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar, overload

T = TypeVar("T")

DEADLINE = 20.0
"""Seconds after which a condition will not come true any more."""

NAP = 0.01
"""Seconds between two looks."""


def wait_until(predicate: Callable[[], T], timeout: float = DEADLINE) -> T:
    """The first true value of `predicate()`, looked at from a blocking test."""
    end = time.monotonic() + timeout
    while not (value := predicate()):
        if time.monotonic() >= end:
            raise AssertionError(_late(predicate, timeout, value))
        time.sleep(NAP)
    return value


@overload
async def wait_until_async(
    predicate: Callable[[], Awaitable[T]], timeout: float = DEADLINE
) -> T: ...
@overload
async def wait_until_async(predicate: Callable[[], T], timeout: float = DEADLINE) -> T: ...
async def wait_until_async(predicate: Callable[[], object], timeout: float = DEADLINE) -> object:
    """The first true value of `predicate()`, awaited if need be, while the loop goes on."""
    end = time.monotonic() + timeout
    while not (value := await _seen(predicate)):
        if time.monotonic() >= end:
            raise AssertionError(_late(predicate, timeout, value))
        await asyncio.sleep(NAP)
    return value


async def dawdle(seconds: float) -> None:
    """Be slow on purpose, in a double that must outlast somebody's deadline."""
    await asyncio.sleep(seconds)


def dawdle_blocking(seconds: float) -> None:
    """As `dawdle`, in a thread or a blocking double."""
    time.sleep(seconds)


async def _seen(predicate: Callable[[], object]) -> object:
    value = predicate()
    return await value if inspect.isawaitable(value) else value


def _late(predicate: Callable[[], object], timeout: float, value: object) -> str:
    try:
        what = " ".join(inspect.getsource(predicate).split())
    except (OSError, TypeError):
        what = repr(predicate)
    return f"not within {timeout:g} s: {what[:300]} (last seen: {value!r})"
