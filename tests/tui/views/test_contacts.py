from msgspec.structs import replace

from golive_tui.tui.desk import Changes
from tests.tui.stage import settle, staged, text


async def test_contacts_and_who_is_here() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        await pilot.press("6")
        await settle(app, pilot)
        assert "5 of 8 contacts not filled in" in text(app)
        assert "[DevOps Team Contact]" in text(app)
        assert "ana (you)" in text(app)


async def test_who_leaves_is_gone_and_the_helm_is_free() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        await pilot.press("6")
        await settle(app, pilot)
        mirror = app.desk.mirror
        assert mirror is not None
        mirror.engine = replace(mirror.engine, viewers=mirror.engine.viewers[1:], helm=None)
        app.desk.mark(Changes(engine=True))
        await settle(app, pilot)
        assert "ana (you)" not in text(app)
        assert "nobody is at the helm: T takes it" in text(app)


async def test_an_address_is_copied_and_it_says_what() -> None:
    async with staged("live", (80, 24)) as (app, pilot):
        await pilot.press("6", "j", "y")
        await settle(app, pilot)
        assert app.clipboard == "Jürgen Gassner"
        assert "copied: Jürgen Gassner" in text(app)
        await pilot.press("j", "y")
        await settle(app, pilot)
        assert app.clipboard == "Jürgen Gassner"
        assert "nothing to copy here" in text(app)
