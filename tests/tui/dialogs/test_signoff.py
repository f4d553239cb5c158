"""The sign-off."""

from msgspec.structs import replace

from golive_tui.launch.commands import SignOff
from golive_tui.launch.events import SignoffRecorded
from golive_tui.tui.desk import Changes
from golive_tui.tui.dialogs.signoff import SignoffBox, summary
from tests.tui.run.stepping import happened
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


async def test_an_open_box_says_so_once_it_is_signed() -> None:
    async with staged("week", (140, 45)) as (app, pilot):
        await pilot.press("V")
        await settle(app, pilot)
        assert "not signed yet" in text(app)
        happened(app, SignoffRecorded(approved=True, name="Lee Ng"))
        await settle(app, pilot)
        assert "not signed yet" not in text(app)
        assert "approved by Lee Ng (as lee)" in text(app)


async def test_the_counts_are_those_of_now_in_the_box_and_where_it_is_signed() -> None:
    async with staged("week", (140, 45)) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        await pilot.press("V")
        await settle(app, pilot)
        before = summary(mirror, app.desk)
        await pilot.press("enter", "tab", *"as seen")
        await settle(app, pilot)
        assert text(app).count(before) == 2
        done = next(
            name for name, item in mirror.state.items.items() if item.record.status == "passed"
        )
        record = replace(mirror.state.items[done].record, status="skipped", note="no need")
        item = replace(mirror.state.items[done], record=record)
        mirror.state = replace(mirror.state, items={**mirror.state.items, done: item})
        app.desk.mark(Changes(items=frozenset({done})))
        await settle(app, pilot)
        after = summary(mirror, app.desk)
        assert after != before
        assert before not in text(app)
        assert text(app).count(after) == 2
        assert "as seen" in text(app)


async def test_a_refusal_is_read_in_the_box_that_lies_over_the_notice_line() -> None:
    why = "not confirmed: Go-live approved · confirm it first, or do not approve"
    async with staged("week", (120, 35)) as (app, pilot):
        await pilot.press("V")
        await settle(app, pilot)
        app.notice("nothing to worry about", "muted")
        await settle(app, pilot)
        assert "enter signs: name, notes, verdict" in text(app)
        app.notice(why, "warn")
        await settle(app, pilot)
        assert why in text(app)
        assert "enter signs: name, notes, verdict" not in text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert why not in text(app)
