"""What a view is when it fills in nothing."""

from golive_tui.tui.desk import EVERYTHING
from golive_tui.tui.frame.view import View
from tests.launch.world import START
from tests.tui.fakes import desk_at


async def test_a_view_that_fills_in_nothing_is_quiet() -> None:
    view = View(desk_at("live"))
    view.changed(EVERYTHING)
    view.tick(START)
    view.at("anything")
    assert (view.crumbs, view.subject, view.near, view.back()) == ("", "", (), False)
