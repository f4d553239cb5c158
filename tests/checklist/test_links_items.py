import pytest

from tests.checklist.checklists import HEAD, TREE, WHOLE, read, told

ITEM = "stage[1].section[1].item[1]"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('timeout = "5s"', f"{ITEM}.timeout: `timeout` without `run`; only a step has it"),
        ("shell = true", f"{ITEM}.shell: `shell` without `run`; only a step has it"),
        (
            'check = { kind = "wire" }\nfour_eyes = true',
            (
                f"{ITEM}.four_eyes: `four_eyes` beside a `check`: a look is no person; "
                "make the second word an item of its own"
            ),
        ),
        (
            'run = ["x"]\nrerun = "never"\nretries = 1',
            (
                f'{ITEM}.retries: retries of what may not run again (rerun = "never"); '
                "leave one of them out"
            ),
        ),
        (
            'run = ["x"]\ncheck = { kind = "wire" }',
            (
                f"{ITEM}.check: both `check` and `run`: an item is answered by one of them; "
                "make the check an item of its own"
            ),
        ),
        (
            'run = "make deploy"',
            (
                f"{ITEM}.run: a line where a list of arguments is needed; "
                'write a list, such as ["make", "deploy"], or add `shell = true`'
            ),
        ),
        (
            'run = ["make"]\nshell = true',
            (
                f"{ITEM}.run: a list of arguments where the shell needs a line; "
                "write one line, or leave `shell` out"
            ),
        ),
        ('run = ["", "x"]', f"{ITEM}.run[1]: an empty command"),
        ('run = ["x"]\nverify = [" "]', f"{ITEM}.verify[1]: an empty command"),
        ('run = ["x"]\nrehearse = [""]', f"{ITEM}.rehearse[1]: an empty command"),
        ('run = "  "\nshell = true', f"{ITEM}.run: an empty command"),
        ('run = ""\nshell = true', f"{ITEM}.run: an empty command"),
        ("run = 1", f"{ITEM}.run: 1 where a list or a text is needed"),
        ("run = []", f"{ITEM}.run: an empty list; at least 1"),
    ],
)
def test_what_an_item_may_not_have_is_told(more: str, said: str) -> None:
    assert told(WHOLE + more) == [said]


@pytest.mark.parametrize("key", ["check", "run", "valid_for", "timeout", "env"])
def test_a_group_has_nothing_that_answers_it(key: str) -> None:
    value = {"check": '{ kind = "wire" }', "run": '["x"]', "env": "{}"}.get(key, '"1h"')
    text = WHOLE + f'{key} = {value}\n[[stage.section.item.item]]\ntitle = "D"\n'
    assert told(text) == [
        (
            f"{ITEM}.{key}: a group has no `{key}` of its own: its status is that of its items; "
            "move it to one of them"
        )
    ]


def test_a_section_that_shows_nothing_is_told() -> None:
    text = HEAD + TREE.replace("[[stage.section.item]]", "").replace('title = "C"', "")
    assert told(text) == [
        (
            "stage[1].section[1]: the section shows nothing; give it an item, or what it shows: "
            "`triggers`, `watch`, `objectives`, `contacts`, `signoff`"
        )
    ]


def _item(name: str, needs: str) -> str:
    return f'[[stage.section.item]]\ntitle = "{name}"\nrun = ["x"]\nneeds = [{needs}]\n'


def test_steps_that_need_each_other_are_a_circle() -> None:
    text = WHOLE + _item("D", '"e"') + _item("E", '"f"') + _item("F", '"d"')
    assert told(text) == [
        "stage[1].section[1].item[2].needs: a circle: `d` needs `e` needs `f` needs `d`"
    ]


def test_a_step_may_not_need_the_group_in_which_it_stands() -> None:
    text = WHOLE + '[[stage.section.item.item]]\ntitle = "D"\nrun = ["x"]\nneeds = ["c"]\n'
    assert told(text) == [
        "stage[1].section[1].item[1].item[1].needs: a circle: `c` needs `d` needs `c`"
    ]


def test_a_step_may_need_what_it_does_not_hold_up() -> None:
    text = WHOLE + _item("D", '"c"') + _item("E", '"c", "d"')
    assert [item.id for item in read(text).stages[0].sections[0].items] == ["c", "d", "e"]
