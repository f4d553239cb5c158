"""The next step, and one again with those after it."""

from golive_tui.launch import commands as c
from golive_tui.launch.events import ItemPassed, ItemReopened, ItemSkipped
from golive_tui.tui.dialogs.onward import rerun_from
from tests.tui.run.stepping import STAGING, begin, end, engine_of, happened, item_of, with_gates
from tests.tui.stage import Staged, rows, settle, staged, text

SMOKE = "smoke-tests-staging"


def done(app: Staged, step: str) -> None:
    end(app, begin(app, step), step)
    happened(app, ItemPassed(item=step))


async def test_b_opens_the_step_that_comes_next() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine_of(app)
        await pilot.press("b")
        await settle(app, pilot)
        assert "Run on PRODUCTION: Run production tests" in text(app)
        await pilot.press("escape")
        done(app, "production-tests")
        await settle(app, pilot)
        await pilot.press("b")
        await settle(app, pilot)
        assert "Run on PRODUCTION: Load test production" in text(app)


async def test_when_none_comes_next_it_says_what_the_first_one_waits_for() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine_of(app)
        with_gates(app)
        for step in ("production-tests", "load-test-production"):
            happened(app, ItemSkipped(item=step, reason="not today"))
        happened(app, ItemReopened(item="verify-staging"))
        happened(app, ItemReopened(item="deploy-production"))
        await settle(app, pilot)
        await pilot.press("b")
        await settle(app, pilot)
        assert "Deploy backend to production waits: needs verify-staging" in rows(app)[-2]


async def test_again_from_here_names_the_steps_that_are_reopened() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        done(app, STAGING)
        done(app, SMOKE)
        await pilot.press("4")
        app.frame.view.at(STAGING)  # type: ignore[union-attr]
        await pilot.press("a")
        await settle(app, pilot)
        said = text(app)
        assert "1 step that succeeded must be run again" in said
        assert "◇ Run smoke tests" in said
        await pilot.press("enter")
        await settle(app, pilot)
        assert "type again to go on" in text(app)
        assert engine.acts == []
        await pilot.press(*"again", "tab", *"bad image", "enter")
        await settle(app, pilot)
        assert engine.acts == [c.RerunFrom(step=STAGING, reason="bad image")]


async def test_again_from_here_is_refused_while_a_later_step_runs() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        done(app, STAGING)
        begin(app, SMOKE)
        await settle(app, pilot)
        box = rerun_from(app.desk, item_of(app))
        assert box is not None
        app.open(box)
        await settle(app, pilot)
        assert "which comes after" in text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert engine.acts == []


async def test_what_has_not_run_is_not_run_again() -> None:
    async with staged("before-go-live", (120, 40)) as (app, pilot):
        engine_of(app)
        assert rerun_from(app.desk, item_of(app)) is None
        await settle(app, pilot)
        assert rows(app)[-2] == " it has not run yet: r runs it"
