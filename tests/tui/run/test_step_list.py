"""What a step waits for."""

from msgspec.structs import replace

from golive_tui.checklist.model import Gate
from golive_tui.tui.run.facts import Sign, fact_rows
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


def test_what_a_step_waits_for_is_never_cut() -> None:
    desk = desk_at("before-go-live")
    assert desk.mirror is not None
    plan = desk.mirror.checklist
    named = [item.id for _, _, item in plan.leaves() if item.step is None][:4]
    assert named
    step = plan.item("deploy-production")
    assert step is not None
    assert step.step is not None
    waiting = replace(step, step=replace(step.step, needs=tuple(named)))
    desk.mirror.checklist = replace(plan, gates=())
    desk.mirror.state = replace(desk.mirror.state, items={}, steps={})
    assert waits_for(desk, waiting) == f"needs {', '.join(named)}"
    said = fact_rows(desk.mirror, waiting, None, Sign(waits=waits_for(desk, waiting)), desk.now)
    shown = " ".join(each.text for row in said for each in row)
    assert all(name in shown for name in named)
