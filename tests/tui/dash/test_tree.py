"""The tree on the screen: folds, finding, and a cursor that stays on its item."""

from golive_tui.launch.codec import event_to_plain
from golive_tui.launch.events import By, Event, Fact, ItemFailed, ItemPassed
from golive_tui.tui.dash.tree import ChecklistTree
from tests.screens.scene import Moment
from tests.tui.stage import Staged, rows, settle, staged, text

ANA = By(user="ana", uid=1001, host="jump1", how="peer")
WIDE = (160, 45)


def tree_of(app: Staged) -> ChecklistTree:
    return app.query_one(ChecklistTree)


def chosen(app: Staged) -> str:
    node = tree_of(app).chosen
    return node.ref if node else ""


def happened(app: Staged, fact: Fact) -> None:
    """The engine's event comes in."""
    mirror = app.desk.mirror
    assert mirror is not None
    event = Event(seq=mirror.state.seq + 1, at=mirror.now, epoch=1, by=ANA, fact=fact)
    app.link_worker.hear({"event": event_to_plain(event)})


async def test_it_begins_at_the_first_item_in_sight_that_wants_work() -> None:
    async with staged("live") as (app, _):
        assert chosen(app) == "analytics-tracking-enabled"


async def test_finished_sections_are_one_line_with_their_counts() -> None:
    async with staged("live", WIDE) as (app, _):
        said = next(row for row in rows(app) if "Testing Completed" in row)
        assert "▸ Testing Completed" in said
        assert "12/12 ✓ 13:09Z" in said
        assert "Authentication tests passed" not in text(app)


async def test_h_and_l_fold_and_unfold_and_a_fold_by_hand_stays() -> None:
    async with staged("live", WIDE) as (app, pilot):
        await pilot.press("j", "l")
        await settle(app, pilot)
        assert "▾ Testing Completed" in text(app)
        assert "Load Testing" in text(app)
        happened(app, ItemPassed(item="analytics-tracking-enabled"))
        await settle(app, pilot)
        assert "▾ Testing Completed" in text(app)
        await pilot.press("h")
        await settle(app, pilot)
        assert "▸ Testing Completed" in text(app)


async def test_left_goes_to_the_heading_and_enter_folds_it() -> None:
    async with staged("live", WIDE) as (app, pilot):
        await pilot.press("left")
        await pilot.pause()
        assert tree_of(app).chosen is not None
        assert tree_of(app).chosen.title == "Frontend Configuration"  # type: ignore[union-attr]
        await pilot.press("enter")
        await settle(app, pilot)
        assert "▸ Frontend Configuration" in text(app)


async def test_everything_folds_and_unfolds_and_goes_back_to_how_it_was() -> None:
    async with staged("live", WIDE) as (app, pilot):
        natural = tree_of(app).count
        await pilot.press("minus")
        await settle(app, pilot)
        assert tree_of(app).count == len(app.desk.mirror.checklist.stages)  # type: ignore[union-attr]
        await pilot.press("plus")
        await settle(app, pilot)
        assert tree_of(app).count > 120
        await pilot.press("asterisk")
        await settle(app, pilot)
        assert abs(tree_of(app).count - natural) < 8


async def test_the_cursor_stays_on_its_item_when_rows_above_come_and_go() -> None:
    async with staged("live", WIDE) as (app, pilot):
        app.desk.show("dash", "backup-verification")
        await settle(app, pilot)
        assert chosen(app) == "backup-verification"
        happened(app, ItemPassed(item="analytics-tracking-enabled"))
        await settle(app, pilot)
        assert chosen(app) == "backup-verification"
        assert "▸ Pre-Deployment Checklist" in text(app)


async def test_what_the_cursor_is_in_stays_open_when_it_is_finished() -> None:
    async with staged("live", WIDE) as (app, pilot):
        happened(app, ItemPassed(item="analytics-tracking-enabled"))
        await settle(app, pilot)
        assert chosen(app) == "analytics-tracking-enabled"
        assert "Analytics tracking enabled" in text(app)


async def test_an_event_repaints_its_row() -> None:
    async with staged("live", WIDE) as (app, pilot):
        happened(app, ItemFailed(item="analytics-tracking-enabled", note="no events arrive"))
        await settle(app, pilot)
        said = next(row for row in rows(app) if "Analytics tracking" in row)
        assert "✗ Analytics tracking enabled" in said
        assert "FAIL" in said
        assert "1 failed" in next(row for row in rows(app) if row.startswith("Checklist ─"))


async def test_going_to_an_item_unfolds_what_hides_it() -> None:
    async with staged("live", WIDE) as (app, pilot):
        app.desk.show("dash", "authentication-tests-passed")
        await settle(app, pilot)
        assert chosen(app) == "authentication-tests-passed"


async def test_a_search_shows_what_fits_under_its_headings_and_esc_all_again() -> None:
    async with staged("live", WIDE) as (app, pilot):
        await pilot.press("slash", *"websocket")
        await settle(app, pilot)
        assert "Checklist  /websocket ─" in text(app)
        assert "found · n next" in text(app)
        assert "WebSocket tests passed" in text(app)
        assert "Security Configuration" not in text(app)
        await pilot.press("enter", "escape")
        await settle(app, pilot)
        assert "found" not in text(app)
        assert "Deployment Process" in text(app)


async def test_n_and_shift_n_go_from_match_to_match_and_round_the_end() -> None:
    async with staged("live", WIDE) as (app, pilot):
        await pilot.press("slash", *":doing", "enter")
        await settle(app, pilot)
        first = chosen(app)
        await pilot.press("n")
        second = chosen(app)
        assert second != first
        await pilot.press("N")
        assert chosen(app) == first
        await pilot.press("N")
        last = chosen(app)
        await pilot.press("n")
        assert chosen(app) == first
        assert last


async def test_a_search_that_finds_nothing_says_so_and_breaks_nothing() -> None:
    async with staged("live", WIDE) as (app, pilot):
        await pilot.press("slash", *"zzz", "enter")
        await settle(app, pilot)
        assert "0 found" in text(app)
        for key in ("n", "space", "h", "l", "enter", "j"):
            await pilot.press(key)
        await settle(app, pilot)
        assert app.answers.asked == []


async def test_a_probe_s_sample_moves_the_figures_that_rest_on_it() -> None:
    moment: Moment = "live"
    async with staged(moment, WIDE) as (app, pilot):
        await pilot.press("slash", *"cpu usage", "enter")
        await settle(app, pilot)
        assert "met" in text(app)
