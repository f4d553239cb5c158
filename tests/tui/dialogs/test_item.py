"""The dialogs for one item: what they ask, and when they do not open."""

from collections.abc import Callable

import pytest

from golive_tui.checklist.model import Item
from golive_tui.tui.desk import Desk
from golive_tui.tui.dialogs import item as dialogs
from golive_tui.tui.ground.dialog import Dialog
from tests.tui.fakes import FakeHost, desk_at
from tests.tui.stage import settle, staged, text

OPEN, PASSED, DOING = "zero-data-loss-guarantee", "production-tests", "load-test-production"


def item(desk: Desk, name: str) -> Item:
    assert desk.mirror is not None
    found = desk.mirror.checklist.item(name)
    assert found is not None
    return found


def notices(desk: Desk) -> list[str]:
    assert isinstance(desk.host, FakeHost)
    return [text for text, _ in desk.host.notices]


async def test_an_open_item_can_be_passed_failed_skipped_and_started() -> None:
    desk = desk_at("live")
    for make in (dialogs.pass_item, dialogs.fail_item, dialogs.skip_item, dialogs.start_item):
        assert make(desk, item(desk, OPEN)) is not None
    assert dialogs.reopen_item(desk, item(desk, OPEN)) is None
    assert notices(desk) == ["it is open: that cannot follow"]


async def test_a_passed_item_is_reopened_before_it_is_skipped() -> None:
    desk = desk_at("live")
    assert dialogs.skip_item(desk, item(desk, PASSED)) is None
    assert notices(desk) == ["it is passed: that cannot follow; reopen it first (o)"]
    assert dialogs.reopen_item(desk, item(desk, PASSED)) is not None


async def test_notes_and_owners_are_given_at_any_time() -> None:
    desk = desk_at("live")
    for name in (OPEN, PASSED, DOING):
        assert dialogs.note_item(desk, item(desk, name)) is not None
        assert dialogs.assign_item(desk, item(desk, name)) is not None


async def test_what_can_only_be_answered_live_is_not_asked_before() -> None:
    desk = desk_at("before-go-live")
    assert desk.mirror is not None
    later = [each for _, _, each in desk.mirror.checklist.leaves() if each.after_go_live]
    for each in later:
        assert dialogs.pass_item(desk, each) is None
    assert len(notices(desk)) == len(later)


@pytest.mark.parametrize(
    "make",
    [dialogs.pass_item, dialogs.note_item, dialogs.assign_item],
    ids=lambda make: make.__name__,
)
async def test_a_watcher_gets_no_dialog(make: Callable[[Desk, Item], Dialog | None]) -> None:
    desk = desk_at("live", read_only=True)
    assert make(desk, item(desk, OPEN)) is None
    assert "--read-only" in notices(desk)[0]
    assert dialogs.fill_field(desk, "Date") is None


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 35)])
async def test_a_dialog_fits_every_terminal_and_says_how_it_stands(size: tuple[int, int]) -> None:
    async with staged("live", size) as (app, pilot):
        await pilot.press("space")
        await settle(app, pilot)
        said = text(app)
        assert "Pass: Analytics tracking enabled" in said
        assert "enter passes · esc cancel" in said


async def test_a_step_shows_its_command() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        app.desk.show("dash", DOING)
        await settle(app, pilot)
        await pilot.press("space")
        await settle(app, pilot)
        assert "doing by jon 13:44Z: 500 users at first" in text(app)
        assert "│ $ " in text(app)
