"""The line into which a search is typed."""

from golive_tui.tui.dash.find_bar import FindBar
from tests.tui.stage import settle, staged


async def test_it_is_hidden_until_it_is_asked_for_and_after_enter() -> None:
    async with staged("live") as (app, pilot):
        bar = app.query_one(FindBar)
        assert not bar.display
        await pilot.press("slash")
        await settle(app, pilot)
        assert bar.display
        assert app.focused is bar
        await pilot.press(*"dns", "enter")
        await settle(app, pilot)
        assert not bar.display
        assert app.focused is not None
        assert app.focused.id == "tree"
        assert app.focused.search == "dns"


async def test_esc_in_it_ends_the_search() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("slash", *"dns", "escape")
        await settle(app, pilot)
        assert app.query_one("#tree").search == ""  # type: ignore[attr-defined]


async def test_opened_again_it_holds_what_was_looked_for() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("slash", *"dns", "down", "slash")
        await settle(app, pilot)
        assert app.query_one(FindBar).value == "dns"


async def test_what_changes_the_launch_is_only_text_in_it() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("slash", *"sGUxXeaw", "escape")
        await settle(app, pilot)
        assert app.answers.asked == []
