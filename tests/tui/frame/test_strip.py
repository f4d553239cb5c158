"""The strip at every size: what it must say is there, and nothing is cut that must not be."""

import re
from datetime import timedelta

import pytest
from rich.cells import cell_len

from golive_tui.clock import real_now
from golive_tui.tui.desk import Changes, LinkState
from tests.screens.scene import MOMENTS, Moment
from tests.tui.stage import rows, settle, staged, text

SIZES = [(60, 20), (80, 24), (100, 30), (120, 35), (160, 45), (200, 55)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("moment", ["live", "before-go-live"])
async def test_where_we_are_is_on_every_strip(moment: Moment, size: tuple[int, int]) -> None:
    async with staged(moment, size) as (app, _):
        said = "\n".join(rows(app)[:4])
        assert " PRODUCTION " in said
        assert "NO-GO" in said
        assert ("T+00:47:12" if moment == "live" else "not live") in said


@pytest.mark.parametrize("size", SIZES)
async def test_a_due_round_an_alarm_and_the_worst_probe_are_on_every_strip(
    size: tuple[int, int],
) -> None:
    async with staged("round-due", size) as (app, _):
        said = "\n".join(rows(app)[:4])
        assert "DUE 2:41" in said
        assert "▲ 1 ALARM" in said
        assert "▲ alarm" in said


@pytest.mark.parametrize("moment", list(MOMENTS))
@pytest.mark.parametrize("rows_there", [24, 35])
async def test_tiles_never_touch_and_never_leave_the_strip(moment: Moment, rows_there: int) -> None:
    async with staged(moment, (120, rows_there)) as (app, _):
        for width in range(60 if rows_there < 30 else 100, 240, 7):
            slots = app.frame.strip.slots(width)
            for y in range(4):
                ends = 0
                for slot in (each for each in slots if each.y == y):
                    assert slot.x >= ends
                    ends = slot.x + slot.width
                assert ends <= width


async def test_without_an_engine_it_says_so_and_what_is_shown_is_stale() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        since = real_now() - timedelta(seconds=12)
        app.desk.linked = LinkState(up=False, since=since, reason="the engine went away")
        app.desk.mark(Changes(engine=True))
        await settle(app, pilot)
        said = "\n".join(rows(app)[:4])
        assert re.search(r"ENGINE LOST, starting another… 0:[1-5]\d", said)
        assert re.search(r"STALE 0:[1-5]\d", said)
        assert "NO-GO" not in said
        assert app.frame.has_class("-stale")


async def test_a_silent_engine_is_told_from_a_quiet_launch() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        app.desk.heard_at = real_now() - timedelta(seconds=30)
        app.desk.tick()
        await settle(app, pilot)
        assert "the engine is silent 0:30" in text(app)


async def test_before_anything_is_known_it_says_what_it_waits_for() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        app.desk.mirror = None
        app.desk.linked = LinkState(up=False, since=real_now(), reason="")
        app.frame.strip.sync()
        await pilot.pause()
        assert "golive" in rows(app)[0]


async def test_a_wide_title_is_cut_and_the_target_stays() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        assert app.desk.mirror is not None
        origin = app.desk.mirror.state.origin
        assert origin is not None
        from msgspec.structs import replace

        long = replace(origin, title="決済システム本番切替" * 9)
        app.desk.mirror.state = replace(app.desk.mirror.state, origin=long)
        app.desk.mark(Changes(engine=True))
        await settle(app, pilot)
        first = rows(app)[0]
        assert "PRODUCTION" in first
        assert cell_len(first) <= 80
