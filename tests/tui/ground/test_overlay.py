"""A box over a view takes every key, and gives the focus back."""

import gc
from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from golive_tui.tui.ground.content import literal
from golive_tui.tui.ground.overlay import Overlay
from tests.tui.ground.stage import Stage, shown


class Box(Overlay):
    """Two fields."""

    def compose(self) -> Iterator[Widget]:
        yield Input(id="one", compact=True)
        yield Input(id="two", compact=True)

    def wanted_size(self, room: Size) -> Size:
        return Size(20, 4)

    def first_focus(self) -> Widget:
        return self.query_one("#one")


class Note(Overlay):
    """Nothing to fill in."""

    def compose(self) -> Iterator[Widget]:
        yield Static(literal("read me"))

    def wanted_size(self, room: Size) -> Size:
        return Size(room.width * 2, 3)


class View(Stage):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "skip", "skip"),
        Binding("enter", "skip", "skip"),
        Binding("r", "skip", "run"),
    ]

    def __init__(self, make: Callable[[], list[Widget]] | None = None) -> None:
        super().__init__(make or (lambda: [Button("back", id="back"), Button("b", id="other")]))
        self.skipped = 0

    def action_skip(self) -> None:
        self.skipped += 1


def focused(app: View) -> str | None:
    return app.focused.id if app.focused else None


async def test_esc_closes_and_the_focus_is_where_it_was() -> None:
    app = View()
    async with app.run_test(size=(60, 12)) as pilot:
        app.screen.query_one("#other").focus()
        await pilot.pause()
        Box().open_on(app.screen)
        await pilot.pause()
        assert focused(app) == "one"
        await pilot.press("escape")
        await pilot.pause()
        assert focused(app) == "other"
        assert Overlay.of(app.screen) is None
        assert not app.screen.query(Box)


async def test_closed_boxes_are_not_kept() -> None:
    app = View()
    async with app.run_test() as pilot:
        for _ in range(5):
            Box().open_on(app.screen)
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause()
        gc.collect()
        fields = [each for each in gc.get_objects() if isinstance(each, Input)]
        # Textual holds the last one until the next layout, which is no matter.
        assert len([each for each in fields if not each.is_attached]) <= 2


async def test_no_key_reaches_what_lies_behind() -> None:
    app = View()
    async with app.run_test(size=(60, 12)) as pilot:
        Note().open_on(app.screen)
        await pilot.pause()
        await pilot.press("x", "r", "enter", "space")
        assert app.skipped == 0
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("x")
        assert app.skipped == 1


async def test_the_palette_does_not_open_over_it() -> None:
    app = View()
    async with app.run_test(size=(60, 12)) as pilot:
        Note().open_on(app.screen)
        await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert len(app.screen_stack) == 2


async def test_tab_goes_round_inside_the_box() -> None:
    app = View()
    async with app.run_test(size=(60, 12)) as pilot:
        Box().open_on(app.screen)
        await pilot.pause()
        seen = []
        for _ in range(4):
            await pilot.press("tab")
            seen.append(focused(app))
        assert set(seen) == {"one", "two"}
        await pilot.press("up")
        assert focused(app) in {"one", "two"}


async def test_a_click_behind_it_does_not_take_the_focus_away() -> None:
    app = View()
    async with app.run_test(size=(60, 24)) as pilot:
        Box().open_on(app.screen)
        await pilot.pause()
        await pilot.click("#back")
        await pilot.pause()
        await pilot.pause()
        assert focused(app) == "one"


async def test_a_second_box_is_on_top_and_closes_first() -> None:
    app = View()
    async with app.run_test(size=(60, 12)) as pilot:
        first, second = Box(id="first"), Note(id="second")
        first.open_on(app.screen)
        await pilot.pause()
        second.open_on(app.screen)
        await pilot.pause()
        assert Overlay.of(app.screen) is second
        await pilot.press("escape")
        await pilot.pause()
        assert Overlay.of(app.screen) is first
        assert focused(app) == "one"


async def test_it_stands_in_the_middle_and_follows_the_window() -> None:
    app = View()
    async with app.run_test(size=(60, 12)) as pilot:
        box = Box()
        box.open_on(app.screen)
        await pilot.pause()
        assert (box.region.x, box.region.y, box.region.width) == (20, 4, 20)
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        await pilot.pause()
        assert (box.region.x, box.region.y, box.region.width) == (5, 2, 20)


async def test_it_is_never_larger_than_the_window() -> None:
    app = View()
    async with app.run_test(size=(30, 6)) as pilot:
        note = Note()
        note.open_on(app.screen)
        await pilot.pause()
        assert note.region.width == 30
        assert any("read me" in line for line in shown(app))


async def test_the_focus_finds_its_way_when_its_widget_is_gone() -> None:
    app = View()
    async with app.run_test(size=(60, 12)) as pilot:
        app.screen.query_one("#other").focus()
        await pilot.pause()
        box = Box()
        box.open_on(app.screen)
        await pilot.pause()
        await app.screen.query_one("#other").remove()
        box.close()
        box.close()
        await pilot.pause()
        assert Overlay.of(app.screen) is None


async def test_what_is_no_longer_seen_does_not_get_the_focus_back() -> None:
    app = View()
    async with app.run_test(size=(40, 12)) as pilot:
        app.query_one("#back").focus()
        Box().open_on(app.screen)
        await pilot.pause()
        app.query_one("#back").display = False
        await pilot.press("escape")
        await pilot.pause()
        assert focused(app) is None


async def test_a_box_whose_origin_has_gone_gives_the_focus_to_the_one_below() -> None:
    app = View()
    async with app.run_test(size=(40, 12)) as pilot:
        app.query_one("#back").focus()
        below, between, top = Box(), Note(), Note()
        for each in (below, between, top):
            each.open_on(app.screen)
            await pilot.pause()
        await between.remove()
        await pilot.press("escape")
        await pilot.pause()
        assert top.closing
        assert focused(app) == "one"
