from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.events import Event, LaunchWentLive
from golive_tui.tui.desk import changes_of
from golive_tui.tui.views.round_list import RoundList
from tests.launch.world import ANA
from tests.tui.stage import Staged, settle, staged, text


def rounds(app: Staged) -> RoundList:
    return app.screen.query_one(RoundList)


async def test_it_opens_at_the_round_that_is_open() -> None:
    async with staged("round-due", (100, 30)) as (app, pilot):
        await pilot.press("3")
        await settle(app, pilot)
        chosen = rounds(app).chosen
        assert chosen is not None
        assert chosen.id == "hour-1-6/4"


async def test_a_heading_is_no_round() -> None:
    async with staged("live", (100, 30)) as (app, pilot):
        await pilot.press("3", "g")
        await settle(app, pilot)
        assert rounds(app).chosen is None
        rounds(app).go_to("gone/1")
        assert rounds(app).chosen is None


async def test_going_live_gives_every_round_its_time() -> None:
    async with staged("before-go-live", (100, 40)) as (app, pilot):
        await pilot.press("3")
        await settle(app, pilot)
        mirror = app.desk.mirror
        assert mirror is not None
        event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=2, by=ANA,
                      fact=LaunchWentLive())  # fmt: skip
        app.desk.mark(changes_of(mirror.apply({"event": event_to_plain(event)})))
        await settle(app, pilot)
        assert "due 13:10Z" in text(app)
