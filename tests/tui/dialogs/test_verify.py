"""Asking for checks, and calling them off."""

from typing import Final

import pytest

from golive_tui.launch import commands as c
from golive_tui.tui.dialogs.verify import burst, left_out
from tests.tui.checking import ANALYTICS, CHECKS, DNS, LIMITS, TLS, answered, asked, with_checks
from tests.tui.stage import rows, settle, staged, text

MOMENT: Final = "before-go-live"


async def test_one_item_is_verified_at_once() -> None:
    async with staged(MOMENT) as (app, pilot):
        answers = with_checks(app)
        app.query_one("#tree").go_to_item(DNS)  # type: ignore[attr-defined]
        await pilot.press("v")
        await settle(app, pilot)
        assert answers.asked == [c.VerifyItems(items=(DNS,))]


async def test_many_are_shown_before_they_are_asked_for() -> None:
    async with staged(MOMENT, (80, 24)) as (app, pilot):
        answers = with_checks(app)
        asked(app, TLS)
        await settle(app, pilot)
        await pilot.press("E")
        await settle(app, pilot)
        said = text(app)
        assert "Verify: everything" in said
        assert "4 checks: 1 dns, 1 cors, 1 frontend, 1 rate_limit" in said
        assert "of         PRODUCTION, each once, on fresh connections" in said
        assert "1 being checked already" in said
        assert answers.asked == []
        await pilot.press("enter")
        await settle(app, pilot)
        assert answers.asked == [c.VerifyItems(all=True)]


async def test_what_sends_traffic_says_what_to_whom_and_waits_for_its_word() -> None:
    async with staged(MOMENT, (80, 24)) as (app, pilot):
        answers = with_checks(app)
        app.query_one("#tree").go_to_item(LIMITS)  # type: ignore[attr-defined]
        await pilot.press("v")
        await settle(app, pilot)
        said = " ".join(text(app).replace("│", " ").split())
        assert "rate_limit: POST https://api.flowmind.app/login, up to 60 requests" in said
        await pilot.press(*"AR", "enter")
        await settle(app, pilot)
        assert "type ARM, or nothing" in text(app)
        assert answers.asked == []
        await pilot.press("M", "enter")
        await settle(app, pilot)
        assert answers.asked == [c.VerifyItems(items=(LIMITS,), armed=True)]


async def test_without_the_word_it_looks_and_sends_nothing() -> None:
    async with staged(MOMENT) as (app, pilot):
        answers = with_checks(app)
        await pilot.press("E", "enter")
        await settle(app, pilot)
        assert answers.asked == [c.VerifyItems(all=True, armed=False)]


async def test_a_heading_stands_for_what_is_under_it() -> None:
    async with staged(MOMENT) as (app, pilot):
        answers = with_checks(app)
        tree = app.query_one("#tree")
        tree.go("stage:pre-deployment/section:infrastructure-setup")  # type: ignore[attr-defined]
        await pilot.press("v")
        await settle(app, pilot)
        assert "Verify: Infrastructure Setup" in text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        command = c.VerifyItems(stage="pre-deployment", section="infrastructure-setup")
        assert answers.asked == [command]


async def test_what_has_no_check_says_so() -> None:
    async with staged(MOMENT) as (app, pilot):
        with_checks(app)
        app.query_one("#tree").go_to_item("mock-data-disabled")  # type: ignore[attr-defined]
        await pilot.press("v")
        await settle(app, pilot)
        assert "has no check: a person answers for it" in rows(app)[-2]
        app.query_one("#tree").go("contact:0")  # type: ignore[attr-defined]
        await pilot.press("v")
        await settle(app, pilot)
        assert "that is not verified by checks" in rows(app)[-2]


async def test_what_is_under_way_is_called_off_with_one_key() -> None:
    async with staged(MOMENT) as (app, pilot):
        answers = with_checks(app)
        asked(app, DNS, TLS, ANALYTICS)
        answered(app, TLS, "pass")
        await settle(app, pilot)
        await pilot.press("full_stop")
        await settle(app, pilot)
        assert "Call off: the checks of 2 items" in text(app)
        await pilot.press(*"too slow", "enter")
        await settle(app, pilot)
        assert answers.asked == [c.CancelChecks(reason="too slow")]


@pytest.mark.parametrize("key", ["v", "E", "full_stop"])
async def test_a_watcher_sees_all_and_asks_for_nothing(key: str) -> None:
    async with staged(MOMENT, read_only=True) as (app, pilot):
        answers = with_checks(app)
        asked(app, DNS)
        app.query_one("#tree").go_to_item(TLS)  # type: ignore[attr-defined]
        await settle(app, pilot)
        assert "verifying 0/1" in rows(app)[-2]
        await pilot.press(key)
        await settle(app, pilot)
        assert "--read-only" in rows(app)[-2]
        assert answers.asked == []


async def test_what_only_the_engine_knows_is_shown_as_it_is_written() -> None:
    async with staged(MOMENT) as (app, _):
        with_checks(app)
        mirror = app.desk.mirror
        assert mirror is not None
        assert burst(mirror, CHECKS[ANALYTICS]) == "frontend: ${ws}/${env:WHO}"
        assert left_out(mirror.checklist, mirror.state, c.VerifyItems(all=True), []) != ""
