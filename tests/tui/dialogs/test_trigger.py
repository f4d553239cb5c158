"""The triggers on the screen: answered there, never opened by themselves."""

from datetime import timedelta

from msgspec.structs import replace

from golive_tui.launch import trigger_facts as t
from golive_tui.launch.trigger_commands import (
    AcknowledgeTrigger,
    DisarmTrigger,
    HoldTrigger,
    OverrideTrigger,
    ResetTrigger,
)
from golive_tui.tui.ground.overlay import Overlay
from tests.tui.frame.test_trips import with_a_way_back
from tests.tui.run.stepping import engine_of, happened
from tests.tui.stage import Staged, rows, settle, staged, text

NAME = "error-rate"


def trip(app: Staged, *, counts: bool = True, name: str = NAME) -> None:
    mirror = app.desk.mirror
    assert mirror is not None
    at = mirror.now + timedelta(seconds=24) if counts else None
    with_a_way_back(mirror)
    happened(app, t.TriggerArmed(trigger=name))
    happened(app, t.TriggerTripped(trigger=name, action="countdown", value=0.071, n=30,
                                   coverage=1.0, observed=300.0, acts_at=at))  # fmt: skip


async def test_a_trip_takes_the_strip_and_not_the_keyboard() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        await pilot.press("colon", *"err")
        trip(app)
        await settle(app, pilot)
        await pilot.press(*"or")
        await settle(app, pilot)
        said = text(app)
        assert "ROLLBACK IN 0:24 (countdown)" in said
        assert "error" in said
        assert len(app.frame.query(Overlay)) == 1
        await pilot.press("escape")
        await settle(app, pilot)
        assert Overlay.of(app.frame) is None


async def test_a_hold_holds_with_it_what_counts_down_too() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        engine = engine_of(app)
        trip(app)
        trip(app, name="response-time")
        await settle(app, pilot)
        await pilot.press("exclamation_mark")
        await settle(app, pilot)
        await pilot.press("h")
        await settle(app, pilot)
        assert "holds with it what counts down too: " in text(app)
        await pilot.press("tab", *"a look first", "enter")
        await settle(app, pilot)
        held = {each.trigger for each in engine.acts if isinstance(each, HoldTrigger)}
        assert held == {NAME, "response-time"}


async def test_the_verbs_ask_for_reasons_and_say_what_they_do() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        engine = engine_of(app)
        trip(app)
        await settle(app, pilot)
        await pilot.press("exclamation_mark")
        await settle(app, pilot)
        assert "▲ TRIPPED Error rate > 5% for 5 minutes" in text(app)
        await pilot.press("h")
        await settle(app, pilot)
        await pilot.press(*"2x", "tab", *"cdn", "enter")
        await settle(app, pilot)
        assert engine.acts == []
        await pilot.press(*"2m", "enter")
        await settle(app, pilot)
        await pilot.press("a")
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        await pilot.press("x")
        await settle(app, pilot)
        await pilot.press("tab", *"load test", "enter")
        await settle(app, pilot)
        await pilot.press("o")
        await settle(app, pilot)
        await pilot.press(*"known", "enter")
        await settle(app, pilot)
        assert engine.acts == [
            HoldTrigger(trigger=NAME, reason="cdn", seconds=120.0),
            AcknowledgeTrigger(trigger=NAME),
            DisarmTrigger(trigger=NAME, reason="load test"),
            OverrideTrigger(trigger=NAME, reason="known"),
        ]
        await pilot.press("r")
        await settle(app, pilot)
        assert "is tripped: it cannot be reset now" in text(app)


async def test_what_was_acknowledged_can_be_reset() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        engine = engine_of(app)
        trip(app, counts=False)
        happened(app, t.TriggerAcknowledged(trigger=NAME))
        await pilot.press("R")
        await settle(app, pilot)
        await pilot.press("r")
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert engine.acts == [ResetTrigger(trigger=NAME)]


async def test_who_only_watches_cannot() -> None:
    async with staged("live", (120, 35), read_only=True) as (app, pilot):
        engine = engine_of(app)
        trip(app)
        await pilot.press("R")
        await settle(app, pilot)
        await pilot.press("h")
        await settle(app, pilot)
        assert "only watches" in text(app)
        assert engine.acts == []


async def test_rolling_back_is_a_dialog_of_its_own() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        engine_of(app)
        await pilot.press("R")
        await settle(app, pilot)
        await pilot.press("ctrl+r")
        await settle(app, pilot)
        assert "type ROLLBACK" in text(app)


async def test_a_disarmed_one_leaves_a_banner() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        until = mirror.now + timedelta(minutes=30)
        happened(app, t.TriggerArmed(trigger=NAME))
        happened(app, t.TriggerDisarmed(trigger=NAME, reason="load test", until=until))
        await settle(app, pilot)
        assert any(row.startswith(f" DISARMED {NAME} until") for row in rows(app))


async def test_a_checklist_without_triggers_says_so() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        assert app.desk.mirror is not None
        app.desk.mirror.checklist = replace(app.desk.mirror.checklist, triggers={})
        await pilot.press("R")
        await settle(app, pilot)
        assert "has no rollback triggers" in text(app)
