"""Which attempt is shown, of the step under the cursor."""

from golive_tui.tui.run.chosen import Chosen
from golive_tui.tui.run.view import RunView
from tests.tui.run.stepping import PRODUCTION, STAGING, begin, end, engine_of
from tests.tui.stage import Staged, settle, staged


def chosen_of(app: Staged) -> Chosen:
    view = app.frame.view
    assert isinstance(view, RunView)
    return view.chosen


def shown(chosen: Chosen) -> str:
    return chosen.attempt.id if chosen.attempt else ""


async def test_the_newest_is_shown_until_another_is_chosen_and_again_when_told() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine_of(app)
        for number in (1, 2, 3):
            end(app, begin(app, number=number), code=1)
        await pilot.press("4")
        app.frame.view.at(STAGING)  # type: ignore[union-attr]
        await settle(app, pilot)
        chosen = chosen_of(app)
        first, second, third = (each.id for each in chosen.attempts)
        assert shown(chosen) == third
        assert not chosen.step(1)
        assert chosen.step(-1)
        assert shown(chosen) == second
        assert chosen.step(-1)
        assert shown(chosen) == first
        assert not chosen.step(-1)
        assert shown(chosen) == first
        begin(app, number=4)
        assert shown(chosen) == first
        chosen.newest()
        assert shown(chosen) == chosen.attempts[3].id


async def test_a_step_that_never_ran_has_nothing_to_show_and_none_beside_it() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine_of(app)
        await pilot.press("4")
        app.frame.view.at(PRODUCTION)  # type: ignore[union-attr]
        await settle(app, pilot)
        chosen = chosen_of(app)
        assert chosen.attempts == ()
        assert chosen.attempt is None
        assert not chosen.step(1)
        assert not chosen.step(-1)
