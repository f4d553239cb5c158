"""What a step waits for."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from golive_tui.checklist.model import Gate
from golive_tui.launch.events import ItemRecord
from golive_tui.launch.item_state import ItemState
from golive_tui.launch.state import Attempt, StepState, StepStatus
from golive_tui.tui.run.facts import Sign, fact_rows
from golive_tui.tui.run.step_list import waits_for, where_to_stand
from tests.screens.scene import mirror_at
from tests.tui.fakes import desk_at
from tests.tui.run.stepping import begin, end, with_gates
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


AT = datetime(2026, 11, 24, 13, tzinfo=UTC)


def ran(minute: int, status: StepStatus) -> StepState:
    """A step that ran once, in that minute."""
    at = AT + timedelta(minutes=minute)
    ended = None if status == "running" else at + timedelta(seconds=20)
    return StepState(attempts=(
        Attempt(id="a-1", status=status, requested_at=at, by="ana", ended_at=ended),
    ))  # fmt: skip


FIRST, SECOND, THIRD, FOURTH = (
    "deploy-staging", "smoke-tests-staging", "migrate-frontends-staging", "deploy-production",
)  # fmt: skip
UNDO = "immediate-rollback"


@pytest.mark.parametrize(
    ("runs", "place", "stands"),
    [
        ({}, "", FIRST),
        ({}, THIRD, THIRD),
        ({}, "gone", FIRST),
        ({FIRST: ran(1, "succeeded")}, "", SECOND),
        ({FIRST: ran(1, "succeeded")}, FIRST, FIRST),
        ({FIRST: ran(1, "failed"), SECOND: ran(2, "running")}, FOURTH, SECOND),
        ({FIRST: ran(1, "running"), SECOND: ran(2, "running")}, FOURTH, FIRST),
        ({FIRST: ran(1, "running"), SECOND: ran(2, "running")}, SECOND, SECOND),
        ({FIRST: ran(3, "failed"), SECOND: ran(2, "timed_out")}, FOURTH, FIRST),
        ({FIRST: ran(1, "failed"), SECOND: ran(2, "unknown")}, FIRST, SECOND),
        ({UNDO: ran(1, "failed")}, FIRST, UNDO),
        ({FIRST: ran(1, "cancelled")}, THIRD, THIRD),
    ],
)
def test_who_comes_to_the_steps_stands_where_a_person_is_wanted(
    runs: dict[str, StepState], place: str, stands: str
) -> None:
    mirror = mirror_at("before-go-live")
    items = {
        name: ItemState(record=ItemRecord(status="passed"))
        for name, step in runs.items() if step.status == "succeeded"
    }  # fmt: skip
    state = replace(mirror.state, items=items, steps=runs)
    assert where_to_stand(mirror.checklist, state, place) == stands


def test_where_nothing_is_left_undone_it_is_what_ran_last_and_no_rollback() -> None:
    mirror = mirror_at("before-go-live")
    done = {
        item.id: ItemState(record=ItemRecord(status="passed"))
        for _, stage, item in mirror.checklist.leaves()
        if not stage.rollback
    }
    runs = {FIRST: ran(5, "succeeded"), THIRD: ran(4, "failed")}
    state = replace(mirror.state, items=done, steps=runs)
    assert where_to_stand(mirror.checklist, state, "") == FIRST
    assert where_to_stand(mirror.checklist, state, SECOND) == SECOND
    assert where_to_stand(mirror.checklist, replace(state, steps={}), "") == ""


async def test_who_left_the_steps_comes_back_to_what_runs_or_failed_else_to_where_they_were() -> (
    None
):
    async with staged("before-go-live", (160, 40)) as (app, pilot):

        async def away_and_back() -> str:
            await pilot.press("1")
            await settle(app, pilot)
            await pilot.press("4")
            await settle(app, pilot)
            assert app.frame.view is not None
            return app.frame.view.subject

        assert await away_and_back() == "production-tests"
        await pilot.press("k", "k")
        await settle(app, pilot)
        assert await away_and_back() == "update-frontends-production"
        assert app.desk.places == {"run": "update-frontends-production"}
        attempt = begin(app, FOURTH)
        assert await away_and_back() == FOURTH
        end(app, attempt, FOURTH)
        await pilot.press("g", "4")
        await settle(app, pilot)
        assert app.frame.view.subject == FIRST  # type: ignore[union-attr]
