"""The one screen: views come and go in it, at every size."""

import pytest

from tests.tui.stage import rows, settle, staged, text


async def test_a_key_brings_a_view_and_esc_the_one_before() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("2")
        await settle(app, pilot)
        assert app.frame.current.id == "probes"
        await pilot.press("5")
        await settle(app, pilot)
        assert app.frame.current.id == "events"
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.frame.current.id == "probes"
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.frame.current.id == "dash"


async def test_the_way_back_is_short_and_never_ends_the_app() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        for key in "25" * 8:
            await pilot.press(key)
            await settle(app, pilot)
        for _ in range(14):
            await pilot.press("escape")
            await settle(app, pilot)
        assert app.is_running
        assert app.frame.view is not None


async def test_the_strip_stays_whatever_view_is_in_front() -> None:
    async with staged("live", (160, 45)) as (app, pilot):
        for key in "23561":
            await pilot.press(key)
            await settle(app, pilot)
            assert "T+00:47:12" in rows(app)[2]
            assert "NO-GO" in rows(app)[2]


async def test_a_hidden_view_is_told_nothing_and_everything_when_it_comes_back() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("5")
        await settle(app, pilot)
        dash = app.frame.views["dash"]
        assert not dash.display
        await pilot.press("1")
        await settle(app, pilot)
        assert dash.display
        assert app.focused is not None
        assert app.focused.id == "tree"


@pytest.mark.parametrize("size", [(59, 24), (80, 19), (20, 5), (3, 2)])
async def test_what_is_too_small_says_so_and_comes_back(size: tuple[int, int]) -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert "Checklist 62/81" not in text(app)
        if size[0] > 30:
            assert "golive needs 60x20" in text(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "Checklist 62/81" in text(app)


async def test_growing_and_shrinking_goes_through_all_layouts() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        assert "Probes ─" not in text(app)
        await pilot.resize_terminal(120, 35)
        await settle(app, pilot)
        assert "Probes ─" in text(app)
        assert "Timer ─" in text(app)
        assert "Events ─" in text(app)
        await pilot.resize_terminal(60, 20)
        await settle(app, pilot)
        assert "Timer ─" not in text(app)
        assert "Analytics tracking enabled" in text(app)


async def test_a_search_that_a_box_shut_does_not_take_the_keys_after_it() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("slash", "ctrl+p")
        await settle(app, pilot)
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.focused is not None
        assert all(each.display for each in app.focused.ancestors_with_self)


async def test_a_view_that_came_behind_a_box_has_the_keys_after_it() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("question_mark")
        await settle(app, pilot)
        app.show_view("run")
        await settle(app, pilot)
        await pilot.press("escape")
        await settle(app, pilot)
        view = app.frame.view
        assert view is not None
        assert app.focused in view.walk_children()
