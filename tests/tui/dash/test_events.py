"""The newest events at the foot."""

from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.events import By, Event, ItemNoted
from tests.tui.stage import rows, settle, staged, text

LEE = By(user="lee", uid=1002, host="jump1", how="peer")


async def test_the_newest_event_is_the_last_row_and_all_are_counted() -> None:
    async with staged("live", (160, 45)) as (app, _):
        assert app.desk.mirror is not None
        assert f"{app.desk.mirror.state.seq} events · 5 shows all" in text(app)
        assert "ana completed round 3 of 24" in rows(app)[-3]


async def test_a_new_one_moves_the_others_up() -> None:
    async with staged("live", (160, 45)) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        fact = ItemNoted(item="analytics-tracking-enabled", text="[b]not markup[/b] \x1b[2J")
        event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=1, by=LEE, fact=fact)
        app.link_worker.hear({"event": event_to_plain(event)})
        await settle(app, pilot)
        assert "ana completed round 3 of 24" in rows(app)[-4]
        assert "[b]not markup[/b] ␛[2J" in rows(app)[-3]
        assert f"{event.seq} events" in text(app)
