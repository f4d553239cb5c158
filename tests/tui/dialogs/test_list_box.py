"""An overlay with a list in it."""

import pytest

from golive_tui.tui.dialogs.list_box import ListBox
from golive_tui.tui.ground.content import cell, strip
from tests.tui.stage import Staged, settle, staged, text


class Numbers(ListBox):
    """As many rows as are wanted."""

    def __init__(self, count: int) -> None:
        super().__init__(
            "[b]Numbers[/b]",
            lambda index, width: strip([cell(f"row {index}", None)], width, self.rows.roles),
            body=["a line", ""],
            hint="esc close",
        )
        self.rows.set_rows(count)


def open_box(app: Staged, count: int) -> Numbers:
    box = Numbers(count)
    app.open(box)
    return box


@pytest.mark.parametrize("size", [(60, 20), (120, 35)])
@pytest.mark.parametrize("count", [0, 3, 400])
async def test_it_is_as_high_as_its_rows_and_never_higher_than_the_screen(
    size: tuple[int, int], count: int
) -> None:
    async with staged("live", size) as (app, pilot):
        box = open_box(app, count)
        await settle(app, pilot)
        assert box.outer_size.height <= size[1] - 2
        assert "[b]Numbers[/b]" in text(app)
        assert "esc close" in text(app)
        assert ("row 0" in text(app)) == (count > 0)


async def test_its_body_can_say_something_else_cut_to_its_width() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        box = open_box(app, 9)
        await settle(app, pilot)
        box.rewrite(["another line " + "x" * 90, ""])
        await settle(app, pilot)
        assert "a line" not in text(app)
        assert f"another line {'x' * 58}…" in text(app)


async def test_arrows_move_in_the_list_and_a_hint_can_refuse() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        box = open_box(app, 9)
        await settle(app, pilot)
        await pilot.press("down", "down", "up")
        assert box.rows.cursor == 1
        box.say("not yet", refused=True)
        await pilot.pause()
        assert "not yet" in text(app)
        box.say()
        await pilot.pause()
        assert "esc close" in text(app)
