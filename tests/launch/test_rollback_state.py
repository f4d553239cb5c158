from golive_tui.launch.codec import from_plain, to_plain
from golive_tui.launch.rollback_state import RollbackState
from tests.launch.world import after


def test_a_rollback_of_before_triggers_is_read_as_one_without_a_cause() -> None:
    plain = to_plain(
        RollbackState(
            status="running", requested_at=after(0), by="ana", reason="r", steps=("undo-it",)
        )
    )
    del plain["triggers"]
    assert from_plain({**plain, "requested_at": after(0)}, RollbackState).triggers == ()
