"""Rows of the tree, in their columns."""

from datetime import timedelta

import pytest
from rich.cells import cell_len

from golive_tui.client.mirror import Mirror
from golive_tui.tui.dash.outline import Node, Outline, outline
from golive_tui.tui.dash.standing import Seen, standings
from golive_tui.tui.dash.tree_rows import Showing, columns, row
from golive_tui.tui.ground.content import line
from tests.screens.scene import Moment, mirror_at


class Shown:
    """The tree of one moment, as text."""

    def __init__(self, moment: Moment, width: int = 100, pending: str = "") -> None:
        self.mirror: Mirror = mirror_at(moment)
        self.outline: Outline = outline(self.mirror.checklist)
        self.width = width
        seen = Seen(state=self.mirror.state, sight=self.mirror.sight, now=self.mirror.now)
        self.showing = Showing(
            seen=seen,
            standing=standings(self.outline, seen),
            folded=(),
            pending=lambda ref: ref == pending,
        )

    def text(self, node: Node) -> str:
        return line(row(node, self.showing, self.width), self.width).plain

    def of(self, title: str) -> str:
        node = next(node for node in self.outline.walk() if node.title.startswith(title))
        return self.text(node)


@pytest.mark.parametrize("width", [47, 59, 66, 79, 90, 120])
@pytest.mark.parametrize("moment", ["before-go-live", "week"])
def test_every_row_fills_its_width_and_never_more(moment: Moment, width: int) -> None:
    shown = Shown(moment, width)
    assert {cell_len(shown.text(node)) for node in shown.outline.walk()} == {width}


@pytest.mark.parametrize("width", [60, 79, 90, 120])
def test_what_stands_at_the_right_begins_in_the_same_column(width: int) -> None:
    shown = Shown("live", width)
    sizes = columns(width)
    edge = width - sizes.right
    rows = [shown.text(node) for node in shown.outline.walk() if node.kind in ("item", "phase")]
    assert {text[edge - 1] for text in rows} == {" "}


def test_an_item_says_glyph_word_owner_time_and_evidence() -> None:
    said = Shown("live", 120).of("Run production tests")
    assert " ".join(said.split()) == "✓ Run production tests done jon 13:19Z 212 of 212"


def test_a_failed_item_says_why() -> None:
    said = Shown("before-go-live", 120).of("Vulnerability scans passed")
    assert "✗ Vulnerability" in said
    assert "FAIL" in said


def test_a_step_says_its_command_and_an_item_with_a_check_how() -> None:
    shown = Shown("before-go-live", 120)
    steps = [node for node in shown.outline.walk() if node.item and node.item.step]
    untouched = [n for n in steps if shown.mirror.state.item(n.ref).record.status == "open"]
    assert untouched
    assert all("$ " in shown.text(node) for node in untouched)


def test_a_heading_counts_and_says_what_is_wanting() -> None:
    shown = Shown("before-go-live")
    assert "9/12" in shown.of("Testing Completed")
    assert "✗ 1 failed" in shown.of("Testing Completed")


def test_a_finished_heading_says_when() -> None:
    assert "✓ 13:09Z" in Shown("live").of("Testing Completed")


def test_a_skip_is_counted_with_its_heading() -> None:
    shown = Shown("live", 120)
    group = shown.outline.of_item("domain-dns")
    assert group is None or "skipped" in shown.text(group) or "stale" in shown.text(group)


def test_figures_are_met_not_met_or_not_measured() -> None:
    texts = [
        Shown("live", 120).text(node)
        for node in outline(mirror_at("live").checklist).walk()
        if node.kind == "objective"
    ]
    assert any(" met " in text for text in texts)
    assert any("NOT MET" in text for text in texts)


def test_contacts_that_are_placeholders_say_so() -> None:
    assert "not filled" in Shown("live").of("DevOps")
    assert "Jürgen Gassner" in Shown("live").of("Backend Lead")


def test_a_field_waits_to_be_filled() -> None:
    assert "to be filled" in Shown("live").of("Date")


def test_an_act_that_is_under_way_is_an_ellipsis_until_its_event_is_back() -> None:
    item = "zero-data-loss-guarantee"
    assert "… Zero" in Shown("live", pending=item).of("Zero data loss")
    assert "○ Zero" in Shown("live").of("Zero data loss")


def test_what_can_only_be_answered_later_says_so() -> None:
    shown = Shown("before-go-live", 120)
    later = [node for node in shown.outline.walk() if node.item and node.item.after_go_live]
    assert all("after go-live" in shown.text(node) for node in later)


def test_times_of_another_day_are_dates() -> None:
    assert "24 Nov" in Shown("week", 120).of("Run production tests")
    assert Shown("week").mirror.now - Shown("live").mirror.now > timedelta(days=2)
