import pytest

from golive_tui.tui.views.timer import TimerView
from golive_tui.wire.messages import ReadEvents
from tests.tui.stage import Staged, rows, settle, staged, text

SIZES = [(60, 20), (80, 24), (120, 35), (160, 45), (240, 60)]


def view(app: Staged) -> TimerView:
    return app.screen.query_one(TimerView)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_it_opens_at_the_next_round_at_every_size(size: tuple[int, int]) -> None:
    async with staged("live", size) as (app, pilot):
        await pilot.press("3")
        await settle(app, pilot)
        assert view(app).subject == "hour-1-6/4"
        assert "next in 12 min" in text(app)
        assert "✓✗✓" in text(app)
        assert all(len(row) <= size[0] for row in rows(app))


async def test_enter_opens_a_closed_round_and_reads_its_digest() -> None:
    async with staged("live", (120, 50)) as (app, pilot):
        await pilot.press("3", "k", "k", "k", "enter")
        await settle(app, pilot)
        await settle(app, pilot)
        assert view(app).subject == "hour-1-6/1"
        assert app.answers.asked == [ReadEvents(round="hour-1-6/1", count=100)]
        assert "60 of 180" in text(app), "its digest is not in the state any more"
        await pilot.press("escape")
        await settle(app, pilot)
        assert "Probes since the round before" not in text(app)


async def test_enter_on_the_open_round_opens_its_box() -> None:
    async with staged("round-due", (120, 50)) as (app, pilot):
        await pilot.press("3", "enter")
        await settle(app, pilot)
        assert "space pass · X fail · x skip · enter complete" in text(app)


async def test_a_heading_opens_nothing() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        await pilot.press("3", "g", "enter")
        await settle(app, pilot)
        assert view(app).crumbs == ""
        assert "Questions" not in text(app)


async def test_beside_the_list_the_page_follows_the_cursor_and_reads_once() -> None:
    async with staged("live", (TimerView.BESIDE, 50)) as (app, pilot):
        await pilot.press("3")
        await settle(app, pilot)
        assert "it has not fallen due" in text(app)
        await pilot.press("k", "k", "k", "j", "k")
        await settle(app, pilot)
        assert "by ana, 13:32Z" in text(app)
        asked = [each for each in app.answers.asked if isinstance(each, ReadEvents)]
        assert [each.round for each in asked] == ["hour-1-6/2", "hour-1-6/1"]


async def test_a_view_that_is_asked_for_a_round_goes_there() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        app.desk.show("timer", "week-1/2")
        await settle(app, pilot)
        assert view(app).subject == "week-1/2"
        app.desk.show("timer", "gone/2")
        await settle(app, pilot)
        assert view(app).subject == "week-1/2"


async def test_before_go_live_every_round_is_ahead() -> None:
    async with staged("before-go-live", (100, 40)) as (app, pilot):
        await pilot.press("3")
        await settle(app, pilot)
        assert "1 of 24  T+00:15" in text(app)
