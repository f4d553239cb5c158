"""What had better not be seen, and that the rest is."""

import pytest
from msgspec.structs import replace

from golive_tui.tui.desk import Changes
from golive_tui.tui.run.type_line import TypeLine, looks_secret
from tests.tui.run.stepping import begin, engine_of
from tests.tui.stage import settle, staged, text


def test_a_prompt_for_a_secret_is_known_by_its_word() -> None:
    assert looks_secret("root's Password: ")
    assert looks_secret("Enter passphrase for key")
    assert not looks_secret("Continue? [y/N]")


@pytest.mark.parametrize("banner", ["", "the disk is full"])
async def test_in_the_smallest_terminal_what_is_typed_stands_on_the_screen(banner: str) -> None:
    async with staged("before-go-live", (60, 20)) as (app, pilot):
        engine = engine_of(app)
        attempt = begin(app)
        engine.output[attempt] = ["up", "Continue? [y/N]"]
        assert app.desk.mirror is not None
        app.desk.mirror.engine = replace(app.desk.mirror.engine, unwritable=banner)
        app.desk.mark(Changes(engine=True))
        await pilot.press("4")
        await settle(app, pilot)
        assert ("NOTHING CAN BE RECORDED" in text(app)) == bool(banner)
        assert "Run smoke tests" in text(app)
        await pilot.press("i", *"half")
        await settle(app, pilot)
        assert app.screen.region.contains_region(app.screen.query_one(TypeLine).entry.region)
        said = text(app)
        assert "Continue? [y/N]" in said
        assert "ATTACHED: keys go to the command" in said
        assert "type ▸ half" in said
        await pilot.press("ctrl+right_square_bracket")
        await settle(app, pilot)
        assert "type ▸" not in text(app)
        assert "Run smoke tests" in text(app)


async def test_beside_the_steps_there_is_room_for_what_is_typed() -> None:
    async with staged("before-go-live", (160, 40)) as (app, pilot):
        engine_of(app)
        begin(app)
        await pilot.press("4")
        await settle(app, pilot)
        await pilot.press("i", *"half")
        await settle(app, pilot)
        assert "type ▸ half" in text(app)
        assert "Run smoke tests" in text(app)
