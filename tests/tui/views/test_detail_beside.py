"""A list and one of its rows in detail, as the probes and the timer have them."""

import pytest

from golive_tui.tui.views.detail_beside import DetailBeside
from tests.tui.stage import Staged, settle, staged


def view(app: Staged) -> DetailBeside:
    return app.screen.query_one(DetailBeside)


def seen(app: Staged) -> tuple[bool, bool]:
    """Whether the list is seen, and whether the detail is."""
    shown = view(app)
    return bool(shown.rows.region), bool(shown.sheet.region)


@pytest.mark.parametrize("keys", [("2",), ("3", "k", "k")], ids=["probes", "timer"])
async def test_the_detail_stands_in_the_lists_place_until_there_is_room(
    keys: tuple[str, ...],
) -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        await pilot.press(*keys)
        await settle(app, pilot)
        assert seen(app) == (True, False)
        assert not view(app).back()
        await pilot.press("enter")
        await settle(app, pilot)
        assert seen(app) == (False, True)
        assert view(app).sheet.has_focus
        await pilot.resize_terminal(view(app).BESIDE, 40)
        await settle(app, pilot)
        assert seen(app) == (True, True)
        assert not view(app).back()
        await pilot.resize_terminal(100, 40)
        await settle(app, pilot)
        await pilot.press("escape")
        await settle(app, pilot)
        assert seen(app) == (True, False)
        assert view(app).rows.has_focus
