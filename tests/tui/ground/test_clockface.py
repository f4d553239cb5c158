"""A clock of fixed width."""

from textual.containers import Horizontal
from textual.geometry import Region
from textual.widgets import Static

from golive_tui.tui.ground.clockface import ClockFace
from tests.tui.ground.stage import Stage, dirty, shown


async def test_a_tick_repaints_only_its_own_cells_and_moves_nothing() -> None:
    clock = ClockFace(11, "T+00:00:58")
    app = Stage(lambda: [Horizontal(clock, Static("beside"))])
    async with app.run_test(size=(40, 1)) as pilot:
        await pilot.pause()
        assert shown(app) == ["T+00:00:58 beside"]
        clock.show("T+00:00:59")
        assert dirty(clock) == {Region(0, 0, 11, 1)}
        assert not clock._layout_required
        await pilot.pause()
        assert shown(app) == ["T+00:00:59 beside"]


async def test_the_same_time_again_costs_nothing() -> None:
    clock = ClockFace(9, "14:02:12Z")
    async with Stage(lambda: [clock]).run_test(size=(40, 1)) as pilot:
        await pilot.pause()
        clock.show("14:02:12Z")
        assert dirty(clock) == set()


async def test_a_text_that_is_too_long_is_cut_visibly() -> None:
    clock = ClockFace(6, "10:00")
    app = Stage(lambda: [clock])
    async with app.run_test(size=(40, 1)) as pilot:
        clock.show("in 100:00:00")
        await pilot.pause()
        assert shown(app) == ["in 10…"]


async def test_a_late_timer_changes_its_role_with_its_text() -> None:
    clock = ClockFace(10, "in 0:01", "muted")
    app = Stage(lambda: [clock])
    async with app.run_test(size=(40, 1)) as pilot:
        await pilot.pause()
        clock.show("late 0:01", "bad")
        await pilot.pause()
        style = app.screen._compositor.render_strips()[0]._segments[0].style
        assert style is not None
        assert style.bold
