"""Approving a step for another."""

from msgspec.structs import replace

from golive_tui.launch import commands as c
from golive_tui.tui.dialogs.approve import approve_step
from golive_tui.tui.dialogs.step import run_step
from tests.tui.run.stepping import STAGING, engine_of, item_of
from tests.tui.stage import rows, settle, staged, text


async def test_it_shows_the_plan_and_both_people_and_sends_the_plans_digest() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        engine.plan |= {"four_eyes": True, "digest": "ab12"}
        box = approve_step(app.desk, replace(item_of(app), four_eyes=True))
        assert box is not None
        app.open(box)
        await settle(app, pilot)
        said = text(app)
        assert "./deploy.sh 'two words'" in said
        assert "somebody else, once, within 15:00" in said
        assert "identity not proven" in said
        await pilot.press(*"Ana", "tab", *"looked at it", "enter")
        await settle(app, pilot)
        expected = c.ApproveStep(step=STAGING, digest="ab12", name="Ana", note="looked at it")
        assert engine.acts == [expected]


async def test_where_nothing_can_run_nothing_is_approved() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        del engine.plan["argv"]
        engine.plan["refusal"] = "no program `./deploy.sh`"
        box = approve_step(app.desk, replace(item_of(app), four_eyes=True))
        assert box is not None
        app.open(box)
        await settle(app, pilot)
        assert "no program `./deploy.sh`" in text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert engine.acts == []


async def test_a_step_without_four_eyes_needs_none() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine_of(app)
        await pilot.press("4")
        await settle(app, pilot)
        await pilot.press("Y")
        await settle(app, pilot)
        assert rows(app)[-2].startswith(" it needs no approval")


async def test_who_runs_it_may_say_who_they_are() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        engine.plan |= {"four_eyes": True, "approved_by": "Ana"}
        box = run_step(app.desk, replace(item_of(app), four_eyes=True))
        assert box is not None
        app.open(box)
        await settle(app, pilot)
        assert "by Ana: somebody else runs it" in text(app)
        await pilot.press(*"Lee", "enter")
        await settle(app, pilot)
        assert engine.acts == [c.RunStep(step=STAGING, name="Lee")]
