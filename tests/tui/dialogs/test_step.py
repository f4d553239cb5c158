"""Running a step, cancelling it, and what became of one that was lost."""

from golive_tui.launch import commands as c
from golive_tui.launch.events import StepLost
from golive_tui.tui.dialogs.step import cancel_step, run_step
from tests.tui.run.stepping import (
    PRODUCTION,
    STAGING,
    begin,
    end,
    engine_of,
    happened,
    item_of,
    with_step,
)
from tests.tui.stage import rows, settle, staged, text


async def test_r_spells_out_what_would_run_and_enter_sends_it() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        app.frame.view.at(STAGING)  # type: ignore[union-attr]
        await pilot.press("r")
        await settle(app, pilot)
        said = text(app)
        assert "$          ./deploy.sh 'two words'" in said
        assert "NODE_ENV=production" in said
        assert " PRODUCTION  in earnest" in said
        assert "/srv/flowmind" in said
        assert "it has not run yet" in said
        assert engine.acts == []
        await pilot.press("enter")
        await settle(app, pilot)
        assert engine.acts == [c.RunStep(step=STAGING)]
        assert app.frame.current.id == "run"


async def test_production_waits_for_the_target_s_name_and_a_second_run_for_the_word() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        engine.plan |= {"confirm": "type-target", "status": "failed"}
        box = run_step(app.desk, item_of(app, PRODUCTION))
        assert box is not None
        app.open(box)
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        assert "type again to go on" in text(app)
        await pilot.press(*"again", "tab", *"prod", "enter")
        await settle(app, pilot)
        assert "type production to go on" in text(app)
        assert engine.acts == []
        await pilot.press(*"uction", "tab", *"fixed", "enter")
        await settle(app, pilot)
        expected = c.RunStep(step=PRODUCTION, typed="production", again=True, reason="fixed")
        assert engine.acts == [expected]


async def test_a_refusal_stands_in_the_dialog_and_nothing_can_be_sent() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        engine.plan["refusal"] = "it needs what is not done: smoke-tests-staging"
        box = run_step(app.desk, item_of(app))
        assert box is not None
        app.open(box)
        await settle(app, pilot)
        assert "it needs what is not done" in text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert engine.acts == []


async def test_a_step_that_runs_is_cancelled_with_a_reason() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        begin(app)
        await settle(app, pilot)
        assert run_step(app.desk, item_of(app)) is None
        assert cancel_step(app.desk, None) is not None
        await pilot.press("full_stop")
        await settle(app, pilot)
        assert "SIGTERM" in text(app)
        await pilot.press("enter")
        await pilot.press(*"wrong one", "enter")
        await settle(app, pilot)
        assert engine.acts == [c.CancelStep(step=STAGING, reason="wrong one")]


async def test_without_a_running_step_there_is_nothing_to_cancel() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        end(app, begin(app))
        await settle(app, pilot)
        await pilot.press("full_stop")
        await settle(app, pilot)
        assert rows(app)[-2] == " nothing is running"


async def test_of_a_lost_attempt_a_person_decides() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        attempt = begin(app)
        happened(app, StepLost(step=STAGING, attempt=attempt, why="the machine was restarted"))
        await settle(app, pilot)
        item = with_step(app, verify=("curl", "--fail"))
        for keys in (("enter", "v"), ("f", *"no release", "enter"), ("r",)):
            box = run_step(app.desk, item)
            assert box is not None
            app.open(box)
            await settle(app, pilot)
            assert "the machine was restarted" in text(app)
            await pilot.press(*keys)
            await settle(app, pilot)
        assert engine.acts == [
            c.VerifyStep(step=STAGING),
            c.SettleStep(step=STAGING, outcome="failed", reason="no release"),
        ]
        assert "Run on PRODUCTION" in text(app)
