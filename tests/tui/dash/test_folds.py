"""Folds: attention where the work is, and a hand that overrules."""

from golive_tui.launch.commands import GoLive, PassItem
from golive_tui.tui.dash.folds import Folds, nearest, visible
from golive_tui.tui.dash.outline import Outline, outline
from golive_tui.tui.dash.standing import Seen, Standing, standings
from tests.launch.world import START, Rehearsed
from tests.screens.scene import mirror_at


def made(*passed: str) -> tuple[Outline, dict[str, Standing]]:
    launch = Rehearsed()
    launch.begin()
    launch.do(GoLive(), START)
    for item in passed:
        launch.do(PassItem(item=item), START)
    found = outline(launch.plan)
    return found, standings(found, Seen(state=launch.state, sight=launch.sight, now=START))


def rows(folds: Folds, found: Outline, standing: dict[str, Standing], at: str = "") -> list[str]:
    within = found.nodes[at].path if at else ()
    return visible(found, folds.folded(found, standing, within))


def test_at_the_start_the_first_section_that_waits_is_open_and_the_rest_is_one_line_each() -> None:
    found, standing = made()
    assert rows(Folds(), found, standing) == [
        "stage:pre", "stage:pre/section:infra", "group:dns", "item:domain", "item:records",
        "item:cdn", "item:day", "stage:deploy", "stage:rollback",
    ]  # fmt: skip


def test_a_finished_group_is_one_line() -> None:
    found, standing = made("domain", "records")
    shown = rows(Folds(), found, standing)
    assert "group:dns" in shown
    assert "item:domain" not in shown


def test_a_finished_section_folds_and_the_next_that_waits_opens() -> None:
    found, standing = made("domain", "records", "cdn", "day")
    shown = rows(Folds(), found, standing)
    assert "stage:pre/section:infra" not in shown
    assert "item:ship" in shown


def test_what_the_cursor_is_in_does_not_fold_by_itself() -> None:
    found, standing = made("domain", "records", "cdn", "day")
    assert "item:cdn" in rows(Folds(), found, standing, "item:cdn")


def test_a_fold_by_hand_stays() -> None:
    found, standing = made()
    folds = Folds()
    folds.set("group:dns", folded=True)
    folds.set("stage:rollback", folded=False)
    shown = rows(folds, found, standing)
    assert "item:domain" not in shown
    assert "stage:rollback/section:manual" in shown
    folds.forget()
    assert "item:domain" in rows(folds, found, standing)


def test_everything_folds_to_the_stages_and_unfolds() -> None:
    found, standing = made()
    folds = Folds()
    folds.set_all(found, folded=True)
    assert rows(folds, found, standing) == ["stage:pre", "stage:deploy", "stage:rollback"]
    folds.set_all(found, folded=False)
    assert rows(folds, found, standing) == [node.key for node in found.walk()]


def test_figures_that_are_met_open_no_section() -> None:
    """Objectives speak from the first look on: a section of them is not begun by that."""
    mirror = mirror_at("before-go-live")
    found = outline(mirror.checklist)
    standing = standings(found, Seen(state=mirror.state, sight=mirror.sight, now=mirror.now))
    folded = Folds().folded(found, standing)
    criteria = next(node for node in found.walk() if node.title == "Success Criteria")
    assert criteria.key in folded


def test_a_cursor_on_a_hidden_row_goes_to_the_heading_above() -> None:
    found, standing = made()
    folds = Folds()
    folds.set("stage:pre", folded=True)
    shown = rows(folds, found, standing)
    assert nearest(found, shown, "item:domain") == "stage:pre"
    assert nearest(found, shown, "stage:deploy") == "stage:deploy"
    assert nearest(found, shown, "gone") == shown[0]
