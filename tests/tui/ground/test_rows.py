"""A row that looks the same is not painted again."""

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from golive_tui.tui.ground.rows import Rows
from tests.tui.ground.stage import Stage, dirty, shown


class Words(Rows):
    """Rows of words that a test changes."""

    def __init__(self, words: list[str]) -> None:
        super().__init__()
        self.words = words
        self.made: list[int] = []

    def build(self, y: int, width: int) -> Strip:
        self.made.append(y)
        return Strip([Segment(self.words[y])]) if y < len(self.words) else Strip([])


async def test_sync_repaints_the_changed_row_alone() -> None:
    rows = Words(["one", "two", "three"])
    async with Stage(lambda: [rows]).run_test(size=(20, 4)) as pilot:
        await pilot.pause()
        rows.words[1] = "TWO"
        rows.sync()
        assert dirty(rows) == {Region(0, 1, 20, 1)}


async def test_sync_of_an_unchanged_screen_asks_for_nothing() -> None:
    rows = Words(["one", "two"])
    async with Stage(lambda: [rows]).run_test(size=(20, 4)) as pilot:
        await pilot.pause()
        rows.sync()
        assert dirty(rows) == set()


async def test_a_change_made_twice_between_two_paints_is_painted_as_it_is_last() -> None:
    rows = Words(["one"])
    app = Stage(lambda: [rows])
    async with app.run_test(size=(20, 2)) as pilot:
        await pilot.pause()
        for word in ("two", "three", "four"):
            rows.words[0] = word
            rows.sync()
        await pilot.pause()
        assert shown(app)[0] == "four"


async def test_a_row_is_made_once_for_the_look_and_the_paint() -> None:
    rows = Words(["one", "two"])
    app = Stage(lambda: [rows])
    async with app.run_test(size=(20, 2)) as pilot:
        await pilot.pause()
        rows.made.clear()
        rows.words[0] = "ONE"
        rows.sync()
        await pilot.pause()
        assert shown(app)[0] == "ONE"
    assert rows.made == [0, 1]


async def test_all_that_looks_different_without_a_look_is_painted_with_a_whole_refresh() -> None:
    rows = Words(["one", "two"])
    app = Stage(lambda: [rows])
    async with app.run_test(size=(20, 2)) as pilot:
        await pilot.pause()
        rows.words[0] = "two"
        rows.sync()
        rows.words[0] = "three"
        rows.refresh()
        await pilot.pause()
        assert shown(app)[0] == "three"


async def test_a_row_that_is_marked_for_another_width_is_made_for_this_one() -> None:
    rows = Words(["one"])
    app = Stage(lambda: [rows])
    async with app.run_test(size=(20, 2)) as pilot:
        await pilot.pause()
        rows.words[0] = "two"
        rows.sync()
        await pilot.resize_terminal(30, 2)
        await pilot.pause()
        assert shown(app)[0] == "two"
        assert rows._painted[0].cell_length == 30


async def test_a_resize_paints_every_row_at_its_new_width() -> None:
    rows = Words(["one", "two"])
    app = Stage(lambda: [rows])
    async with app.run_test(size=(20, 4)) as pilot:
        await pilot.pause()
        await pilot.resize_terminal(40, 3)
        await pilot.pause()
        assert shown(app) == ["one", "two", ""]
        rows.words[0] = "x"
        rows.sync()
        await pilot.pause()
        assert shown(app)[0] == "x"


async def test_another_theme_shows_in_every_row() -> None:
    rows = Words(["one", "two"])
    app = Stage(lambda: [rows])
    async with app.run_test(size=(20, 2)) as pilot:
        await pilot.pause()
        before = rows.roles["ok"]
        app.theme = "golive-light"
        await pilot.pause()
        await pilot.pause()
        assert rows.roles["ok"] != before
        background = app.screen._compositor.render_strips()[1]._segments[0].style
        assert background is not None
        assert background.bgcolor is not None
        assert background.bgcolor.name == "#fafaf7"


async def test_what_is_behind_the_rows_is_looked_at_anew_by_a_sync() -> None:
    rows = Words(["one"])
    app = Stage(lambda: [rows])
    async with app.run_test(size=(20, 2)) as pilot:
        await pilot.pause()
        app.screen.styles.background = "#123456"
        rows.sync()
        await pilot.pause()
        background = app.screen._compositor.render_strips()[0]._segments[0].style
        assert background is not None
        assert background.bgcolor is not None
        assert background.bgcolor.name == "#123456"
