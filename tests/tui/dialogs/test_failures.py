from msgspec.structs import replace

from golive_tui.launch.commands import FaultRehearsal
from golive_tui.launch.faults import FAULTS, begin
from golive_tui.tui.desk import Desk
from golive_tui.tui.dialogs.failures import FAILURES, failures
from golive_tui.tui.dialogs.palette import entries
from tests.tui.fakes import desk_at


def at(*, rehearsal: bool) -> Desk:
    desk = desk_at("live")
    assert desk.mirror is not None
    origin = desk.mirror.state.origin
    assert origin is not None
    desk.mirror.state = replace(desk.mirror.state, origin=replace(origin, rehearsal=rehearsal))
    return desk


def test_a_rehearsal_can_be_made_to_fail_by_name_and_mended() -> None:
    names = [each.name for each in failures(at(rehearsal=True))]
    assert names == [
        *(f"make the demo fail: {name}" for name, _ in FAILURES),
        "make the demo fail no more: mend everything",
    ]
    shown = [each.name for each in entries(at(rehearsal=True), (), lambda action: None)]
    assert set(names) <= set(shown)


def test_a_real_launch_has_none_of_it() -> None:
    assert failures(at(rehearsal=False)) == []


def test_each_is_a_fault_that_there_is() -> None:
    desk = at(rehearsal=True)
    assert desk.mirror is not None
    for _, request in FAILURES:
        assert isinstance(request, FaultRehearsal)
        assert begin(desk.mirror.state, request).fault in FAULTS
