import pytest

from tests.checklist.checklists import WHOLE, read, told
from tests.checklist.test_links_measures import OFTEN

FAR = """
[probes.far]
kind = "web"
url = "y"
every = "10s"
"""
UNDO = """
[[stage]]
title = "Back"
rollback = true
[[stage.section]]
title = "By hand"
item = [{ id = "undo", title = "Undo it", run = ["undo"] }]
"""


def trigger(rest: str = "", **keys: str) -> str:
    lines = {
        "title": '"R"',
        "measure": '"error_rate"',
        "of": '["often"]',
        "window": '"60s"',
        "above": '"5%"',
    } | keys
    pairs = "\n".join(f"{key} = {value}" for key, value in lines.items() if value)
    return WHOLE + OFTEN + FAR + f"[triggers.rule]\n{pairs}\n" + rest


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"arm_after": '"nowhere"'}, ".arm_after: no item `nowhere`"),
        ({"control": '"nobody"'}, ".control: no probe `nobody`"),
        ({"control": '"often"'}, ".control: `often` is measured itself"),
        ({"clear_at": '"6%"'}, ".clear_at: it is above the bound"),
        ({"clear_at": "0.03"}, ".clear_at: 0.03 where a percentage is needed"),
        ({"above": "", "below": '"5%"', "clear_at": '"4%"'}, ".clear_at: it is below the bound"),
        ({"every": '"2m"'}, ".every: 2m is longer than the window"),
        ({"coverage": '"150%"'}, ".coverage: more than the whole window"),
        ({"countdown": '"9s"'}, ".countdown: nothing counts down: the action is `ask`"),
        ({"on_blind": '"trip"'}, '.on_blind: "trip" is none of its words'),
        ({"max_hold": '"11m"'}, ".max_hold"),
        (
            {"measure": '"consecutive_failures"', "above": "3", "clear_at": "0", "window": ""},
            ".clear_at: no good look at all",
        ),
    ],
)
def test_what_is_wrong_with_a_trigger_is_told(keys: dict[str, str], said: str) -> None:
    assert [line for line in told(trigger(**keys)) if f"triggers.rule{said}" in line]


def test_a_control_that_looks_too_seldom_is_told() -> None:
    text = trigger(control='"far"').replace('url = "y"\nevery = "10s"', 'url = "y"\nevery = "1m"')
    assert told(text) == [
        (
            "triggers.rule.control: it looks every 1m: too seldom to tell of a failure what it "
            'was; give it `every = "15s"` or less'
        )
    ]


def test_a_rollback_that_starts_by_itself_must_know_what_it_goes_back_to() -> None:
    said = told(trigger(action='"auto"'))
    assert [line.partition(";")[0] for line in said] == [
        "triggers.rule.action: `auto` does not know of a version to go back to",
        "triggers.rule.action: `auto` has no rollback to start",
    ]
    wrong = '[rollback]\nprevious = "nothing"\nhealthy = ["nobody"]\n'
    assert [line.partition(";")[0] for line in told(trigger(wrong + UNDO, action='"auto"'))] == [
        "rollback.previous: no item `nothing`",
        "rollback.healthy[1]: no probe `nobody`",
    ]


def test_a_trigger_with_everything_has_no_problem() -> None:
    text = trigger(
        '[rollback]\nprevious = "undo"\nhealthy = ["far"]\n' + UNDO,
        action='"countdown"',
        countdown='"9s"',
        control='"far"',
        clear_at='"3%"',
        every='"10s"',
        arm_after='"undo"',
        four_eyes="true",
    )
    checklist = read(text)
    rule = checklist.triggers["rule"]
    assert (rule.action, rule.countdown, rule.control, rule.every) == (
        "countdown",
        9.0,
        "far",
        10.0,
    )
    assert (rule.arm_after, rule.four_eyes, rule.clear_at) == ("undo", True, 0.03)
    assert (checklist.rollback.previous, checklist.rollback.healthy) == ("undo", ("far",))


def test_a_bound_that_cannot_be_read_is_the_only_problem_told() -> None:
    (said,) = told(trigger(above='"lots"', clear_at='"3%"'))
    assert said.startswith("triggers.rule.above: ")


def test_so_many_good_looks_in_a_row_make_it_well() -> None:
    text = trigger(measure='"consecutive_failures"', above="3", clear_at="5", window="")
    assert read(text).triggers["rule"].clear_at == 5.0
