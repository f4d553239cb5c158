from unittest.mock import patch

import pytest

from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.commands import PassItem, VerifyItems
from golive_tui.launch.events import Event, ItemNoted
from golive_tui.tui.desk import changes_of
from golive_tui.tui.frame.modes import item_detail
from golive_tui.tui.views.item import ItemDetail
from golive_tui.wire.messages import ReadEvents
from tests.launch.world import ANA
from tests.tui.checking import DNS, answered, with_checks
from tests.tui.run.stepping import happened
from tests.tui.stage import rows, settle, staged, text

SCANS = "vulnerability-scans-passed"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 45), (240, 60)], ids=str)
async def test_an_item_fits_on_every_screen(size: tuple[int, int]) -> None:
    async with staged("live", size) as (app, pilot):
        app.open(item_detail(app.desk, SCANS))
        await settle(app, pilot)
        assert "Vulnerability scans passed" in text(app)
        assert "4.2.1 is clean" in text(app)
        assert all(len(row) <= size[0] for row in rows(app))


async def test_the_history_is_read_and_grows() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        app.open(item_detail(app.desk, SCANS))
        await settle(app, pilot)
        assert app.answers.asked == [ReadEvents(item=SCANS, count=200)]
        assert "2 medium findings in the base image" in text(app)
        mirror = app.desk.mirror
        assert mirror is not None
        fact = ItemNoted(item=SCANS, text="scanned again")
        event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=2, by=ANA, fact=fact)
        app.desk.mark(changes_of(mirror.apply({"event": event_to_plain(event)})))
        await settle(app, pilot)
        assert text(app).count("scanned again") >= 2, "among the remarks, and in the history"


async def test_esc_closes_it_and_keys_behind_it_do_nothing() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        app.open(item_detail(app.desk, SCANS))
        await settle(app, pilot)
        await pilot.press("X", "x", "down", "up", "tab")
        await settle(app, pilot)
        assert "Vulnerability scans passed" in text(app)
        await pilot.press("escape")
        await settle(app, pilot)
        assert "esc closes" not in text(app)


async def test_an_item_that_is_not_there_says_so() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        app.open(item_detail(app.desk, "gone"))
        await settle(app, pilot)
        assert "the checklist has no such item" in text(app)


async def test_its_evidence_is_asked_for_where_the_history_does_not_reach() -> None:
    async with staged("before-go-live", (100, 40)) as (app, pilot):
        with_checks(app)
        answered(app, DNS, "fail")
        detail = item_detail(app.desk, DNS)
        assert isinstance(detail, ItemDetail)
        with patch("golive_tui.tui.views.item.HISTORY", 1):
            happened(app, ItemNoted(item=DNS, text="I ask the registrar"))
            app.open(detail)
            await settle(app, pilot)
        assert detail.found is not None
        assert "198.51.100.7" in text(app)


async def test_v_verifies_it_and_space_passes_it_against_its_check_with_a_reason() -> None:
    async with staged("before-go-live", (100, 40)) as (app, pilot):
        answers = with_checks(app)
        answered(app, DNS, "fail")
        app.open(item_detail(app.desk, DNS))
        await settle(app, pilot)
        await pilot.press("v")
        await settle(app, pilot)
        assert VerifyItems(items=(DNS,)) in answers.asked
        await pilot.press("space", "enter")
        await settle(app, pilot)
        assert "the check says fail (assert.failed)" in text(app)
        assert "3 letters or more" in text(app)
        await pilot.press(*"old zone", "enter")
        await settle(app, pilot)
        assert PassItem(item=DNS, note="old zone") in answers.asked
