"""The keys of the tree: each opens its dialog, and the dialog sends its request."""

import pytest

from golive_tui.launch import commands as c
from golive_tui.wire.messages import Request
from tests.tui.stage import rows, settle, staged, text

ITEM = "analytics-tracking-enabled"


@pytest.mark.parametrize(
    ("keys", "request_"),
    [
        (("space", *"seen", "enter"), c.PassItem(item=ITEM, note="seen")),
        (("X", *"no events", "enter"), c.FailItem(item=ITEM, note="no events")),
        (("x", *"not now", "enter"), c.SkipItem(item=ITEM, reason="not now")),
        (("s", "enter"), c.StartItem(item=ITEM)),
        (("e", *"asked jon", "enter"), c.NoteItem(item=ITEM, text="asked jon")),
        (("a", *"jon", "enter"), c.AssignItem(item=ITEM, owner="jon")),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else None,
)
async def test_a_key_asks_and_enter_sends(keys: tuple[str, ...], request_: Request) -> None:
    async with staged("live") as (app, pilot):
        await pilot.press(*keys)
        await settle(app, pilot)
        assert app.answers.asked == [request_]


@pytest.mark.parametrize("key", ["space", "X", "x", "s", "e", "a"])
async def test_esc_means_that_nothing_happened(key: str) -> None:
    async with staged("live") as (app, pilot):
        await pilot.press(key, *"abc", "escape")
        await settle(app, pilot)
        assert app.answers.asked == []
        assert app.focused is not None
        assert app.focused.id == "tree"


@pytest.mark.parametrize("key", ["X", "x", "e"])
async def test_a_reason_that_is_needed_is_waited_for(key: str) -> None:
    async with staged("live") as (app, pilot):
        await pilot.press(key, "enter")
        await settle(app, pilot)
        assert app.answers.asked == []
        assert "letters or more" in text(app)


async def test_a_passed_item_is_opened_again() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("k", "o", "enter")
        await settle(app, pilot)
        assert app.answers.asked == [c.ReopenItem(item="error-handling-implemented")]


async def test_a_field_of_the_sign_off_is_filled_with_space() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("slash", *"deployed by", "enter", "space", *"ana", "enter")
        await settle(app, pilot)
        assert app.answers.asked == [c.FillSignoff(field="Deployed By", text="ana")]


@pytest.mark.parametrize("key", ["space", "X", "x", "s", "o", "e", "a"])
async def test_a_read_only_dashboard_opens_no_dialog_and_says_why(key: str) -> None:
    async with staged("live", read_only=True) as (app, pilot):
        await pilot.press(key)
        await settle(app, pilot)
        assert "--read-only" in rows(app)[-2]
        assert app.answers.asked == []


async def test_a_heading_takes_no_status() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("left", "space")
        await settle(app, pilot)
        assert "a heading's status is that of its items" in rows(app)[-2]


async def test_f_goes_through_open_failed_unclear_mine_and_all() -> None:
    async with staged("before-go-live", (160, 45)) as (app, pilot):
        seen = []
        for _ in range(5):
            await pilot.press("f")
            await settle(app, pilot)
            seen.append(next(row for row in rows(app) if row.startswith("Checklist")).split()[1])
        assert seen[:4] == ["/:open", "/:failed", "/:unclear", "/:mine"]
        assert seen[4].startswith("─")


async def test_the_filter_for_failed_shows_the_failed_item_and_its_headings() -> None:
    async with staged("before-go-live", (120, 35)) as (app, pilot):
        await pilot.press("f", "f")
        await settle(app, pilot)
        assert "Vulnerability scans passed" in text(app)
        assert "Testing Completed" in text(app)
        assert "▾ Deployment Process" not in text(app)


async def test_enter_opens_what_is_known_of_an_item() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("enter")
        await settle(app, pilot)
        assert "Analytics tracking enabled" in text(app)
        assert all(each.DO == "events" for each in app.answers.asked)


async def test_enter_on_a_phase_goes_to_the_timer_and_on_a_contact_to_whom_to_call() -> None:
    async with staged("live") as (app, pilot):
        app.query_one("#tree").go("phase:hour-1-6")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.frame.current.id == "timer"
        await pilot.press("1")
        await settle(app, pilot)
        app.query_one("#tree").go("contact:0")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.frame.current.id == "who"


async def test_y_copies_the_id_or_the_command_of_a_step() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("y")
        assert app.clipboard == ITEM
        app.desk.show("dash", "load-test-production")
        await settle(app, pilot)
        await pilot.press("y")
        await settle(app, pilot)
        assert app.clipboard == "k6 run tests/load-testing/k6-load-test.js"
        assert "copied: k6 run" in rows(app)[-2]


async def test_letters_that_a_broken_sequence_types_change_nothing() -> None:
    async with staged("live") as (app, pilot):
        for key in "ABCDFHIMOPQRSZmutcy":
            await pilot.press(key)
        await settle(app, pilot)
        assert [each for each in app.answers.asked if each.DO not in ("events", "samples")] == []
