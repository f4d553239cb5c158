import time

import pytest

from tests.support.waiting import dawdle, dawdle_blocking, wait_until, wait_until_async


def test_the_first_true_value_is_returned() -> None:
    values = iter([0, "", None, 7])
    assert wait_until(lambda: next(values)) == 7


def test_a_deadline_that_passes_fails_with_what_was_waited_for() -> None:
    box: list[int] = []
    with pytest.raises(AssertionError, match=r"not within 0\.02 s: .*box.* \(last seen: \[\]\)"):
        wait_until(lambda: box, timeout=0.02)


async def test_the_loop_goes_on_while_a_condition_is_awaited() -> None:
    start = time.monotonic()
    assert await wait_until_async(lambda: time.monotonic() > start)


async def test_a_predicate_may_be_awaitable() -> None:
    values = iter([0, 3])

    async def seen() -> int:
        await dawdle(0)
        return next(values)

    assert await wait_until_async(seen) == 3


async def test_an_awaited_deadline_that_passes_fails() -> None:
    with pytest.raises(AssertionError, match="last seen: False"):
        await wait_until_async(lambda: False, timeout=0.02)


def test_a_double_can_be_slow_on_purpose() -> None:
    start = time.monotonic()
    dawdle_blocking(0.01)
    assert time.monotonic() - start >= 0.01
