"""The first view as a whole."""

import pytest

from tests.tui.stage import rows, settle, staged, text

ALL = ("Checklist ─", "Probes ─", "Timer ─", "Events ─")


@pytest.mark.parametrize("size", [(100, 30), (120, 35), (160, 45), (200, 55)])
async def test_all_panels_are_there(size: tuple[int, int]) -> None:
    async with staged("live", size) as (app, _):
        assert all(title in text(app) for title in ALL)
        assert all(len(row) <= size[0] for row in rows(app))


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_small_terminal_shows_the_tree_alone(size: tuple[int, int]) -> None:
    async with staged("live", size) as (app, _):
        assert not any(title in text(app) for title in ALL)
        assert "Analytics tracking enabled" in text(app)
        assert "▾ Deployment Process" in text(app)


async def test_a_narrow_and_tall_one_has_room_for_events() -> None:
    async with staged("live", (80, 50)) as (app, _):
        assert "Events ─" in text(app)
        assert "Probes ─" not in text(app)


async def test_zoom_shows_one_panel_alone_and_esc_all_again() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("tab", "z")
        await settle(app, pilot)
        assert "Probes ─" in text(app)
        assert "Checklist ─" not in text(app)
        assert "Timer ─" not in text(app)
        assert "p50/p95" in text(app)
        await pilot.press("escape")
        await settle(app, pilot)
        assert all(title in text(app) for title in ALL)


async def test_the_tree_can_be_zoomed_too() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("z")
        await settle(app, pilot)
        assert "Checklist ─" in text(app)
        assert "Probes ─" not in text(app)
        assert max(len(row) for row in rows(app) if "Checklist ─" in row) == 120


async def test_crumbs_and_keys_follow_the_focus() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        assert rows(app)[-1].startswith(" space pass")
        await pilot.press("tab")
        await settle(app, pilot)
        assert rows(app)[-1].startswith(" L look now")
        await pilot.press("shift+tab", "j")
        await settle(app, pilot)
        assert "Testing Completed" in rows(app)[-2]
