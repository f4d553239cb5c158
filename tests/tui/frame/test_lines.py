"""Tabs, banner, crumbs with the notice, keys."""

import pytest
from msgspec.structs import replace

from golive_tui.tui.desk import Changes
from golive_tui.tui.frame.lines import fitting, hints
from golive_tui.tui.keys_table import ACTIONS
from tests.tui.stage import rows, settle, staged, text


async def test_a_narrow_terminal_has_tabs_with_counts_and_the_newest_event() -> None:
    async with staged("live", (80, 24)) as (app, _):
        assert rows(app)[2].startswith(" 1 Checklist 62/81  2 Probes 17/19  3 Timer 4/24")
        assert "14:01:39Z ✓ ana completed round 3" in rows(app)[-2]


async def test_a_wide_one_has_crumbs_instead() -> None:
    async with staged("live", (160, 45)) as (app, _):
        assert "2 Probes 17/19" not in text(app)
        assert rows(app)[-2].startswith(" Checklist › Pre-Deployment Checklist › ")


async def test_a_notice_stands_where_the_crumbs_are_and_goes() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        app.notice("the engine is back after 12 s", "ok")
        await pilot.pause()
        assert rows(app)[-2] == " the engine is back after 12 s"
        app.frame.crumbs.clear()
        await pilot.pause()
        assert rows(app)[-2].startswith(" Checklist › ")


REFUSED = (
    "the engine of shop-2026-11-24 ended at once: journal.jsonl:31: the journal is damaged here: it"
    " is not JSON; Restore journal.jsonl from a copy; or go on without its history: golive run"
    " CHECKLIST --from state.toml"
)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 55)])
async def test_a_loud_notice_is_read_to_its_end_in_any_width(size: tuple[int, int]) -> None:
    async with staged("live", size) as (app, pilot):
        before = rows(app)
        app.notice(REFUSED, "bad")
        await pilot.pause()
        shown = " ".join(" ".join(row.split()) for row in rows(app)[-5:])
        begin = " ".join(REFUSED.split()[:5])
        assert begin in shown
        if size[0] >= 80:
            assert REFUSED in shown
        assert rows(app)[-1] == before[-1]
        await pilot.resize_terminal(100, 30)
        await settle(app, pilot)
        assert REFUSED in " ".join(text(app).split())
        app.frame.crumbs.clear()
        await settle(app, pilot)
        assert app.frame.crumbs.size.height == 1
        app.notice("saved " + "x" * 200, "ok")
        await settle(app, pilot)
        assert app.frame.crumbs.size.height == 1


async def test_who_only_watches_is_told_so_all_the_time() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        assert app.desk.mirror is not None
        app.desk.mirror.engine = replace(app.desk.mirror.engine, helm=2)
        app.desk.mark(Changes(engine=True))
        await settle(app, pilot)
        said = "watching; lee has the helm (T takes it) ✓ ROLLBACK ready"
        assert rows(app)[-2].endswith(said)


async def test_what_cannot_be_recorded_is_a_banner_while_it_lasts() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        assert app.desk.mirror is not None
        well = app.desk.mirror.engine
        app.desk.mirror.engine = replace(well, unwritable="no space left on /var")
        app.desk.mark(Changes(engine=True))
        await settle(app, pilot)
        assert "NOTHING CAN BE RECORDED: no space left on /var" in text(app)
        app.desk.mirror.engine = well
        app.desk.mark(Changes(engine=True))
        await settle(app, pilot)
        assert "NOTHING CAN BE RECORDED" not in text(app)


async def test_a_changed_checklist_is_a_banner_that_says_the_key() -> None:
    async with staged("live", (120, 35)) as (app, pilot):
        assert app.desk.mirror is not None
        app.desk.mirror.engine = replace(app.desk.mirror.engine, changed_checklist="ab" * 32)
        app.desk.mark(Changes(engine=True))
        await settle(app, pilot)
        assert "the checklist file has changed: K shows how" in text(app)


async def test_the_keys_that_hold_here_are_at_the_foot_the_way_out_always() -> None:
    async with staged("live", (60, 20)) as (app, _):
        assert rows(app)[-1].startswith(" space pass  v verify")
        assert rows(app)[-1].endswith("? help  q leave")


def test_help_and_the_way_out_stay_however_narrow_it_is() -> None:
    said = hints(ACTIONS)
    assert [each.label for each in fitting(said, 5)] == ["help", "leave"]
    assert [each.label for each in fitting(said, 40)][-3:] == ["views", "help", "leave"]
    assert fitting(said, 500) == said


def test_an_action_without_a_label_is_not_at_the_foot() -> None:
    labels = {each.label for each in ACTIONS if each.label}
    assert {each.label for each in hints(ACTIONS)} == labels | {"views"}
