"""The table of actions, what is made of it, and the rules on keys."""

from dataclasses import replace

import pytest

from golive_tui.tui.ground.keys import (
    UNSAFE_KEYS,
    Action,
    bindings,
    faults,
    footer_line,
    help_rows,
    markdown,
    shown_key,
)
from golive_tui.tui.ground.lines import LIST_KEYS

CHECK = Action(
    id="item.check",
    keys=("space",),
    action="check",
    label="check",
    help="Mark the item as passed, with its evidence.",
    group="Checklist",
    scope="tree",
    danger="writes",
)
SKIP = replace(CHECK, id="item.skip", keys=("x",), action="skip", label="skip", help="Skip it.")
HELP = Action(
    id="app.help",
    keys=("question_mark", "f1"),
    action="help",
    label="help",
    help="Say what the keys do | here.",
    group="Everywhere",
)
DETACH = replace(HELP, id="app.detach", keys=("q",), action="detach", label="detach")
TABLE = (CHECK, SKIP, HELP, DETACH)


def test_a_good_table_has_no_faults() -> None:
    assert faults(TABLE) == []


def test_the_keys_of_lists_keep_the_rules() -> None:
    assert faults([*TABLE, *LIST_KEYS]) == []


@pytest.mark.parametrize("key", sorted(UNSAFE_KEYS))
def test_a_key_that_a_broken_sequence_types_may_only_look(key: str) -> None:
    named = {"~": "tilde", "[": "left_square_bracket", ";": "semicolon"}.get(key, key)
    for written in {key, named}:
        assert faults([replace(CHECK, keys=(written,))])
        assert faults([replace(CHECK, keys=(written,), danger="runs")])
        assert not faults([replace(CHECK, keys=(written,), danger="none")])


@pytest.mark.parametrize(
    "key",
    [
        "ctrl+m",
        "ctrl+i",
        "ctrl+j",
        "ctrl+h",
        "ctrl+a",
        "ctrl+b",
        "ctrl+shift+x",
        "ctrl+X",
        ",",
        "a,b",
    ],
)
def test_a_key_that_is_another_or_is_not_sent_is_no_key(key: str) -> None:
    assert faults([replace(HELP, keys=(key,))])


def test_two_actions_on_one_key_are_told_where_they_meet() -> None:
    other = replace(SKIP, id="item.note", keys=("space",))
    assert faults([CHECK, other]) == ["item.check and item.note: both on `space`"]
    assert faults([CHECK, replace(other, scope="probes")]) == []
    assert faults([CHECK, replace(other, scope="app")])


def test_an_id_is_used_once_and_an_action_has_a_key() -> None:
    assert faults([CHECK, replace(SKIP, id=CHECK.id)]) == ["item.check: used twice"]
    assert faults([replace(CHECK, keys=())]) == ["item.check: has no key"]


def test_bindings_carry_the_id_so_that_a_key_map_finds_them() -> None:
    binding = bindings(TABLE)[0]
    assert (binding.key, binding.action, binding.id) == ("space", "check", "item.check")
    assert [each.id for each in bindings(TABLE)] == [each.id for each in TABLE]


def test_an_action_without_a_label_is_bound_and_not_in_the_footer() -> None:
    quiet = replace(CHECK, label="")
    assert not bindings([quiet])[0].show
    assert footer_line([quiet, DETACH], 40) == "q detach"


def test_a_footer_drops_from_its_end_but_keeps_the_way_out() -> None:
    assert footer_line(TABLE, 80) == "space check  x skip  ? help  q detach"
    assert footer_line(TABLE, 36) == "space check  x skip  q detach"
    assert footer_line(TABLE, 12) == "q detach"
    assert footer_line(TABLE, 3) == "q d"


@pytest.mark.parametrize(
    ("key", "shown"), [("question_mark", "?"), ("escape", "esc"), ("ctrl+p", "ctrl+p"), ("j", "j")]
)
def test_a_key_is_written_as_on_the_keyboard(key: str, shown: str) -> None:
    assert shown_key(key) == shown


def test_help_keeps_a_group_together() -> None:
    mixed = [CHECK, HELP, SKIP]
    assert [group for group, _, _ in help_rows(mixed)] == ["Checklist", "Checklist", "Everywhere"]
    assert help_rows([HELP])[0][1] == "? f1"


def test_the_docs_table_is_markdown() -> None:
    assert markdown([HELP]) == (
        "| where | key | does |\n|---|---|---|\n"
        "| Everywhere | `?` `f1` | Say what the keys do \\| here. |\n"
    )
