"""The polls: votes, overrides, and what stands in the way of a vote."""

from datetime import timedelta

from golive_tui.checklist.model import Gate
from golive_tui.launch import commands as c
from golive_tui.launch.events import GateOverridden, GatePolled
from golive_tui.launch.gates import basis
from golive_tui.tui.desk import EVERYTHING
from tests.tui.run.stepping import engine_of, happened, with_gates
from tests.tui.stage import Staged, rows, settle, staged, text

GATE = Gate(id="go", title="Go/no-go", stations=("Backend", "Security"), before="deployment")


def voted(app: Staged, *, rests_on: str = "") -> None:
    mirror = app.desk.mirror
    assert mirror is not None
    resting = rests_on or basis(mirror.checklist, mirror.state, GATE)
    happened(app, GatePolled(gate="go", station="Backend", vote="go", name="Lee", basis=resting,
                             expires_at=mirror.now + timedelta(minutes=30)))  # fmt: skip


async def test_votes_are_shown_with_who_and_how_long_they_are_good() -> None:
    async with staged("before-go-live", (120, 35)) as (app, pilot):
        with_gates(app, GATE)
        voted(app)
        await pilot.press("p")
        await settle(app, pilot)
        said = text(app)
        assert "◐ OPEN" in said
        assert "Lee (as lee), 0:00 ago · good for 30 min" in said
        assert "Security         no vote yet" in said


async def test_a_vote_on_what_has_changed_since_is_void() -> None:
    async with staged("before-go-live", (120, 35)) as (app, pilot):
        with_gates(app, GATE)
        voted(app, rests_on="another")
        await pilot.press("p")
        await settle(app, pilot)
        assert "said go, its ground has changed · Lee" in text(app)


async def test_go_needs_a_name_and_no_go_a_reason_too() -> None:
    async with staged("before-go-live", (120, 35)) as (app, pilot):
        with_gates(app, GATE)
        engine = engine_of(app)
        await pilot.press("p", "space")
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        await pilot.press("X")
        await settle(app, pilot)
        await pilot.press("enter")
        await settle(app, pilot)
        await pilot.press(*"open ports", "enter")
        await settle(app, pilot)
        assert engine.acts == [
            c.VoteGate(gate="go", station="Backend", vote="go", name="ana"),
            c.VoteGate(gate="go", station="Security", vote="no-go", name="ana",
                       reason="open ports"),
        ]  # fmt: skip


async def test_an_override_has_a_reason_and_its_banner_stays_until_it_is_resolved() -> None:
    async with staged("before-go-live", (120, 35)) as (app, pilot):
        with_gates(app, GATE)
        engine = engine_of(app)
        await pilot.press("p", "o")
        await settle(app, pilot)
        await pilot.press(*"no time", "enter")
        await settle(app, pilot)
        happened(app, GateOverridden(gate="go", reason="no time"))
        await settle(app, pilot)
        assert "Go/no-go OVERRIDDEN by lee: no time" in text(app)
        await pilot.press("s")
        await settle(app, pilot)
        await pilot.press(*"polled again", "enter")
        await settle(app, pilot)
        assert engine.acts == [
            c.OverrideGate(gate="go", reason="no time"),
            c.ResolveGate(gate="go", note="polled again"),
        ]


async def test_without_gates_that_is_said() -> None:
    async with staged("before-go-live") as (app, pilot):
        with_gates(app)
        app.desk.mark(EVERYTHING)
        await pilot.press("p")
        await settle(app, pilot)
        assert "no gates" in rows(app)[-2]
