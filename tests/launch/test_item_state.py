from golive_tui.launch.item_state import UNTOUCHED
from golive_tui.launch.state import EMPTY


def test_an_item_that_no_event_named_is_open_and_nobody_s() -> None:
    assert EMPTY.item("cdn") is UNTOUCHED
    assert (UNTOUCHED.record.status, UNTOUCHED.record.by, UNTOUCHED.owner) == ("open", "", "")
