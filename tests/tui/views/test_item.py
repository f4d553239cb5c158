import pytest

from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.events import Event, ItemNoted
from golive_tui.tui.desk import changes_of
from golive_tui.tui.frame.modes import item_detail
from golive_tui.wire.messages import ReadEvents
from tests.launch.world import ANA
from tests.tui.stage import rows, settle, staged, text

SCANS = "vulnerability-scans-passed"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 45), (240, 60)], ids=str)
async def test_an_item_fits_on_every_screen(size: tuple[int, int]) -> None:
    async with staged("live", size) as (app, pilot):
        app.open(item_detail(app.desk, SCANS))
        await settle(app, pilot)
        assert "Vulnerability scans passed" in text(app)
        assert "4.2.1 is clean" in text(app)
        assert all(len(row) <= size[0] for row in rows(app))


async def test_the_history_is_read_and_grows() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        app.open(item_detail(app.desk, SCANS))
        await settle(app, pilot)
        assert app.answers.asked == [ReadEvents(item=SCANS, count=200)]
        assert "2 medium findings in the base image" in text(app)
        mirror = app.desk.mirror
        assert mirror is not None
        fact = ItemNoted(item=SCANS, text="scanned again")
        event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=2, by=ANA, fact=fact)
        app.desk.mark(changes_of(mirror.apply({"event": event_to_plain(event)})))
        await settle(app, pilot)
        assert text(app).count("scanned again") >= 2, "among the remarks, and in the history"


async def test_esc_closes_it_and_keys_behind_it_do_nothing() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        app.open(item_detail(app.desk, SCANS))
        await settle(app, pilot)
        await pilot.press("space", "x", "down", "up", "tab")
        await settle(app, pilot)
        assert "Vulnerability scans passed" in text(app)
        await pilot.press("escape")
        await settle(app, pilot)
        assert "esc closes" not in text(app)


async def test_an_item_that_is_not_there_says_so() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        app.open(item_detail(app.desk, "gone"))
        await settle(app, pilot)
        assert "the checklist has no such item" in text(app)
