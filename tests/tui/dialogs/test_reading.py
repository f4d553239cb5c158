"""The box that stands while the engine is asked."""

from golive_tui.errors import EngineUnreachable
from golive_tui.tui.dialogs.reading import Reading
from golive_tui.tui.ground.dialog import Dialog
from golive_tui.tui.ground.overlay import Overlay
from tests.tui.stage import rows, settle, staged, text


async def made() -> Overlay | None:
    return Dialog("Made of the answer")


async def refused() -> Overlay | None:
    raise EngineUnreachable("the engine is away")


async def test_it_gives_way_to_the_dialog_that_the_answer_makes() -> None:
    async with staged("live") as (app, pilot):
        app.open(Reading(app.desk, "Run", made))
        await settle(app, pilot)
        assert "Made of the answer" in text(app)
        assert "reading…" not in text(app)


async def test_an_error_is_a_notice_and_the_box_is_gone() -> None:
    async with staged("live") as (app, pilot):
        app.open(Reading(app.desk, "Run", refused))
        await settle(app, pilot)
        assert rows(app)[-2] == " the engine is away"
        assert Overlay.of(app.frame) is None


async def test_who_left_it_gets_no_dialog() -> None:
    async with staged("live") as (app, pilot):
        box = Reading(app.desk, "Run", made)
        app.open(box)
        box.close()
        await settle(app, pilot)
        assert "Made of the answer" not in text(app)
