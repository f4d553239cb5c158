from golive_tui.launch.codec import state_from_plain, state_to_plain
from golive_tui.launch.state import EMPTY
from golive_tui.launch.trigger_state import NEVER_ARMED
from tests.launch.test_trigger_verbs import staged


def test_a_trigger_that_no_event_has_named_is_disarmed_and_never_was_armed() -> None:
    assert EMPTY.trigger("x") is NEVER_ARMED
    assert (NEVER_ARMED.status, NEVER_ARMED.counts_from) == ("disarmed", None)


def test_it_is_written_and_read_with_the_state() -> None:
    stage = staged()
    stage.pass_time(0.0, 1.0)
    assert stage.state.trigger("health").status == "armed"
    assert state_from_plain(state_to_plain(stage.state)) == stage.state
