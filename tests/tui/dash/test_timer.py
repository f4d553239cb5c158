"""The timer panel."""

from datetime import timedelta

from msgspec.structs import replace

from tests.screens.scene import FixedClock
from tests.tui.stage import settle, staged, text


async def test_it_stands_under_the_probes_with_every_ribbon() -> None:
    async with staged("live", (120, 35)) as (app, _):
        said = text(app)
        assert "Timer ─" in said
        assert "2 of 48 rounds done · 1 missed" in said
        assert "✓✗✓○○" in said


async def test_it_follows_the_clock() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        mirror.clock = FixedClock(mirror.now + timedelta(minutes=5))
        app.desk.tick()
        await settle(app, pilot)
        assert "T+00:52 " in text(app)
        assert "next in 7 min" in text(app)


async def test_going_live_turns_it_round() -> None:
    async with staged("before-go-live", (120, 35)) as (app, pilot):
        assert "G goes live and starts the rounds" in text(app)
        mirror = app.desk.mirror
        assert mirror is not None
        mirror.state = replace(mirror.state, went_live_at=mirror.now)
        app.desk.tick()
        await settle(app, pilot)
        assert "round 1 of 24" in text(app)
