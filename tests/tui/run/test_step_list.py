"""What a step waits for."""

from dataclasses import replace

from golive_tui.checklist.model import Gate
from golive_tui.tui.run.step_list import waits_for
from tests.tui.fakes import desk_at


def test_a_step_behind_a_closed_gate_names_it_and_else_what_it_needs() -> None:
    desk = desk_at("before-go-live")
    assert desk.mirror is not None
    item = desk.mirror.checklist.item("smoke-tests-staging")
    assert item is not None
    gate = Gate(id="g", title="Poll", stations=("Ops",), before="deployment")
    desk.mirror.checklist = replace(desk.mirror.checklist, gates=(gate,))
    assert waits_for(desk, item) == "gate Poll OPEN: p"
    desk.mirror.checklist = replace(desk.mirror.checklist, gates=())
    desk.mirror.state = replace(desk.mirror.state, items={})
    assert waits_for(desk, item) == "needs deploy-staging"
