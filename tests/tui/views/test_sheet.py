from textual.app import App, ComposeResult
from textual.pilot import Pilot

from golive_tui.tui.ground.content import cell
from golive_tui.tui.ground.theme import DARK, THEMES
from golive_tui.tui.views.rows import BLANK, Row
from golive_tui.tui.views.sheet import Sheet


class Page(App[None]):
    """Nothing but a sheet of `count` rows."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.register_theme(THEMES[DARK.name])
        self.theme = DARK.name
        self.count = count
        self.sheet = Sheet(self.make)

    def compose(self) -> ComposeResult:
        yield self.sheet

    def on_mount(self) -> None:
        self.sheet.focus()

    def make(self, width: int) -> list[Row]:
        return [[cell(f"row {index}", None)] for index in range(self.count)] or [BLANK]


def seen(app: Page) -> list[str]:
    strips = app.screen._compositor.render_strips(app.screen.size)
    return ["".join(segment.text for segment in strip).strip() for strip in strips]


async def test_a_page_that_fits_does_not_scroll() -> None:
    async with Page(3).run_test(size=(20, 6)) as pilot:
        assert await pressed(pilot, "end", "j") == ["row 0", "row 1", "row 2", "", "", ""]


async def test_keys_scroll_by_rows_pages_and_to_both_ends() -> None:
    async with Page(30).run_test(size=(20, 6)) as pilot:
        assert (await pressed(pilot, "j"))[0] == "row 1"
        assert (await pressed(pilot, "k", "k"))[0] == "row 0"
        assert (await pressed(pilot, "pagedown"))[0] == "row 5"
        assert (await pressed(pilot, "ctrl+d"))[0] == "row 7"
        assert (await pressed(pilot, "ctrl+u"))[0] == "row 5"
        assert (await pressed(pilot, "pageup"))[0] == "row 0"
        assert (await pressed(pilot, "end"))[-1] == "row 29"
        assert (await pressed(pilot, "g"))[0] == "row 0"


async def test_it_says_what_is_out_of_sight() -> None:
    app = Page(30)
    async with app.run_test(size=(20, 6)) as pilot:
        await pressed(pilot, "j", "j")
        assert (app.sheet.above, app.sheet.below) == (2, 22)


async def test_another_page_begins_at_its_top_and_a_shorter_one_is_not_scrolled_out() -> None:
    app = Page(30)
    async with app.run_test(size=(20, 6)) as pilot:
        await pressed(pilot, "end")
        app.count = 8
        app.sheet.look()
        await pilot.pause()
        assert seen(app)[-1] == "row 7"
        app.sheet.look(from_top=True)
        await pilot.pause()
        assert seen(app)[0] == "row 0"


async def test_rows_are_made_for_the_width_that_there_is() -> None:
    app = Page(3)
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.resize_terminal(40, 4)
        await pilot.pause()
        assert seen(app) == ["row 0", "row 1", "row 2", ""]


async def pressed(pilot: Pilot[None], *keys: str) -> list[str]:
    await pilot.press(*keys)
    await pilot.pause()
    app = pilot.app
    assert isinstance(app, Page)
    return seen(app)
