"""Headings with a rule."""

import pytest
from rich.cells import cell_len

from golive_tui.tui.dash.panel import Heading
from tests.support.waiting import wait_until_async
from tests.tui.stage import rows, settle, staged


@pytest.mark.parametrize("width", [10, 20, 47, 120])
async def test_a_heading_fills_its_row_with_title_rule_and_note(width: int) -> None:
    async with staged("live", (160, 45)) as (app, pilot):
        heading = app.query(Heading).first()
        heading.show("62/81 done · 1 skipped", "muted")
        await settle(app, pilot)
        said = heading.build(0, width)
        assert cell_len(said.text) == width
        assert said.text.startswith("Checklist"[: min(9, width - 1)])


async def test_the_panel_with_the_focus_has_a_bright_heading() -> None:
    async with staged("live", (160, 45)) as (app, pilot):
        tree, probes = list(app.query(Heading))[:2]
        lit = tree.build(0, 60)
        dark = probes.build(0, 60)
        assert next(iter(lit)).style != next(iter(dark)).style
        await pilot.press("tab")
        await settle(app, pilot)
        assert next(iter(probes.build(0, 60))).style == next(iter(lit)).style
        assert any(row.startswith("Checklist ─") for row in rows(app))


async def test_a_heading_is_painted_anew_when_the_focus_comes_or_goes() -> None:
    async with staged("live", (160, 45)) as (app, pilot):
        heading = app.query(Heading).first()
        lit, focused = heading._painted[0], app.focused
        app.screen.set_focus(None)
        await wait_until_async(lambda: heading._painted[0] != lit)
        app.screen.set_focus(focused)
        await wait_until_async(lambda: heading._painted[0] == lit)
        await pilot.pause()
