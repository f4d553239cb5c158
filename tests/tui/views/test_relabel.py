from textual.widgets import Static

from golive_tui.tui.views.relabel import relabel
from tests.tui.stage import settle, staged, text


async def test_the_crumbs_follow_the_cursor() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        await pilot.press("2", "j", "j")
        await settle(app, pilot)
        assert "Probes › API requests, one every 2 s" in text(app)


def test_a_widget_that_is_nowhere_has_nothing_to_say() -> None:
    relabel(Static("alone"))
