"""Rolling back."""

from golive_tui.launch import commands as c
from golive_tui.launch.events import RollbackEnded, RollbackRequested
from tests.tui.run.stepping import begin, engine_of, happened
from tests.tui.stage import settle, staged, text

STEP = "immediate-rollback"
STEP_BEFORE = "deploy-production"


async def test_it_shows_every_step_and_waits_for_word_and_reason() -> None:
    async with staged("live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        await pilot.press("ctrl+r")
        await settle(app, pilot)
        said = text(app)
        assert "Roll back PRODUCTION" in said
        assert "1 ✓ Immediate rollback" in said
        assert "✓ all 3 can run" in said
        await pilot.press(*"rollback", "enter")
        await settle(app, pilot)
        assert "type ROLLBACK to go on" in text(app)
        assert engine.acts == []
        await pilot.press(*["backspace"] * 8, *"ROLLBACK", "tab", *"5xx", "enter")
        await settle(app, pilot)
        assert engine.acts == [c.RollBack(typed="ROLLBACK", reason="5xx")]


async def test_what_runs_in_its_way_is_cancelled_first_with_a_word_of_its_own() -> None:
    async with staged("live", (120, 40)) as (app, pilot):
        engine = engine_of(app)
        begin(app, STEP_BEFORE)
        await pilot.press("ctrl+r")
        await settle(app, pilot)
        said = text(app)
        assert "cancel the running step first" in said
        assert "type CANCEL" in said
        await pilot.press(*"CANCEL", "tab", *"ROLLBACK", "tab", *"5xx", "enter")
        await settle(app, pilot)
        expected = c.RollBack(typed="ROLLBACK", reason="5xx", cancel_running=True)
        assert engine.acts == [expected]


async def test_it_opens_over_another_dialog_too() -> None:
    async with staged("live", (120, 40)) as (app, pilot):
        engine_of(app)
        await pilot.press("d", "ctrl+r")
        await settle(app, pilot)
        assert "type ROLLBACK" in text(app)


async def test_a_step_that_cannot_run_is_named_beforehand() -> None:
    async with staged("live", (120, 40)) as (app, pilot):
        engine_of(app).plan["refusal"] = "no program `railway`"
        await pilot.press("ctrl+r")
        await settle(app, pilot)
        assert "✗ 3 of 3 steps cannot run now" in text(app)
        assert "no program `railway`" in text(app)


async def test_the_banner_runs_and_then_stays_with_what_to_do_next() -> None:
    async with staged("live", (160, 40)) as (app, pilot):
        happened(app, RollbackRequested(reason="5xx", steps=(STEP,)))
        await settle(app, pilot)
        assert "ROLLBACK RUNNING" in text(app)
        happened(app, RollbackEnded(outcome="failed", step=STEP, detail="exit 3"))
        await settle(app, pilot)
        assert "ROLLBACK FAILED at Immediate rollback: exit 3 · next: 4 shows it" in text(app)
        happened(app, RollbackRequested(reason="again", steps=(STEP,)))
        happened(app, RollbackEnded(outcome="rolled_back"))
        await settle(app, pilot)
        assert "ROLLED BACK" in text(app)


async def test_in_a_small_terminal_its_body_scrolls_and_the_fields_stay() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        engine_of(app).plan["argv"] = ["./undo.sh", *(f"a-long-word-{n}" for n in range(24))]
        await pilot.press("ctrl+r")
        await settle(app, pilot)
        said = text(app)
        assert "type ROLLBACK" in said
        assert "esc: nothing happened" in said
        assert "more: ↓ pgdn" in said
        assert "3 ✓" not in said
        await pilot.press("pagedown")
        await settle(app, pilot)
        said = text(app)
        assert "3 ✓" in said
        assert "a-long-word-23" in said
        assert "more: ↑ pgup" in said
        assert "type ROLLBACK" in said
