import pytest

from tests.checklist.checklists import HEAD, PROBE, TREE, WHOLE, read, told, wrong

TRIGGER = """
[triggers.errors]
title = "Errors"
measure = "error_rate"
of = ["site"]
window = "10m"
above = "5%"
"""
PHASE = """
[[watch]]
title = "First hour"
from = "0h"
until = "1h"
every = "15m"
items = ["All well?"]
"""


def test_a_whole_checklist_has_no_problem() -> None:
    text = WHOLE + TRIGGER + PHASE
    assert read(text).title == "T"


def test_an_id_that_is_taken_names_both_lines() -> None:
    text = WHOLE + '[[stage.section.item]]\ntitle = "C"\n'
    assert wrong(text) == [
        (
            "20: stage[1].section[1].item[2].title: the id `c` is that of an item on line 18 "
            'already; give it one of its own: `id = "b-c"`'
        )
    ]


def test_ids_are_unique_over_the_whole_file() -> None:
    text = (
        WHOLE
        + TRIGGER.replace("errors", "site")
        + '[[stage.section.item]]\nid = "t2"\ntitle = "x"\n'
        + PHASE.replace("[[watch]]", '[[watch]]\nid = "t2"')
        + '[signoff]\nconfirm = ["A", { id = "b", title = "x" }, "Good"]\n'
        + '[[stage.section]]\ntitle = "Good"\nsignoff = true\n'
    )
    assert told(text) == [
        (
            "triggers.site: the id `site` is that of a probe on line 7 already; "
            "call it otherwise: `site-trigger`"
        ),
        (
            "watch[1].id: the id `t2` is that of an item on line 27 already; "
            'give it one of its own: `id = "watch-t2"`'
        ),
        (
            "signoff.confirm[1]: the id `a` is that of a stage on line 14 already; "
            'write `{ id = "signoff-a", title = "A" }`'
        ),
        (
            "signoff.confirm[2].id: the id `b` is that of a section on line 16 already; "
            'give it one of its own: `id = "signoff-b"`'
        ),
        (
            "stage[1].section[2].title: the id `good` is that of a confirmation on line 38 "
            'already; give it one of its own: `id = "a-good"`'
        ),
    ]


def test_a_stage_that_is_there_twice_gets_a_number() -> None:
    text = WHOLE + TREE.replace('"B"', '"D"').replace('"C"', '"E"')
    assert told(text)[0].endswith('give it one of its own: `id = "a-2"`')


def test_two_phases_may_ask_the_same_and_one_may_not_ask_it_twice() -> None:
    second = PHASE.replace("First", "Second").replace("1h", "2h").replace("0h", "1h")
    assert len(read(WHOLE + PHASE + second).watch) == 2
    twice = PHASE.replace('["All well?"]', '["All well?", { title = "All well!" }]')
    assert told(WHOLE + twice) == [
        (
            "watch[1].items[2].title: the id `all-well` is that of a question on line 25 already; "
            'give it one of its own: `id = "other-all-well"`'
        )
    ]


def test_a_title_of_which_no_id_can_be_made_needs_one() -> None:
    text = HEAD + TREE.replace('"C"', '"✅"').replace('"B"', '"!"\nid = "b"')
    assert told(text) == [
        (
            "stage[1].section[1].item[1].title: no id can be made of this title; "
            'give the item one of its own: `id = "..."`'
        )
    ]


def test_a_missing_title_is_no_second_problem() -> None:
    assert told(HEAD + TREE.replace('title = "C"', 'owner = "x"')) == [
        "stage[1].section[1].item[1]: `title` is missing; an item needs it"
    ]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('probes = ["siet"]', "item[1].probes[1]: no probe `siet`; did you mean `site`?"),
        ('probes = ["site", "site"]', "item[1].probes[2]: `site` twice"),
        ('run = ["x"]\nneeds = ["zzz"]', "item[1].needs[1]: no item `zzz`; define the item"),
    ],
)
def test_what_an_item_names_must_exist(more: str, said: str) -> None:
    assert told(WHOLE + more) == [f"stage[1].section[1].{said}"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('triggers = ["error"]', "triggers[1]: no trigger `error`; did you mean `errors`?"),
        ('objectives = ["x"]', "objectives[1]: no objective `x`; define the objective"),
        ('watch = ["first-hoar"]', "watch[1]: no phase `first-hoar`; did you mean `first-hour`?"),
        (
            'contacts = ["Ops"]',
            "contacts[1]: no group of contacts `Ops`; define the group of contacts",
        ),
    ],
)
def test_what_a_section_names_must_exist(more: str, said: str) -> None:
    text = WHOLE + f'[[stage.section]]\ntitle = "D"\n{more}\n' + TRIGGER + PHASE
    assert told(text) == [f"stage[1].section[2].{said}"]


def test_what_a_rule_or_a_question_measures_must_exist() -> None:
    text = (
        WHOLE
        + TRIGGER.replace('["site"]', '["site", "sight"]')
        + PHASE.replace('["All well?"]', '[{ title = "Q", probes = ["cite"] }]')
    )
    assert told(text) == [
        "triggers.errors.of[2]: no probe `sight`; did you mean `site`?",
        "watch[1].items[1].probes[1]: no probe `cite`; did you mean `site`?",
    ]


def test_a_confirmation_can_be_needed() -> None:
    text = (
        WHOLE
        + 'run = ["x"]\nneeds = ["approved"]\n'
        + '[[stage.section]]\ntitle = "D"\nsignoff = true\n[signoff]\nconfirm = ["Approved"]\n'
    )
    assert read(text).signoff.confirm[0].id == "approved"


def test_what_is_defined_wrong_is_defined() -> None:
    text = HEAD + "[probes]\nsite = 3\n" + TRIGGER + TREE
    assert told(text) == ["probes.site: 3 where a table is needed"]


def test_problems_of_every_sort_are_told_together() -> None:
    text = (
        HEAD.replace('"https://a"', "1.5")
        + PROBE.replace('"10s"', "10")
        + TRIGGER.replace('"5%"', "5")
        + TREE.replace('title = "C"', 'titel = "C"')
    )
    assert [line.partition(":")[0] for line in wrong(text)] == ["5", "10", "18", "24", "25"]
