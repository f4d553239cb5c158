"""One table of keys, and the rule about the letters that a broken line may type."""

from golive_tui.tui.frame.modes import DIALOGS, MODES
from golive_tui.tui.ground.keys import UNSAFE_KEYS, faults
from golive_tui.tui.ground.lines import LIST_KEYS
from golive_tui.tui.keys_table import ACTIONS, APP


def test_no_key_breaks_a_rule_or_means_two_things() -> None:
    assert faults([*ACTIONS, *LIST_KEYS]) == []


def test_what_changes_a_launch_sits_on_no_letter_that_a_broken_sequence_types() -> None:
    writes = {key for action in ACTIONS if action.danger != "none" for key in action.keys}
    assert writes
    assert not writes & UNSAFE_KEYS


def test_every_view_has_its_key_and_every_key_its_view() -> None:
    keys = {action.keys[0] for action in APP if action.action.startswith("show(")}
    assert keys == {mode.key for mode in MODES}


def test_every_dialog_of_the_table_is_one_that_can_be_made() -> None:
    asked = {action.action[5:-2] for action in APP if action.action.startswith("ask(")}
    assert asked == set(DIALOGS)


def test_every_action_says_what_it_does_in_a_sentence() -> None:
    assert [action.id for action in ACTIONS if not action.help.endswith(".")] == []
