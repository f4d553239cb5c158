"""What a step waits for."""

from msgspec.structs import replace

from golive_tui.checklist.model import Gate
from golive_tui.tui.run.facts import Sign, fact_rows
from golive_tui.tui.run.step_list import waits_for
from tests.tui.fakes import desk_at
from tests.tui.run.stepping import with_gates
from tests.tui.stage import rows, settle, staged, text


def test_a_step_behind_a_closed_gate_names_it_and_else_what_it_needs() -> None:
    desk = desk_at("before-go-live")
    assert desk.mirror is not None
    item = desk.mirror.checklist.item("smoke-tests-staging")
    assert item is not None
    gate = Gate(id="g", title="Poll", stations=("Ops",), before="deployment")
    desk.mirror.checklist = replace(desk.mirror.checklist, gates=(gate,))
    desk.mirror.state = replace(desk.mirror.state, items={})
    assert waits_for(desk, item) == "gate Poll OPEN: p"
    desk.mirror.checklist = replace(desk.mirror.checklist, gates=())
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


async def test_a_step_that_cannot_run_now_says_so_at_every_width() -> None:
    gate = Gate(id="g", title="Poll", stations=("Ops",), before="deployment")
    for size in ((80, 24), (160, 40)):
        async with staged("before-go-live", size) as (app, pilot):
            with_gates(app, gate)
            await pilot.press("4")
            app.frame.view.at("load-test-production")  # type: ignore[union-attr]
            await settle(app, pilot)
            said = {title: row for row in rows(app)
                    for title in ("✓ Run imm", "○ Run prod", "○ Load test", "○ Immediate")
                    if title in row}  # fmt: skip
            words = [row.split("│")[0][:79].split() for row in said.values()]
            assert ["passed" in words[0], *("waits" in each for each in words[1:3])] == [True] * 3
            assert "ready" in words[3]
            assert "gate Poll OPEN: p" in text(app)
