"""Keys and the wheel move a place among rows; the widget says how far it can go."""

import pytest
from rich.segment import Segment
from textual.events import MouseScrollDown, MouseScrollUp
from textual.strip import Strip

from golive_tui.tui.ground.moving import Moving
from tests.tui.ground.stage import Stage


class Numbers(Moving):
    """Thirty rows, and where one is."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 10

    @property
    def count(self) -> int:
        return 30

    @property
    def place(self) -> int:
        return self.at

    def move_to(self, index: int) -> None:
        self.at = index

    def build(self, y: int, width: int) -> Strip:
        return Strip([Segment(f"{y}")])


@pytest.mark.parametrize(
    ("act", "place"),
    [
        ("down", 11),
        ("up", 9),
        ("half_down", 14),
        ("half_up", 6),
        ("page_down", 19),
        ("page_up", 1),
        ("first", 0),
        ("last", 29),
    ],
)
async def test_each_key_counts_from_where_one_is(act: str, place: int) -> None:
    """A page keeps one row of the ten that are seen."""
    rows = Numbers()
    async with Stage(lambda: [rows]).run_test(size=(20, 10)) as pilot:
        await pilot.pause()
        getattr(rows, f"action_{act}")()
        assert rows.at == place


@pytest.mark.parametrize(("turn", "place"), [(MouseScrollDown, 13), (MouseScrollUp, 7)])
async def test_the_wheel_moves_it_by_three(
    turn: type[MouseScrollDown | MouseScrollUp], place: int
) -> None:
    rows = Numbers()
    async with Stage(lambda: [rows]).run_test(size=(20, 10)) as pilot:
        await pilot.pause()
        rows.post_message(turn(rows, 0, 0, 0, 0, 0, shift=False, meta=False, ctrl=False))
        await pilot.pause()
        assert rows.at == place
