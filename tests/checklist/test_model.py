from golive_tui.checklist.model import Item, Measure, Phase
from tests.checklist.checklists import HEAD, read

TREE = """
[[stage]]
title = "A"
[[stage.section]]
title = "B"
[[stage.section.item]]
title = "Group"
[[stage.section.item.item]]
title = "One"
[[stage.section.item.item]]
title = "Inner"
[[stage.section.item.item.item]]
title = "Two"
[[stage.section.item]]
title = "Three"
[[stage]]
title = "End"
[[stage.section]]
title = "Sign-off"
signoff = true
[[stage.section.item]]
title = "Four"
[[watch]]
title = "Day"
from = "0h"
until = "24h"
every = "1h"
items = ["?"]
[signoff]
confirm = ["Five"]
"""
CHECKLIST = read(HEAD + TREE.replace('items = ["?"]', 'items = ["Well?"]'))


def test_the_leaves_come_in_order_with_the_titles_above_them() -> None:
    assert [(path, stage.id, item.id) for path, stage, item in CHECKLIST.leaves()] == [
        (("A", "B", "Group"), "a", "one"),
        (("A", "B", "Group", "Inner"), "a", "two"),
        (("A", "B"), "a", "three"),
        (("End", "Sign-off"), "end", "four"),
        (("End", "Sign-off"), "end", "five"),
    ]


def test_an_item_is_found_by_its_id_however_deep_it_lies() -> None:
    for name in ("group", "inner", "two", "three", "five"):
        found = CHECKLIST.item(name)
        assert found is not None
        assert found.id == name
    assert CHECKLIST.item("six") is None


def test_a_group_is_an_item_that_holds_items() -> None:
    group = CHECKLIST.item("group")
    assert group is not None
    assert group.is_group
    assert [item.id for item in group.leaves()] == ["one", "two"]
    alone = Item(id="x", title="X")
    assert not alone.is_group
    assert list(alone.leaves()) == [alone]


def test_a_phase_is_found_by_its_id() -> None:
    phase = CHECKLIST.phase("day")
    assert isinstance(phase, Phase)
    assert phase.rounds == 24
    assert CHECKLIST.phase("night") is None


def test_the_limit_of_a_measure_is_the_bound_that_is_set() -> None:
    assert Measure(measure="p95", of=("a",), window=1, above=2.0).limit == 2.0
    assert Measure(measure="p95", of=("a",), window=1, below=3.0).limit == 3.0
    assert Measure(measure="p95", of=("a",), window=1).limit == 0.0


def test_a_gate_is_found_by_its_id() -> None:
    gate = '[[gate]]\ntitle = "Poll"\nstations = ["Lead"]\nbefore = "a"\n'
    found = read(HEAD + TREE.replace('items = ["?"]', 'items = ["Well?"]') + gate)
    assert found.gate("poll") is found.gates[0]
    assert found.gate("other") is None
