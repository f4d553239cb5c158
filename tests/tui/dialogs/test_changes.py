"""A changed checklist is shown as a diff and taken in by a word."""

from msgspec.structs import replace

from golive_tui.wire.messages import AcceptChecklist
from tests.tui.stage import Staged, rows, settle, staged, text

DIFF = '--- as taken in\n+++ as it is\n-title = "CDN"\n+title = "CDN (CloudFlare)"\n\x1b[2J evil'


def changed(app: Staged) -> None:
    assert app.desk.mirror is not None
    engine = replace(app.desk.mirror.engine, changed_checklist="ab" * 32, diff=DIFF)
    app.desk.mirror.engine = engine


async def test_the_word_takes_in_what_was_shown_and_nothing_else() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        changed(app)
        await pilot.press("K")
        await settle(app, pilot)
        assert '+title = "CDN (CloudFlare)"' in text(app)
        assert "␛[2J evil" in text(app)
        await pilot.press(*"accept", "enter")
        await settle(app, pilot)
        assert app.answers.asked == []
        assert "type ACCEPT to take it in" in text(app)
        await pilot.press(*["backspace"] * 6, *"ACCEPT", "enter")
        await settle(app, pilot)
        assert app.answers.asked == [AcceptChecklist(sha256="ab" * 32)]


async def test_esc_leaves_the_launch_as_it_is() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        changed(app)
        await pilot.press("K", *"ACCEPT", "escape")
        await settle(app, pilot)
        assert app.answers.asked == []


async def test_a_watcher_may_look_and_not_accept() -> None:
    async with staged("live", (120, 35), read_only=True) as (app, pilot):
        changed(app)
        await pilot.press("K", *"ACCEPT", "enter")
        await settle(app, pilot)
        assert app.answers.asked == []


async def test_without_a_change_there_is_nothing_to_show() -> None:
    async with staged("live") as (app, pilot):
        await pilot.press("K")
        await settle(app, pilot)
        assert "as this launch took it in" in rows(app)[-2]


async def test_a_long_diff_scrolls_under_the_word() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        changed(app)
        assert app.desk.mirror is not None
        long = "\n".join(f"+line {number}" for number in range(200))
        app.desk.mirror.engine = replace(app.desk.mirror.engine, diff=long)
        await pilot.press("K", "pagedown", "pagedown", "pagedown")
        await settle(app, pilot)
        assert "+line 0" not in text(app).split()
        assert "type ACCEPT" in text(app)
