"""A change repaints its slot and nothing beside it."""

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region

from golive_tui.tui.frame.slots import Slot, Slots
from golive_tui.tui.ground.app import GroundApp
from golive_tui.tui.ground.content import cell
from tests.tui.stage import terminal


class Board(Slots):
    """Two slots, one of them a clock."""

    DEFAULT_CSS = "Board { height: 2; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.clock = "12:00:00"
        self.wide = 8
        self.painted: list[Region] = []

    def slots(self, width: int) -> Sequence[Slot]:
        return [
            Slot(x=0, y=0, width=20, cells=(cell("title"),)),
            Slot(x=30, y=0, width=self.wide, cells=(cell(self.clock),)),
            Slot(x=4, y=1, width=10, cells=(cell("below"),)),
        ]

    def refresh(self, *regions: Region, **options: bool) -> "Board":
        self.painted += regions or [Region(0, 0, 999, 999)]
        super().refresh(*regions, **options)
        return self


class Shown(GroundApp):
    def __init__(self) -> None:
        super().__init__(terminal())
        self.board = Board()

    def compose(self) -> ComposeResult:
        yield self.board


def row(app: App[None], y: int) -> str:
    strips = app.screen._compositor.render_strips(app.screen.size)
    return "".join(segment.text for segment in strips[y]).rstrip()


@pytest.fixture
def app() -> Shown:
    return Shown()


async def test_slots_stand_at_their_places(app: Shown) -> None:
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        assert row(app, 0) == "title".ljust(30) + "12:00:00"
        assert row(app, 1) == "    below"


async def test_a_tick_repaints_the_clock_alone(app: Shown) -> None:
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        app.board.painted.clear()
        app.board.clock = "12:00:01"
        app.board.sync()
        assert app.board.painted == [Region(30, 0, 8, 1)]
        await pilot.pause()
        assert row(app, 0).endswith("12:00:01")


async def test_nothing_is_repainted_when_nothing_changed(app: Shown) -> None:
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        app.board.painted.clear()
        app.board.sync()
        assert app.board.painted == []


async def test_slots_that_move_repaint_everything(app: Shown) -> None:
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        app.board.painted.clear()
        app.board.wide = 12
        app.board.sync()
        assert app.board.painted == [Region(0, 0, 999, 999)]


async def test_a_resize_lays_them_out_anew(app: Shown) -> None:
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.resize_terminal(34, 5)
        await pilot.pause()
        assert row(app, 0) == "title".ljust(30) + "12:0"
