import pytest

from golive_tui.tui.desk import Bookmark
from golive_tui.tui.frame.modes import you_were_here
from golive_tui.wire.messages import ReadEvents
from tests.screens.scene import Moment, scene
from tests.screens.story import t
from tests.tui.stage import rows, settle, staged, text


def bookmark(moment: Moment, minutes: float) -> Bookmark:
    seq = max(event.seq for event in scene(moment).events if event.at <= t(minutes))
    return Bookmark(seq=seq, at=t(minutes), view="timer", subject="hour-1-6/3")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 45), (240, 60)], ids=str)
async def test_it_tells_what_happened_on_every_screen(size: tuple[int, int]) -> None:
    async with staged("interrupted", size) as (app, pilot):
        app.open(you_were_here(app.desk, bookmark("interrupted", 49)))
        await settle(app, pilot)
        assert "away for   1 h 12 m" in text(app)
        assert "torn" in text(app)
        assert all(len(row) <= size[0] for row in rows(app))
        assert app.answers.asked == [], "the mirror held it all"


async def test_enter_goes_back_to_where_one_was() -> None:
    async with staged("interrupted", (120, 45)) as (app, pilot):
        app.open(you_were_here(app.desk, bookmark("interrupted", 49)))
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.where == ("timer", "hour-1-6/3")
        assert "You were here" not in text(app)


async def test_esc_stays_where_one_is() -> None:
    async with staged("interrupted", (120, 45)) as (app, pilot):
        app.open(you_were_here(app.desk, bookmark("interrupted", 49)))
        await settle(app, pilot)
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.where[0] == "dash"


async def test_what_the_mirror_does_not_hold_is_read() -> None:
    async with staged("week", (120, 45)) as (app, pilot):
        mark = bookmark("week", 20)
        app.open(you_were_here(app.desk, mark))
        await settle(app, pilot)
        await settle(app, pilot)
        newest = scene("week").events[-1].seq
        assert app.answers.asked == [ReadEvents(before=newest + 1, count=newest - mark.seq)]
        assert f"{newest - mark.seq} events" in text(app)
