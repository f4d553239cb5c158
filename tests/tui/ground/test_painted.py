"""What a closed box has painted is not kept."""

import gc
from collections.abc import Iterator

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from golive_tui.tui.ground.content import literal
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.ground.painted import let_go
from tests.tui.ground.stage import Stage


class Page(Overlay):
    """A line to read."""

    def compose(self) -> Iterator[Widget]:
        yield Static(literal("read me"))

    def wanted_size(self, room: Size) -> Size:
        return Size(20, 4)


async def test_the_lines_of_closed_boxes_are_let_go() -> None:
    app = Stage(lambda: [Static(literal("behind"))])
    async with app.run_test() as pilot:
        counts = []
        for _ in range(6):
            Page().open_on(app.screen)
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause()
            gc.collect()
            counts.append(sum(type(each) is StylesCache for each in gc.get_objects()))
        assert counts[-1] == counts[1], counts


def test_the_colours_are_what_textual_makes_of_them() -> None:
    let_go()
    base, background = Color.parse("#102030"), Color.parse("#ffffff80")
    inner, outer = StylesCache().get_inner_outer(base, background)
    assert inner.background == base + background
    assert outer.background == base
