"""What a dialog says while the launch goes on."""

from golive_tui.client.mirror import Mirror
from golive_tui.tui.desk import EVERYTHING, Desk
from golive_tui.tui.dialogs.following import Following
from golive_tui.tui.ground.dialog import Field
from tests.tui.fakes import desk_at
from tests.tui.stage import settle, staged, text


class Told:
    """Says what it is set to."""

    def __init__(self) -> None:
        self.lines = ["as it was"]

    def __call__(self, mirror: Mirror, desk: Desk) -> list[str]:
        return self.lines


def following(desk: Desk, told: Told) -> Following:
    field = Field(name="note", label="note")
    return Following(desk, "Title", told, (field,), hint="esc close", width=60, id="told")


async def test_it_says_with_each_change_and_each_second_what_is_so_now() -> None:
    async with staged("live") as (app, pilot):
        told = Told()
        app.open(following(app.desk, told))
        await settle(app, pilot)
        await pilot.press(*"typed")
        told.lines = ["changed", "by an event"]
        app.desk.mark(EVERYTHING)
        await settle(app, pilot)
        assert "as it was" not in text(app)
        assert "by an event" in text(app)
        told.lines = ["changed by time"]
        app.desk.tick()
        await settle(app, pilot)
        assert "changed by time" in text(app)
        assert "by an event" not in text(app)
        assert "note  typed" in text(app)


async def test_a_closed_one_hears_nothing_more() -> None:
    async with staged("live") as (app, pilot):
        panels = len(app.desk._panels)
        box = following(app.desk, Told())
        app.open(box)
        await settle(app, pilot)
        assert len(app.desk._panels) == panels + 1
        box.close()
        app.desk.tick()
        await settle(app, pilot)
        assert len(app.desk._panels) == panels


def test_before_anything_is_known_of_the_launch_it_says_nothing() -> None:
    desk = desk_at("live")
    desk.mirror = None
    box = following(desk, Told())
    desk.tick()
    assert [each.plain for each in box._body] == [""]
