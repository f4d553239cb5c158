"""Keys of a burst go where the one before has led."""

from textual.events import Key
from textual.pilot import Pilot

from golive_tui.launch.commands import PassItem, SkipItem
from tests.support.waiting import wait_until_async
from tests.tui.stage import Staged, staged

CHARACTERS = {"space": " ", "tab": "\t", "enter": "\r", "escape": None}


async def burst(app: Staged, pilot: Pilot[None], *keys: str) -> None:
    """All at once, as a line delivers them that was held up."""
    for key in keys:
        app.post_message(Key(key, CHARACTERS.get(key, key)))
    await pilot.pause()


async def test_a_reason_that_was_typed_ahead_reaches_the_dialog_that_its_key_opened() -> None:
    async with staged("live") as (app, pilot):
        await burst(app, pilot, "x", *"not now", "enter")
        await wait_until_async(lambda: app.answers.asked)
        assert app.answers.asked == [SkipItem(item="analytics-tracking-enabled", reason="not now")]


async def test_tab_leads_the_rest_into_the_next_field() -> None:
    async with staged("live") as (app, pilot):
        await burst(app, pilot, "space", *"ok", "tab", *"http", "enter")
        await wait_until_async(lambda: app.answers.asked)
        assert app.answers.asked == [
            PassItem(item="analytics-tracking-enabled", note="ok", link="http")
        ]


async def test_keys_that_nobody_takes_do_not_hold_up_the_others() -> None:
    async with staged("live") as (app, pilot):
        await burst(app, pilot, "f12", "f11", "j", "j")
        tree = app.query_one("#tree")
        before = tree.cursor  # type: ignore[attr-defined]
        await burst(app, pilot, "f11", "j")
        await wait_until_async(lambda: tree.cursor > before)  # type: ignore[attr-defined]


async def test_a_view_that_was_asked_for_gets_the_keys_after_it() -> None:
    async with staged("live") as (app, pilot):
        await burst(app, pilot, "5", "escape", "x", *"later", "escape")
        await wait_until_async(lambda: app.frame.current.id == "dash")
        await wait_until_async(lambda: app.focused is not None and app.focused.id == "tree")
        assert app.answers.asked == [] or all(
            each.DO in ("events", "samples") for each in app.answers.asked
        )
