"""Whatever people and targets write: it reaches every view as plain, harmless, bounded text."""

import pytest
from msgspec.structs import replace

from golive_tui.client.mirror import Mirror
from golive_tui.launch.item_state import ItemState, Remark
from golive_tui.launch.samples import Sample
from golive_tui.launch.state import ProbeState
from golive_tui.tui.desk import EVERYTHING, Bookmark, Desk
from golive_tui.tui.dialogs.list_box import ListBox
from golive_tui.tui.dialogs.reading import Reading
from golive_tui.tui.frame.modes import item_detail, you_were_here
from golive_tui.tui.ground.content import cell, strip
from golive_tui.tui.ground.overlay import Overlay
from golive_tui.tui.views.help import HelpOverlay
from golive_tui.tui.views.rows import Row
from golive_tui.tui.views.sheet_box import SheetBox
from tests.tui.stage import rows, settle, staged, terminal, text

EVIL = "\x1b]0;pwned\x07[@click=app.leave]x[/] [bold]at [/var/log]\x9b2J\u202eabc\r\n"
ITEM = "vulnerability-scans-passed"


def poisoned(mirror: Mirror) -> None:
    """Everything that comes from outside says something evil."""
    probes = {
        name: replace(each, title=EVIL + name, group=EVIL)
        for name, each in mirror.checklist.probes.items()
    }
    contacts = tuple(
        replace(each, name=EVIL, role=EVIL, group=EVIL) for each in mirror.checklist.contacts
    )
    watch = tuple(
        replace(
            phase,
            title=EVIL,
            items=tuple(replace(item, title=EVIL) for item in phase.items),
        )
        for phase in mirror.checklist.watch
    )
    mirror.checklist = replace(mirror.checklist, probes=probes, contacts=contacts, watch=watch)
    record = replace(mirror.state.item(ITEM).record, note=EVIL, by=EVIL)
    item = ItemState(
        record=record, owner=EVIL, remarks=(Remark(by=EVIL, at=mirror.now, text=EVIL * 40),)
    )
    sick = ProbeState(verdict="fail", reason="tcp.refused", detail=EVIL, since=mirror.now)
    mirror.state = replace(
        mirror.state,
        items={**mirror.state.items, ITEM: item},
        probes={**mirror.state.probes, "api-health": sick},
    )
    evil = Sample(probe="api-health", at=mirror.now, outcome="fail", reason="tcp.refused",
                  detail=EVIL)  # fmt: skip
    mirror.sight["api-health"].add(evil)


def harmless(said: list[str]) -> bool:
    return all(char.isprintable() for row in said for char in row)


@pytest.mark.parametrize(
    "keys", [["2"], ["2", "enter"], ["3", "k", "enter"], ["5"], ["6"]], ids=str
)
async def test_a_view_shows_it_as_it_is_written_and_does_nothing(keys: list[str]) -> None:
    async with staged("live", (120, 40)) as (app, pilot):
        assert app.desk.mirror is not None
        poisoned(app.desk.mirror)
        app.desk.mark(EVERYTHING)
        await pilot.press(*keys)
        await settle(app, pilot)
        assert harmless(rows(app))
        assert app.is_running
        if keys != ["5"]:
            assert "[@click=app.leave]x[/]" in text(app)


async def test_an_overlay_shows_it_as_it_is_written() -> None:
    async with staged("live", (120, 45)) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        poisoned(mirror)
        for overlay in (
            item_detail(app.desk, ITEM),
            you_were_here(app.desk, Bookmark(seq=80, at=mirror.now)),
        ):
            app.open(overlay)
            await settle(app, pilot)
            assert harmless(rows(app))
            assert "[/var/log]" in text(app)
            await pilot.press("escape")
            await settle(app, pilot)


async def test_a_title_is_no_markup() -> None:
    async with staged("live", (120, 45)) as (app, pilot):
        mirror = app.desk.mirror
        assert mirror is not None
        stage = mirror.checklist.stages[0]
        section = stage.sections[0]
        group = section.items[0]
        leaf = replace(group.items[0], title="[red]x[/red] [@click=app.leave]y[/]")
        changed = replace(group, items=(leaf, *group.items[1:]))
        sections = (replace(section, items=(changed, *section.items[1:])), *stage.sections[1:])
        stages = (replace(stage, sections=sections), *mirror.checklist.stages[1:])
        mirror.checklist = replace(mirror.checklist, stages=stages)
        app.open(item_detail(app.desk, leaf.id))
        await settle(app, pilot)
        assert "[red]x[/red] [@click=app.leave]y[/]" in text(app)


class Page(SheetBox):
    """Nothing in it."""

    def page_rows(self, width: int) -> list[Row]:
        return []


async def nothing() -> Overlay | None:
    return None


def boxes(desk: Desk, title: str) -> tuple[Overlay, ...]:
    """One of each kind of box that has a title from outside."""
    return (
        Page(desk, title, "esc closes"),
        ListBox(title, lambda _, width: strip([cell("", None)], width, {}), hint="esc closes"),
        Reading(desk, title, nothing),
        HelpOverlay(desk, (), title),
    )


@pytest.mark.parametrize(
    "title",
    ["Scale to [$REPLICAS] pods", "See [/", "See [/var/log]", "[red]x", "C:\\", "[b]x[/b] \\"],
)
async def test_the_title_of_a_box_is_no_markup(title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with staged("live", (120, 45)) as (app, pilot):
        monkeypatch.setattr(Reading, "on_mount", Overlay.on_mount)  # it stays: nothing is asked
        for box in boxes(app.desk, title):
            app.open(box)
            await settle(app, pilot)
            assert f"{title} ─" in text(app), type(box).__name__
            await pilot.press("escape")
            await settle(app, pilot)


@pytest.mark.parametrize("keys", [["2"], ["2", "enter"], ["3"], ["5"], ["6"], ["f1"]], ids=str)
async def test_every_view_can_be_drawn_in_ascii_without_a_colour(keys: list[str]) -> None:
    look = terminal(ascii=True, theme="golive-mono", colour="none")
    async with staged("live", (100, 40), look) as (app, pilot):
        await pilot.press(*keys)
        await settle(app, pilot)
        assert [row for row in rows(app) if not row.replace("ü", "?").isascii()] == []
