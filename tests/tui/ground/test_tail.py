"""The end of a running command's output."""

from collections.abc import Iterator

from rich.segment import Segment
from textual.strip import Strip

from golive_tui.tui.ground.tail import Tail
from tests.support.waiting import wait_until_async
from tests.tui.ground.stage import Stage, dirty, shown


def lines(first: int, last: int) -> Iterator[Strip]:
    return (Strip([Segment(f"line {number}")]) for number in range(first, last + 1))


async def test_lines_come_in_from_the_top_and_then_push_up() -> None:
    tail = Tail(rate=1000)
    app = Stage(lambda: [tail])
    async with app.run_test(size=(20, 3)) as pilot:
        await pilot.pause()
        tail.push(lines(1, 2))
        await pilot.pause()
        assert shown(app) == ["line 1", "line 2", ""]
        await wait_until_async(lambda: not tail._resting)
        tail.push(lines(3, 4))
        await pilot.pause()
        assert shown(app) == ["line 2", "line 3", "line 4"]


async def test_one_line_that_fits_repaints_one_row() -> None:
    tail = Tail(rate=1000)
    async with Stage(lambda: [tail]).run_test(size=(20, 5)) as pilot:
        await pilot.pause()
        tail.push(lines(1, 1))
        assert {region.y for region in dirty(tail)} == {0}


async def test_a_burst_is_painted_once_and_its_unseen_part_is_counted() -> None:
    tail = Tail(rate=20)
    app = Stage(lambda: [tail])
    async with app.run_test(size=(24, 4)) as pilot:
        await pilot.pause()
        tail.push(lines(1, 1))
        for number in range(2, 2000):
            tail.push(lines(number, number))
        await pilot.pause()
        assert shown(app)[0] == "line 1"
        await wait_until_async(lambda: "line 1999" in shown(app))
        assert shown(app) == ["… 1,995 lines", "line 1997", "line 1998", "line 1999"]


async def test_the_count_goes_when_the_next_line_comes_calmly() -> None:
    tail = Tail(rate=1000)
    app = Stage(lambda: [tail])
    async with app.run_test(size=(24, 3)) as pilot:
        await pilot.pause()
        tail.push(lines(1, 100))
        await wait_until_async(lambda: not tail._resting)
        tail.push(lines(101, 101))
        await pilot.pause()
        assert shown(app) == ["line 99", "line 100", "line 101"]


def test_it_keeps_as_many_lines_as_asked() -> None:
    tail = Tail(keep=10)
    tail.push(lines(1, 25))
    assert [line.text for line in tail.lines] == [f"line {n}" for n in range(16, 26)]


async def test_it_can_be_emptied() -> None:
    tail = Tail()
    app = Stage(lambda: [tail])
    async with app.run_test(size=(24, 3)) as pilot:
        await pilot.pause()
        tail.push(lines(1, 100))
        tail.clear()
        await pilot.pause()
        assert shown(app) == ["", "", ""]
        assert tail.lines == ()
