"""While no engine answers, views show what is known, and say what cannot be read."""

from golive_tui.clock import real_now
from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.events import Event, ItemNoted
from golive_tui.tui.desk import Bookmark, LinkState, changes_of
from golive_tui.tui.frame.modes import item_detail, you_were_here
from tests.launch.world import ANA
from tests.screens.scene import scene
from tests.tui.stage import Staged, settle, staged, text

AWAY = "the engine is away"


def lose(app: Staged) -> None:
    app.desk.linked = LinkState(up=False, since=real_now(), reason="gone")


async def test_an_item_is_shown_without_its_history() -> None:
    async with staged("live", (110, 40)) as (app, pilot):
        lose(app)
        app.open(item_detail(app.desk, "vulnerability-scans-passed"))
        await settle(app, pilot)
        assert AWAY in text(app)
        assert "4.2.1 is clean" in text(app)
        assert "nothing happened to it yet" not in text(app)
        assert "its history cannot be read now" in text(app)


async def test_older_events_are_asked_for_again_later() -> None:
    async with staged("week", (110, 40)) as (app, pilot):
        lose(app)
        await pilot.press("5", "g", "enter")
        await settle(app, pilot)
        assert AWAY in text(app)
        assert "older events: enter reads them" in text(app)


async def test_an_old_round_is_shown_without_its_digest() -> None:
    async with staged("live", (110, 40)) as (app, pilot):
        lose(app)
        await pilot.press("3", "k", "k", "k", "enter")
        await settle(app, pilot)
        assert AWAY in text(app)
        assert "no digest is known" in text(app)


async def test_what_happened_meanwhile_is_told_as_far_as_it_is_known() -> None:
    async with staged("week", (110, 45)) as (app, pilot):
        lose(app)
        first = scene("week").events[20]
        app.open(you_were_here(app.desk, Bookmark(seq=first.seq, at=first.at)))
        await settle(app, pilot)
        assert AWAY in text(app)
        assert "200 events" in text(app), "those that the mirror holds"


async def test_what_happens_while_it_is_open_is_added() -> None:
    async with staged("interrupted", (120, 45)) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        mark = Bookmark(seq=mirror.state.seq - 3, at=mirror.now)
        app.open(you_were_here(app.desk, mark))
        await settle(app, pilot)
        assert "3 events" in text(app)
        fact = ItemNoted(item="cdn-configured", text="one more thing")
        event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=3, by=ANA, fact=fact)
        app.desk.mark(changes_of(mirror.apply({"event": event_to_plain(event)})))
        await settle(app, pilot)
        assert "4 events" in text(app)
        assert "one more thing" in text(app)
