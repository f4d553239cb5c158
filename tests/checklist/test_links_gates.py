import pytest

from golive_tui.checklist.model import Gate
from tests.checklist.checklists import HEAD, TREE, WHOLE, read, told

GATE = """
[[gate]]
title = "Go or no-go"
stations = ["Backend", "DevOps"]
before = "a"
"""
ROLLBACK = """
[[stage]]
title = "Back"
rollback = true
[[stage.section]]
title = "Undo"
[[stage.section.item]]
title = "Group"
[[stage.section.item.item]]
title = "Undo it"
run = ["undo"]
"""


def test_a_gate_is_read_with_its_defaults() -> None:
    checklist = read(WHOLE + GATE)
    gate = Gate(
        id="go-or-no-go",
        title="Go or no-go",
        stations=("Backend", "DevOps"),
        before="a",
        valid_for=1800.0,
        line=20,
    )
    assert checklist.gates == (gate,)
    assert checklist.gate("go-or-no-go") == gate


def test_without_a_stage_going_live_waits_for_it() -> None:
    text = GATE.replace('before = "a"', 'id = "live"\nvalid_for = "2h"')
    (gate,) = read(WHOLE + text).gates
    assert (gate.id, gate.before, gate.valid_for) == ("live", "", 7200.0)


def test_a_step_may_need_a_gate() -> None:
    item = read(WHOLE + 'run = ["x"]\nneeds = ["go-or-no-go"]\n' + GATE).item("c")
    assert item is not None
    assert item.step is not None
    assert item.step.needs == ("go-or-no-go",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"a"', '"b2"', "before: no stage `b2`; leave it out, and going live waits for the gate"),
        ('"a"', '"b"', "before: no stage `b`; leave it out, and going live waits for the gate"),
        ('"DevOps"', '"Backend"', "stations[2]: `Backend` twice"),
        ('["Backend", "DevOps"]', "[]", "stations: an empty list; at least 1"),
        ('before = "a"', "valid_for = 30", 'valid_for: 30 has no unit; write it like "30s"'),
    ],
)
def test_what_is_wrong_with_a_gate_is_told(old: str, new: str, said: str) -> None:
    (sentence,) = told(WHOLE + GATE.replace(old, new))
    assert sentence.startswith(f"gate[1].{said}")


def test_a_gate_shares_the_ids_of_all_things() -> None:
    (sentence,) = told(WHOLE + GATE.replace('before = "a"', 'id = "site"'))
    assert "the id `site` is that of a probe on line 7 already" in sentence
    assert sentence.endswith('`id = "gate-site"`')


def test_a_rollback_waits_for_nobody_s_vote() -> None:
    text = HEAD + TREE + ROLLBACK + 'needs = ["go-or-no-go"]\n' + GATE.replace('"a"', '"back"')
    assert told(text) == [
        (
            "stage[2].section[1].item[1].item[1].needs[1]: `go-or-no-go` is a gate, and a "
            "rollback waits for nobody's vote; leave it out"
        ),
        (
            "gate[1].before: `back` is a rollback, and a rollback waits for nobody's vote; "
            "put the gate before another stage"
        ),
    ]


def test_a_rollback_waits_for_nobodys_approval() -> None:
    assert told(WHOLE + ROLLBACK + "four_eyes = true\n") == [
        (
            "stage[2].section[1].item[1].item[1].four_eyes: "
            "a rollback waits for nobody's approval; leave it out"
        )
    ]


def test_a_gate_may_ask_for_four_eyes() -> None:
    assert read(WHOLE + GATE + "four_eyes = true\n").gates[0].four_eyes


def test_a_step_of_a_rollback_may_need_another_step() -> None:
    item = read(WHOLE + ROLLBACK + 'needs = ["c"]\n').item("undo-it")
    assert item is not None
    assert item.step is not None
    assert item.step.needs == ("c",)
