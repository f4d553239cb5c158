"""Every view and overlay that is named is there."""

import pytest

from golive_tui.tui.desk import Bookmark
from golive_tui.tui.frame.modes import (
    DIALOGS,
    MODES,
    Mode,
    dialog,
    help_overlay,
    item_detail,
    make_view,
    mode,
    you_were_here,
)
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.keys_table import ACTIONS
from tests.launch.world import START
from tests.tui.fakes import desk_at


@pytest.mark.parametrize("each", MODES, ids=lambda each: each.id)
async def test_every_mode_has_its_view(each: Mode) -> None:
    assert make_view(each, desk_at("live")).desk.mirror is not None


async def test_the_overlays_that_open_anywhere_are_there() -> None:
    desk = desk_at("live")
    opened = [
        item_detail(desk, "production-tests"),
        help_overlay(desk, ACTIONS, "Checklist"),
        you_were_here(desk, Bookmark(seq=40, at=START)),
    ]
    assert all(isinstance(each, Overlay) for each in opened)


@pytest.mark.parametrize("what", DIALOGS)
async def test_a_dialog_opens_or_says_why_not(what: str) -> None:
    desk = desk_at("week")
    made = dialog(what, desk)
    assert made is not None or desk.host.notices  # type: ignore[attr-defined]


def test_a_mode_is_found_by_its_id() -> None:
    assert mode("timer") is MODES[2]
    assert mode("nothing") is None
