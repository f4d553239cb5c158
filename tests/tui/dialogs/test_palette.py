"""Everything by its name."""

from golive_tui.tui.dialogs.palette import entries, fitting
from golive_tui.tui.frame.modes import MODES
from golive_tui.tui.keys_table import ACTIONS
from tests.tui.fakes import desk_at
from tests.tui.stage import settle, staged, text


def test_it_names_actions_views_items_and_probes() -> None:
    desk = desk_at("live")
    assert desk.mirror is not None
    found = entries(desk, ACTIONS, lambda action: None)
    kinds = [each.kind for each in found]
    assert kinds.count("view") == len(MODES)
    assert kinds.count("item") == sum(1 for _ in desk.mirror.checklist.leaves())
    assert kinds.count("probe") == len(desk.mirror.checklist.probes)
    assert all(each.name for each in found)


def test_every_word_must_occur_and_a_beginning_comes_first() -> None:
    found = entries(desk_at("live"), ACTIONS, lambda action: None)
    names = [each.name for each in fitting(found, "dns")]
    assert names[0].casefold().startswith("dns")
    assert fitting(found, "dns production") != []
    assert fitting(found, "zzz") == []
    assert fitting(found, "") == list(found)


async def test_an_item_is_gone_to() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("colon", *"backup verif")
        await settle(app, pilot)
        assert "Everything by its name" in text(app)
        await pilot.press("enter")
        await settle(app, pilot)
        assert app.query_one("#tree").chosen.ref == "backup-verification"  # type: ignore[attr-defined]


async def test_an_action_does_what_its_key_does() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("ctrl+p", *"skip the item", "enter")
        await settle(app, pilot)
        assert "Skip: Analytics tracking enabled" in text(app)


async def test_arrows_choose_while_letters_are_typed() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("colon", *"the", "down", "down", "up")
        await settle(app, pilot)
        assert app.query_one("#palette LineList").cursor == 1  # type: ignore[attr-defined]
        await pilot.press("escape")
        await settle(app, pilot)
        assert app.answers.asked == []


async def test_enter_on_no_name_does_nothing() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        await pilot.press("colon", *"zzzz", "enter")
        await settle(app, pilot)
        assert "nothing has that name" in text(app)
