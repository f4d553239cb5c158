"""The app: bell, title, theme, leaving, coming back."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from golive_tui import collector
from golive_tui.clock import real_now
from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.events import By, Event, LaunchWentLive, RoundDue
from golive_tui.tui.desk import Bookmark
from golive_tui.tui.frame.bookmarks import bookmark_file, load, save
from golive_tui.tui.ground.overlay import Overlay
from tests.launch.world import START
from tests.support.waiting import wait_until_async
from tests.tui.stage import Staged, rows, settle, staged, terminal, text

ENGINE = By(user="engine", uid=0, host="jump1", how="engine")


def due(app: Staged) -> dict[str, object]:
    """A round falls due now: the engine's message."""
    mirror = app.desk.mirror
    assert mirror is not None
    fact = RoundDue(round="hour-1-6/4", phase="hour-1-6", number=4, due_at=mirror.now)
    event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=1, by=ENGINE, fact=fact)
    return {"event": event_to_plain(event)}


async def test_one_bell_when_a_round_falls_due_and_none_for_the_past(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(Staged, "bell", lambda self: rung.append(1))
    async with staged("round-due") as (app, pilot):
        assert rung == []
        assert app.desk.mirror is not None
        message = due(app)
        app.link_worker.hear(message)
        app.link_worker.hear(message)
        await settle(app, pilot)
    assert rung == [1]


async def test_what_malloc_keeps_is_given_back_again_and_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[int] = []
    monkeypatch.setattr(collector, "TIDY", 0.01)
    monkeypatch.setattr(collector, "tidy", lambda: given.append(1))
    async with staged("live"):
        await wait_until_async(lambda: len(given) > 1)


async def test_a_new_alarm_rings_once_on_the_desktop_too_and_an_old_one_never(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "foot")
    async with staged("live") as (app, _):
        written: list[str] = []
        assert app._driver is not None
        assert app.desk.mirror is not None
        monkeypatch.setattr(app._driver, "write", written.append)
        app._draw()
        assert [each for each in written if "\x1b]777;" in each] == []
        app.desk.mirror.engine = replace(app.desk.mirror.engine, unwritable="disk\x1b]2;x full")
        app._draw()
        app._draw()
    told = [each for each in written if "\x1b]777;notify;golive: " in each]
    assert len(told) == 1
    assert told[0].count("\x1b") == 2


async def test_the_title_is_told_once_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    async with staged("before-go-live") as (app, pilot):
        written: list[str] = []
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "write", written.append)
        for _ in range(3):
            app._draw()
        assert [each for each in written if "\x1b]2;" in each] == []
        mirror = app.desk.mirror
        assert mirror is not None
        fact = LaunchWentLive()
        event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=1, by=ENGINE, fact=fact)
        app.link_worker.hear({"event": event_to_plain(event)})
        app._draw()
        app._draw()
        titles = [each for each in written if "\x1b]2;" in each]
        assert len(titles) == 1
        assert "Hour 1-6" in titles[0]
        await pilot.pause()


async def test_leaving_asks_nothing_sends_nothing_and_says_how_to_come_back() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("q")
        await pilot.pause()
    assert app.answers.asked == []
    assert app.return_code == 0
    assert app.way_back().endswith("Come back with: golive attach flowmind-1124-1102")
    assert load(bookmark_file("flowmind-1124-1102")) is not None


async def test_ctrl_c_only_says_how_to_leave() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("ctrl+c")
        await settle(app, pilot)
        assert rows(app)[-2] == " q leaves the dashboard; the launch goes on"
        assert app.is_running


async def test_a_toast_of_textual_becomes_a_notice() -> None:
    async with staged("live") as (app, pilot):
        app.notify("[b]careful[/b]", severity="warning")
        await settle(app, pilot)
        assert rows(app)[-2] == " [b]careful[/b]"


async def test_themes_follow_each_other_and_everything_is_still_there() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        before = text(app)
        for _ in range(5):
            await pilot.press("t")
            await settle(app, pilot)
            app.frame.crumbs.clear()
            await pilot.pause()
            assert text(app) == before


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_in_ascii_no_other_character_is_on_the_screen(size: tuple[int, int]) -> None:
    async with staged("round-due", size, terminal(ascii=True)) as (app, pilot):
        await pilot.press("w")
        await settle(app, pilot)
        strips = app.screen._compositor.render_strips(app.screen.size)
        filters = app.get_line_filters()
        for strip in strips:
            segments = list(strip)
            for each in filters:
                segments = each.apply(segments, app.screen.background_colors[1])
            assert all(segment.text.isascii() for segment in segments)


async def test_who_comes_back_is_told_what_happened_since() -> None:
    long_ago = real_now() - timedelta(hours=1)
    save(bookmark_file("flowmind-1124-1102"), Bookmark(seq=60, at=START, seen_at=long_ago))
    async with staged("live") as (app, pilot):
        await settle(app, pilot)
        assert app.desk.bookmark is not None
        assert app.desk.bookmark.seq == 60


async def test_who_was_away_finds_it_at_the_next_key(monkeypatch: pytest.MonkeyPatch) -> None:
    async with staged("live") as (app, pilot):
        monkeypatch.setattr(
            app._attendance, "key", lambda: Bookmark(seq=60, at=START - timedelta(hours=1))
        )
        await pilot.press("x")
        await settle(app, pilot)
        monkeypatch.undo()
        assert app.desk.bookmark is not None
        assert app.desk.bookmark.seq == 60
        assert all(each.DO == "events" for each in app.answers.asked), "only told, nothing done"


async def test_who_was_away_from_an_open_dialog_is_told_that_the_key_did_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("x")
        await settle(app, pilot)
        monkeypatch.setattr(
            app._attendance, "key", lambda: Bookmark(seq=60, at=START - timedelta(hours=1))
        )
        await pilot.press("escape")
        await settle(app, pilot)
        monkeypatch.undo()
        assert len(app.frame.query(Overlay)) == 1
        assert "you were away: this key did nothing" in text(app)
        await pilot.press("escape")
        await settle(app, pilot)
        assert not app.frame.query(Overlay)


@pytest.mark.parametrize(("speed", "offers"), [(60.0, True), (1.0, False)])
async def test_a_demo_that_nobody_touched_offers_to_go_live(speed: float, offers: bool) -> None:
    async with staged("before-go-live") as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        assert mirror.state.origin is not None
        origin = replace(mirror.state.origin, rehearsal=True, speed=speed)
        mirror.state = replace(mirror.state, origin=origin)
        app.arrived()
        await settle(app, pilot)
        assert "type GO" not in text(app)  # somebody has begun to work on it
        mirror.state = replace(mirror.state, items={})
        app.arrived()
        await settle(app, pilot)
        assert ("type GO" in text(app)) is offers
        app.arrived()
        await settle(app, pilot)
        assert len(app.frame.query(Overlay)) == offers, "a second one would take the keys twice"


async def test_a_note_from_the_command_line_is_the_first_notice() -> None:
    app = Staged("live", terminal())
    app._note = "resumed: 3 events since"
    async with app.run_test(size=(120, 35)) as pilot:
        await settle(app, pilot)
        assert rows(app)[-2] == " resumed: 3 events since"


async def test_a_launch_that_never_came_is_left_with_a_sentence() -> None:
    async with staged("live") as (app, pilot):
        app.desk.mirror = None
        await pilot.press("q")
        await pilot.pause()
    assert app.way_back() == "Nothing was shown of /nowhere."
