from msgspec.structs import replace

from golive_tui.launch.state import ProbeState
from golive_tui.tui.desk import Changes
from golive_tui.tui.views.probe_table import ProbeTable
from tests.tui.stage import Staged, settle, staged, text


def table(app: Staged) -> ProbeTable:
    return app.screen.query_one(ProbeTable)


async def test_the_cursor_stays_on_its_row_when_rows_come_and_go() -> None:
    async with staged("live", (120, 40)) as (app, pilot):
        await pilot.press("2", *["j"] * 6)
        await settle(app, pilot)
        at = table(app).probe
        mirror = app.desk.mirror
        assert mirror is not None
        sick = ProbeState(verdict="silent", reason="stale.no_sample", since=mirror.now)
        mirror.state = replace(mirror.state, probes={**mirror.state.probes, "api-info": sick})
        app.desk.mark(Changes(probes=frozenset({"api-info"})))
        await settle(app, pilot)
        assert table(app).probe == at
        assert "└ stale.no_sample" in text(app)


async def test_a_probe_that_is_not_there_moves_nothing() -> None:
    async with staged("live", (120, 40)) as (app, pilot):
        await pilot.press("2", "j")
        await settle(app, pilot)
        before = table(app).cursor
        table(app).go_to("gone")
        assert table(app).cursor == before


async def test_a_heading_is_about_no_probe_and_asks_for_no_look() -> None:
    async with staged("live", (120, 40)) as (app, pilot):
        await pilot.press("2")
        await settle(app, pilot)
        index = [line.kind for line in table(app).lines].index("heading")
        table(app).move_to(index)
        await pilot.press("L", "enter")
        await settle(app, pilot)
        assert app.answers.asked == []
        assert "Parts of a look" not in text(app)


async def test_a_key_before_the_rows_are_made_anew_meets_no_probe_that_is_gone() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("2")
        await settle(app, pilot)
        mirror = app.desk.mirror
        assert mirror is not None
        bare = replace(mirror.checklist, probes={}, objectives={}, triggers={})
        mirror.checklist, mirror.sight = bare, {}
        await pilot.press("j", "k", "end")
        await settle(app, pilot)
        assert app.is_running
        assert table(app).probe == ""
