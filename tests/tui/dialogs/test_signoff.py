"""The sign-off."""

from golive_tui.launch.commands import SignOff
from tests.tui.stage import rows, settle, staged, text


async def test_it_shows_criteria_and_waits_for_a_verdict_in_full() -> None:
    async with staged("week", (140, 45)) as (app, pilot):
        await pilot.press("V")
        await settle(app, pilot)
        said = text(app)
        assert "not measured of" in said
        assert "not signed yet" in said
        await pilot.press("enter")
        await settle(app, pilot)
        await pilot.press("tab", "tab", *"yes", "enter")
        await settle(app, pilot)
        assert "type APPROVE or REFUSE" in text(app)
        assert app.answers.asked == []
        await pilot.press(*["backspace"] * 3, *"REFUSE", "enter")
        await settle(app, pilot)
        assert app.answers.asked == [SignOff(name="ana", approved=False)]


async def test_before_the_launch_is_live_there_is_nothing_to_sign() -> None:
    async with staged("before-go-live") as (app, pilot):
        await pilot.press("V")
        await settle(app, pilot)
        assert "has not gone live" in rows(app)[-2]
