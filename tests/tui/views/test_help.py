import pytest

from tests.tui.stage import rows, settle, staged, text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 45), (240, 60)], ids=str)
async def test_it_shows_the_keys_of_the_view_that_is_in_front(size: tuple[int, int]) -> None:
    async with staged("live", size) as (app, pilot):
        await pilot.press("5", "question_mark")
        await settle(app, pilot)
        assert "Help: Events" in text(app)
        assert "Show only items, only rounds" in text(app)
        assert all(len(row) <= size[0] for row in rows(app))


async def test_typing_searches_and_letters_do_nothing_else() -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        await pilot.press("question_mark", *"stale")
        await settle(app, pilot)
        assert "its evidence is too old" in text(app)
        assert "Take the helm" not in text(app)
        assert app.answers.asked == []


async def test_arrows_scroll_while_the_search_has_the_focus() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        await pilot.press("question_mark")
        await settle(app, pilot)
        first = rows(app)[3]
        await pilot.press("down", "pagedown")
        await settle(app, pilot)
        assert first not in rows(app)
        await pilot.press("pageup", "up", "enter")
        await settle(app, pilot)
        assert first in rows(app)


@pytest.mark.parametrize("key", ["escape", "f1"])
async def test_it_is_closed_by(key: str) -> None:
    async with staged("live", (100, 40)) as (app, pilot):
        await pilot.press("f1")
        await settle(app, pilot)
        assert "Help: Checklist" in text(app)
        await pilot.press(key)
        await settle(app, pilot)
        assert "Help: Checklist" not in text(app)
