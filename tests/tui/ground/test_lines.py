"""The list that every panel shares: cursor, scrolling, and what it costs to paint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region
from textual.strip import Strip

from golive_tui.tui.ground.content import cell, strip
from golive_tui.tui.ground.lines import LineList, scrolled
from golive_tui.tui.ground.terminal import Terminal
from tests.tui.ground.stage import UNICODE, Stage, dirty, shown


class Fixture:
    """A list of numbered rows, and what it tells."""

    def __init__(self, count: int = 100, terminal: Terminal = UNICODE) -> None:
        self.marks: dict[int, str] = {}
        self.asked: list[int] = []
        self.told: list[tuple[str, int]] = []
        self.list = LineList(self.row, count, empty="nothing yet", id="list")
        fixture = self

        class Told(Stage):
            def on_line_list_moved(self, event: LineList.Moved) -> None:
                fixture.told.append(("moved", event.index))

            def on_line_list_chosen(self, event: LineList.Chosen) -> None:
                fixture.told.append(("chosen", event.index))

        self.app = Told(lambda: [self.list], terminal)

    def row(self, index: int, width: int) -> Strip:
        self.asked.append(index)
        return strip(
            [cell(f"row {index}", 10), cell(self.marks.get(index, ""), None)],
            width,
            self.list.roles,
        )


async def test_rows_are_asked_for_only_when_they_are_seen() -> None:
    fixture = Fixture(count=1_000_000)
    async with fixture.app.run_test(size=(30, 5)) as pilot:
        await pilot.pause()
        assert set(fixture.asked) == {0, 1, 2, 3, 4}


async def test_the_cursor_has_a_mark_that_needs_no_colour() -> None:
    fixture = Fixture()
    async with fixture.app.run_test(size=(30, 5)) as pilot:
        await pilot.press("j")
        await pilot.pause()
        assert shown(fixture.app)[:3] == [" row 0", "▌row 1", " row 2"]


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        ("j", 1),
        ("down down", 2),
        ("j k", 0),
        ("k", 0),
        ("end", 99),
        ("end home", 0),
        ("end g", 0),
        ("pagedown", 9),
        ("pagedown pageup", 0),
        ("ctrl+d", 4),
        ("ctrl+d ctrl+d ctrl+u", 4),
        ("end pagedown j", 99),
    ],
)
async def test_keys_move_the_cursor_and_never_beyond_the_ends(keys: str, cursor: int) -> None:
    fixture = Fixture()
    async with fixture.app.run_test(size=(30, 10)) as pilot:
        fixture.list.focus()
        await pilot.press(*keys.split())
        await pilot.pause()
        assert fixture.list.cursor == cursor
        assert any(line.startswith(f"▌row {cursor}") for line in shown(fixture.app))


async def test_a_row_keeps_its_neighbour_in_view_and_the_title_can_say_what_is_not() -> None:
    fixture = Fixture()
    async with fixture.app.run_test(size=(30, 10)) as pilot:
        fixture.list.move_to(50)
        await pilot.pause()
        assert shown(fixture.app)[-1] == " row 51"
        assert (fixture.list.above, fixture.list.below) == (42, 48)


async def test_a_changed_row_is_repainted_alone() -> None:
    fixture = Fixture()
    async with fixture.app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        fixture.marks[3] = "ok"
        fixture.list.row_changed(3)
        assert dirty(fixture.list) == {Region(0, 3, 40, 1)}


async def test_a_row_that_is_out_of_view_or_the_same_costs_nothing() -> None:
    fixture = Fixture()
    async with fixture.app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        fixture.marks[90] = "changed"
        fixture.list.row_changed(90)
        fixture.list.row_changed(2)
        fixture.list.row_changed(-1)
        fixture.list.row_changed(1000)
        assert dirty(fixture.list) == set()


async def test_a_step_repaints_two_rows() -> None:
    fixture = Fixture()
    async with fixture.app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        fixture.list.move_to(1)
        assert {region.y for region in dirty(fixture.list)} == {0, 1}


async def test_new_rows_keep_the_cursor_where_it_can_be() -> None:
    fixture = Fixture()
    async with fixture.app.run_test(size=(40, 10)) as pilot:
        fixture.list.move_to(60)
        fixture.list.set_rows(20)
        await pilot.pause()
        assert fixture.list.cursor == 19
        assert shown(fixture.app)[-1] == "▌row 19"
        fixture.list.set_rows(30, cursor=2)
        await pilot.pause()
        assert shown(fixture.app)[2 - fixture.list.above] == "▌row 2"


async def test_rows_above_a_fold_are_not_repainted() -> None:
    fixture = Fixture(count=8)
    async with fixture.app.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        fixture.list.set_rows(5)
        assert {region.y for region in dirty(fixture.list)} == {5, 6, 7}


async def test_an_empty_list_says_so_and_chooses_nothing() -> None:
    fixture = Fixture(count=0)
    async with fixture.app.run_test(size=(40, 5)) as pilot:
        fixture.list.focus()
        await pilot.press("j", "end", "pageup", "enter")
        await pilot.pause()
        assert shown(fixture.app) == ["nothing yet", "", "", "", ""]
        assert fixture.told == []


async def test_it_tells_moves_and_choices_apart() -> None:
    fixture = Fixture()
    async with fixture.app.run_test(size=(40, 5)) as pilot:
        fixture.list.focus()
        await pilot.press("j", "enter", "k", "k")
        await pilot.pause()
        assert fixture.told == [("moved", 1), ("chosen", 1), ("moved", 0)]


async def test_a_click_moves_and_a_second_one_opens() -> None:
    fixture = Fixture()
    async with fixture.app.run_test(size=(40, 6)) as pilot:
        await pilot.pause()
        await pilot.click(LineList, offset=(3, 2))
        await pilot.pause()
        assert fixture.list.cursor == 2
        await pilot.click(LineList, offset=(3, 4), times=2)
        await pilot.pause()
        assert fixture.told[-1] == ("chosen", 4)


async def test_a_list_in_ascii_and_without_colour_still_shows_its_cursor() -> None:
    plain = Terminal(
        ascii=True, colour="none", theme="golive-mono", slow=True, mouse=False, columns=40, rows=5
    )
    fixture = Fixture(terminal=plain)
    async with fixture.app.run_test(size=(40, 5)) as pilot:
        fixture.list.focus()
        await pilot.press("j")
        await pilot.pause()
        strips = fixture.app.screen._compositor.render_strips()
        assert strips[1].text.startswith("|row 1")
        styles = [segment.style for segment in strips[1] if segment.style]
        assert all(style.reverse and style.color is None for style in styles)


@given(st.integers(-5, 200), st.integers(0, 99), st.integers(1, 100), st.integers(1, 40))
def test_the_cursor_is_always_in_view_and_no_row_is_wasted(
    top: int, cursor: int, count: int, height: int
) -> None:
    cursor = min(cursor, count - 1)
    first = scrolled(top, cursor, count, height)
    assert 0 <= first <= max(0, count - height)
    assert first <= cursor < first + height


def test_the_view_stays_while_the_cursor_moves_within_it() -> None:
    assert [scrolled(10, cursor, 100, 10) for cursor in (11, 15, 18)] == [10, 10, 10]
    assert scrolled(10, 19, 100, 10) == 11
    assert scrolled(10, 10, 100, 10) == 9
