from golive_tui.tui.frame.modes import item_detail
from tests.tui.stage import settle, staged, text

STEP = "deploy-production"


async def test_a_page_that_is_higher_than_the_screen_scrolls() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        app.open(item_detail(app.desk, STEP))
        await settle(app, pilot)
        assert "passed, on a person's word" in text(app)
        await pilot.press("end")
        await settle(app, pilot)
        assert "passed, on a person's word" not in text(app)
        assert 'lee passed "Deploy backend' in text(app)
        await pilot.press("g", "down", "up")
        await settle(app, pilot)
        assert "passed, on a person's word" in text(app)


async def test_the_box_follows_the_size_of_the_screen() -> None:
    async with staged("live", (160, 45)) as (app, pilot):
        app.open(item_detail(app.desk, STEP))
        await settle(app, pilot)
        wide = max(row.count("─") for row in text(app).split("\n"))
        await pilot.resize_terminal(80, 24)
        await settle(app, pilot)
        assert "Deploy backend to production" in text(app)
        assert max(row.count("─") for row in text(app).split("\n")) < wide


async def test_a_closed_box_hears_nothing_more() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        panels = len(app.desk._panels)
        app.open(item_detail(app.desk, STEP))
        await settle(app, pilot)
        assert len(app.desk._panels) == panels + 1
        await pilot.press("escape")
        await settle(app, pilot)
        assert len(app.desk._panels) == panels
