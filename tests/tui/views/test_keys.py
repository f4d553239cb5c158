from golive_tui.tui.ground.keys import faults
from golive_tui.tui.ground.lines import LIST_KEYS
from golive_tui.tui.keys_table import ACTIONS
from golive_tui.tui.views.keys import LOG, WHO

VIEW_KEYS = (*LOG, *WHO)


def test_no_key_of_a_view_clashes_or_could_be_typed_by_a_broken_escape_sequence() -> None:
    own = {action.id for action in VIEW_KEYS}
    every = [*{action.id: action for action in (*ACTIONS, *VIEW_KEYS)}.values()]
    assert [fault for fault in faults(every) if fault.split()[0].strip(":") in own] == []


def test_none_of_them_changes_the_launch() -> None:
    assert {action.danger for action in VIEW_KEYS} == {"none"}


def test_no_key_of_a_list_is_taken() -> None:
    lists = {key for action in LIST_KEYS for key in action.keys}
    assert [action.id for action in VIEW_KEYS if lists & set(action.keys)] == []
