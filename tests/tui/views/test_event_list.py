from golive_tui.tui.views.event_list import EventList
from tests.tui.stage import Staged, settle, staged, text


def events(app: Staged) -> EventList:
    return app.screen.query_one(EventList)


async def test_the_row_above_the_oldest_is_no_event() -> None:
    async with staged("week", (100, 30)) as (app, pilot):
        await pilot.press("5", "g")
        await settle(app, pilot)
        assert events(app).head == 1
        assert events(app).chosen is None


async def test_a_search_keeps_the_cursor_on_its_event_or_the_next_that_is_shown() -> None:
    async with staged("live", (100, 30)) as (app, pilot):
        await pilot.press("5")
        app.desk.show("events", "40")
        await settle(app, pilot)
        listed = events(app)
        listed.search = "@mira"
        listed.renew()
        assert listed.chosen is not None
        assert listed.chosen.seq >= 40
        assert listed.chosen.by.user == "mira"
        assert "mira" in text(app)
