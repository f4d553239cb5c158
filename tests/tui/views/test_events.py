import pytest

from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.events import Event, ItemNoted
from golive_tui.tui.desk import changes_of
from golive_tui.tui.views import event_log
from golive_tui.tui.views.events import EventsView
from golive_tui.wire.messages import ReadEvents
from tests.launch.world import ANA
from tests.tui.stage import Staged, rows, settle, staged, text


def view(app: Staged) -> EventsView:
    return app.screen.query_one(EventsView)


def seq(app: Staged) -> int:
    """The number of the newest event, which is how many there are."""
    assert app.desk.mirror is not None
    return app.desk.mirror.state.seq


def happens(app: Staged, words: str) -> None:
    """The engine tells of one more event."""
    mirror = app.desk.mirror
    assert mirror is not None
    fact = ItemNoted(item="cdn-configured", text=words)
    event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=2, by=ANA, fact=fact)
    app.desk.mark(changes_of(mirror.apply({"event": event_to_plain(event)})))


async def test_it_opens_at_the_newest_and_follows() -> None:
    async with staged("live", (100, 30)) as (app, pilot):
        await pilot.press("5")
        await settle(app, pilot)
        assert "▌14:01:39Z ✓ ana completed round 3" in text(app)
        happens(app, "one more")
        await settle(app, pilot)
        assert any(row.startswith("▌") and row.endswith("one more") for row in rows(app))


async def test_away_from_the_newest_it_stays_where_it_is() -> None:
    async with staged("live", (100, 30)) as (app, pilot):
        await pilot.press("5", "k", "k")
        await settle(app, pilot)
        before = view(app).subject
        happens(app, "one more")
        await settle(app, pilot)
        assert view(app).subject == before
        assert f"{seq(app)} events" in text(app)


async def test_old_ones_go_while_one_follows_and_stay_while_one_reads_or_searches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(event_log, "FOLLOWED", 5)
    async with staged("live", (100, 30)) as (app, pilot):
        await pilot.press("5", "k")
        await settle(app, pilot)
        log = view(app).list.held
        whole = len(log.events)
        happens(app, "read on")
        await settle(app, pilot)
        assert len(log.events) == whole + 1
        await pilot.press("end", "slash", *"ana", "enter")
        await settle(app, pilot)
        happens(app, "ana again")
        await settle(app, pilot)
        assert len(log.events) == whole + 2
        await pilot.press("escape", "end")
        await settle(app, pilot)
        happens(app, "followed")
        await settle(app, pilot)
        assert len(log.events) == 5
        assert any(row.startswith("▌") and row.endswith("followed") for row in rows(app))


async def test_enter_at_the_top_reads_older_ones_until_the_first() -> None:
    async with staged("week", (100, 30)) as (app, pilot):
        await pilot.press("5", "g")
        await settle(app, pilot)
        first = view(app).list.held.first
        assert f"{first - 1} older events: enter reads them" in text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        await settle(app, pilot)
        assert app.answers.asked == [ReadEvents(before=first, count=200)]
        assert view(app).subject == str(first - 1), "where one goes on reading upward"
        await pilot.press("g")
        await settle(app, pilot)
        assert "ana began FlowMind" in text(app)
        assert "older events" not in text(app)


async def test_a_search_is_shown_while_it_is_typed_and_esc_ends_it() -> None:
    async with staged("live", (100, 30)) as (app, pilot):
        await pilot.press("5", "slash", *"@mira")
        await settle(app, pilot)
        assert "mira failed" in text(app)
        assert "ana completed" not in text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert "/@mira · " in text(app)
        await pilot.press("escape")
        await settle(app, pilot)
        assert f"{seq(app)} events" in text(app)


async def test_quick_searches_go_round() -> None:
    async with staged("live", (100, 30)) as (app, pilot):
        await pilot.press("5", "f", "f")
        await settle(app, pilot)
        assert "/:round · " in text(app)
        await pilot.press("f", "f", "f")
        await settle(app, pilot)
        assert view(app).list.search == ""


async def test_enter_goes_to_what_an_event_is_about() -> None:
    async with staged("live", (100, 30)) as (app, pilot):
        await pilot.press("5", "enter")
        await settle(app, pilot)
        assert app.where[0] == "timer"
        await pilot.press("5", "slash", *":slow", "enter", "enter")
        await settle(app, pilot)
        assert app.where == ("probes", "api-health")
        await pilot.press("5", "slash", *"backspace", "enter")
        app.desk.show("events", ":skipped")
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert "stays with the old zone until week 1" in text(app)
        assert "History" in text(app)


async def test_a_search_without_a_find_says_so() -> None:
    async with staged("live", (100, 30)) as (app, pilot):
        app.desk.show("events", "zebra")
        await settle(app, pilot)
        assert "nothing like that" in text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.where[0] == "events"


async def test_an_event_is_found_by_its_number() -> None:
    async with staged("live", (100, 30)) as (app, pilot):
        app.desk.show("events", "40")
        await settle(app, pilot)
        assert view(app).subject == "40"
