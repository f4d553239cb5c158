"""The document's order, kept."""

from golive_tui.tui.dash.outline import outline
from tests.launch.world import checklist
from tests.screens.scene import mirror_at


def test_every_row_of_the_document_is_there_in_its_order() -> None:
    kinds = [(node.kind, node.depth, node.title) for node in outline(checklist()).walk()]
    assert kinds == [
        ("stage", 0, "Pre-Deployment"),
        ("section", 1, "Infrastructure"),
        ("group", 2, "Domain & DNS"),
        ("item", 3, "Domain purchased"),
        ("item", 3, "DNS A records"),
        ("item", 2, "CDN"),
        ("item", 2, "Watch for a day"),
        ("stage", 0, "Deployment"),
        ("section", 1, "Step 1"),
        ("item", 2, "Ship"),
        ("section", 1, "Final Verification"),
        ("field", 2, "Date"),
        ("field", 2, "Notes"),
        ("item", 2, "Go-live approved"),
        ("stage", 0, "Rollback"),
        ("section", 1, "Manual"),
        ("item", 2, "Undo"),
    ]


def test_the_customers_document_shows_rules_phases_objectives_contacts_and_sign_off() -> None:
    found = outline(mirror_at("live").checklist)
    kinds = {node.kind for node in found.walk()}
    assert kinds == {
        "stage", "section", "group", "item", "trigger", "phase", "objective", "contact", "field",
    }  # fmt: skip


def test_a_key_stands_for_one_row_also_where_a_figure_is_shown_twice() -> None:
    found = outline(mirror_at("live").checklist)
    keys = [node.key for node in found.walk()]
    assert len(keys) == len(set(keys)) == len(found.nodes)


def test_an_item_is_found_by_its_id_and_a_group_too() -> None:
    found = outline(checklist())
    item, group = found.of_item("records"), found.of_item("dns")
    assert item is not None
    assert item.item is not None
    assert group is not None
    assert group.item is None
    assert found.of_item("nothing") is None


def test_what_is_under_the_rollback_says_so() -> None:
    found = outline(checklist())
    assert {node.title for node in found.walk() if node.rollback} == {"Rollback", "Manual", "Undo"}
