from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from golive_tui.tui.ground.keys import faults
from golive_tui.tui.ground.terminal import Terminal
from golive_tui.tui.picker import Choice
from golive_tui.tui.picker_app import KEYS, Filter, PickerApp
from tests.tui.ground.stage import UNICODE, shown

CHOICES = (
    Choice(
        does="resume",
        name="flowmind-production-20261124-0736",
        detail="FlowMind, on production",
        argv=("attach", "/srv/a launch"),
        engine="running",
        verdict="no-go",
        when="3 min",
    ),
    Choice(
        does="resume",
        name="shop-rehearsal-20261123-1800",
        detail="Shop, on rehearsal, a rehearsal",
        argv=("attach", "shop-rehearsal-20261123-1800"),
        engine="stopped",
        when="14 h",
    ),
    Choice(
        does="mend",
        name="checklists/web.toml",
        detail="3 problems in web.toml",
        argv=("validate", "./checklists/web.toml"),
        verdict="broken",
    ),
    Choice(
        does="start",
        name="minimal on production",
        detail="My first launch",
        argv=("run", "minimal", "--target", "production"),
    ),
    Choice(does="demo", name="rehearse here", detail="Nothing real.", argv=("demo",)),
)


@asynccontextmanager
async def picker(
    choices: Sequence[Choice] = CHOICES,
    size: tuple[int, int] = (80, 24),
    look: Terminal = UNICODE,
) -> AsyncIterator[tuple[PickerApp, Pilot[Any]]]:
    app = PickerApp(look, choices, host="jump-1")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def test_its_keys_keep_the_rules() -> None:
    assert faults(KEYS) == []


async def test_every_choice_is_a_row_and_the_first_one_is_explained() -> None:
    async with picker() as (app, _):
        rows = shown(app)
    assert rows[0] == "golive on jump-1" + " " * 46 + "1 engine runs here"
    assert rows[2].startswith("▌resume   flowmind-production-20261124-0736 ")
    assert rows[2].endswith("● running no-go     3 min")
    assert rows[3].endswith("○ stopped            14 h")
    assert rows[4].endswith("broken")
    assert rows[5].strip() == "start    minimal on production"
    assert "FlowMind, on production" in rows
    assert "golive attach '/srv/a launch'" in rows
    assert rows[-1] == "enter open  / filter  q leave"


@pytest.mark.parametrize(
    ("keys", "argv"),
    [
        (["enter"], CHOICES[0].argv),
        (["j", "enter"], CHOICES[1].argv),
        (["down", "down", "up", "enter"], CHOICES[1].argv),
        (["end", "enter"], ("demo",)),
        (["end", "k", "enter"], CHOICES[3].argv),
        (["q"], ()),
        (["j", "escape"], ()),
        (["slash", *"mini", "enter"], CHOICES[3].argv),
        (["slash", *"production", "down", "enter"], CHOICES[3].argv),
        (["slash", *"e", "down", "down", "up", "enter"], CHOICES[1].argv),
        (["slash", "x", "escape", "end", "enter"], ("demo",)),
        (["slash", *"demo", "escape", "enter"], CHOICES[0].argv),
        (["slash", "q", "escape", "q"], ()),
        (["slash", "escape", "escape"], ()),
    ],
)
async def test_keys_lead_to_a_command(keys: list[str], argv: tuple[str, ...]) -> None:
    async with picker() as (app, pilot):
        await pilot.press(*keys)
        await pilot.pause()
        assert not app.is_running or app._exit
    assert app.chosen == argv


async def test_moving_explains_the_row() -> None:
    async with picker() as (app, pilot):
        await pilot.press("j", "j")
        await pilot.pause()
        rows = shown(app)
    assert "3 problems in web.toml" in rows
    assert "golive validate ./checklists/web.toml" in rows


async def test_a_filter_wants_all_of_its_words() -> None:
    async with picker() as (app, pilot):
        await pilot.press("slash", *"on", "space", *"MY")
        await pilot.pause()
        rows = [row for row in shown(app)[2:10] if row.strip()]
    assert rows == ["▌start    minimal on production"]


async def test_a_filter_that_nothing_fits_chooses_nothing() -> None:
    async with picker() as (app, pilot):
        await pilot.press("slash", *"zzz", "enter")
        await pilot.pause()
        rows = shown(app)
        assert app.chosen == ()
        assert app.is_running
    assert rows[2].strip() == "nothing matches"


async def test_a_slash_in_the_filter_is_a_letter() -> None:
    async with picker() as (app, pilot):
        await pilot.press("slash", *"web", "slash")
        await pilot.pause()
        assert app.query_one(Filter).value == "web/"


@pytest.mark.parametrize("size", [(40, 12), (60, 14), (80, 24), (240, 60)])
async def test_it_fits_every_screen(size: tuple[int, int]) -> None:
    async with picker(size=size) as (app, _):
        rows = shown(app)
    assert len(rows) == size[1]
    assert max(map(len, rows)) <= size[0]
    assert any("flowmind-pr" in row for row in rows)
    assert "enter open" in rows[-1]


async def test_a_hostile_name_is_text_and_nothing_else() -> None:
    hostile = Choice(
        does="mend", name="[red]x[/] \x1b[2J", detail="\x9b31m", argv=("status", "\x1b"),
        verdict="broken",
    )  # fmt: skip
    async with picker([hostile]) as (app, _):
        text = "\n".join(shown(app))
    assert "[red]x[/] ␛[2J" in text
    assert "\x1b" not in text
    assert "\x9b" not in text
