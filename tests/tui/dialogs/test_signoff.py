"""The sign-off."""

from golive_tui.launch.commands import SignOff
from golive_tui.tui.dialogs.signoff import SignoffBox
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


async def test_the_chosen_row_stands_in_full_where_the_list_cuts_it() -> None:
    async with staged("week", (80, 24)) as (app, pilot):
        await pilot.press("V")
        await settle(app, pilot)
        box = app.screen.query_one(SignoffBox)
        uptime = next(i for i, row in enumerate(box.lines) if "since T0" in row[3].text)
        box.rows.move_to(uptime)
        await settle(app, pilot)
        shown = " ".join(row.strip(" │") for row in rows(app)[-8:])
        assert box.lines[uptime][3].text.split(", ")[0] in shown
        assert "limit 99.9" in shown
