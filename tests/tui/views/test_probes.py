import pytest

from golive_tui.launch.codec import sample_to_plain
from golive_tui.launch.commands import LookNow
from golive_tui.tui.desk import changes_of
from golive_tui.tui.views.probes import ProbesView
from tests.screens.looks import DOWN, look
from tests.tui.stage import Staged, rows, settle, staged, text

SIZES = [(60, 20), (80, 24), (100, 30), (120, 35), (160, 45), (200, 55), (240, 60)]


def view(app: Staged) -> ProbesView:
    return app.screen.query_one(ProbesView)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_table_names_what_is_wrong_at_every_size(size: tuple[int, int]) -> None:
    async with staged("live", size) as (app, pilot):
        await pilot.press("2")
        await settle(app, pilot)
        said = text(app)
        assert "◐ slow" in said
        assert "▲ alarm" in said
        assert "17 ok · 1 slow · 1 alarm" in said
        assert all(len(row) <= size[0] for row in rows(app))


async def test_enter_opens_a_probe_and_esc_goes_back() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        await pilot.press("2", "enter")
        await settle(app, pilot)
        assert "Parts of a look" in text(app)
        assert "Probes › API /health" in text(app)
        assert "Rollback triggers" not in text(app)
        await pilot.press("escape")
        await settle(app, pilot)
        assert "Parts of a look" not in text(app)
        assert "Frontend CityPulse" in text(app)


async def test_a_trigger_leads_to_its_probe() -> None:
    async with staged("live", (120, 40)) as (app, pilot):
        await pilot.press("2", "end", "enter")
        await settle(app, pilot)
        assert "Probes › WebSocket /ws, a new connection" in text(app)
        assert view(app).subject == "ws-connect"


async def test_beside_the_table_the_detail_follows_the_cursor() -> None:
    async with staged("live", (ProbesView.BESIDE, 45)) as (app, pilot):
        await pilot.press("2")
        await settle(app, pilot)
        assert "https" not in text(app)
        assert "budget.slow: p95 111 ms is over 100 ms" in text(app)
        await pilot.press("j", "j")
        await settle(app, pilot)
        assert "looked at 1416 times" in text(app)
        assert "Objectives" in text(app)


async def test_a_view_that_is_asked_for_a_probe_opens_it() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        app.desk.show("probes", "redis")
        await settle(app, pilot)
        assert "Redis, as the API sees it" in text(app)
        assert "Parts of a look" in text(app)


async def test_a_look_is_asked_for_in_the_table_and_in_the_detail() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        await pilot.press("2", "L")
        await settle(app, pilot)
        await pilot.press("enter", "L")
        await settle(app, pilot)
        asked = [each for each in app.answers.asked if isinstance(each, LookNow)]
        assert asked == [LookNow(probe="api-health")] * 2


async def test_a_new_sample_repaints_its_row_and_nothing_else() -> None:
    async with staged("live", (120, 40)) as (app, pilot):
        await pilot.press("2")
        await settle(app, pilot)
        mirror = app.desk.mirror
        assert mirror is not None
        before = rows(app)
        probe = mirror.checklist.probes["redis"]
        plain = sample_to_plain(look(probe, mirror.now, DOWN))
        app.desk.mark(changes_of(mirror.apply({"sample": plain})))
        await settle(app, pilot)
        changed = [new for old, new in zip(before, rows(app), strict=True) if old != new]
        assert len(changed) == 1
        assert "Redis, as the API sees it" in changed[0]
