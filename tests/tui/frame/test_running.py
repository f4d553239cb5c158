"""Steps in the dashboard's words."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from golive_tui.launch.state import EMPTY, Attempt, StepState
from golive_tui.tui.frame.running import command_text, elapsed, how_it_stands, running, step_items
from tests.screens.scene import mirror_at

AT = datetime(2026, 11, 24, 13, tzinfo=UTC)
ATTEMPT = Attempt(id="a-1", status="running", requested_at=AT, by="ana", started_at=AT)


def test_a_scaled_clock_does_not_make_a_command_faster() -> None:
    state = mirror_at("live").state
    assert state.origin is not None
    fast = replace(state, origin=replace(state.origin, speed=60.0))
    assert elapsed(ATTEMPT, fast, AT + timedelta(minutes=1)) == 1.0
    assert elapsed(ATTEMPT, EMPTY, AT + timedelta(minutes=1)) == 60.0


def test_an_attempt_says_how_it_stands_and_how_it_ended() -> None:
    now = AT + timedelta(seconds=41)
    assert how_it_stands(ATTEMPT, EMPTY, now) == "running 0:41"
    assert how_it_stands(replace(ATTEMPT, cancelling=True), EMPTY, now) == "cancelling 0:41"
    ended = replace(ATTEMPT, status="failed", seconds=12.0, exit_code=3)
    assert how_it_stands(ended, EMPTY, now) == "FAILED 0:12, exit 3"
    assert how_it_stands(replace(ATTEMPT, status="unknown"), EMPTY, now) == "UNKNOWN"


def test_what_runs_is_found_with_its_title() -> None:
    mirror = mirror_at("live")
    state = replace(mirror.state, steps={"deploy-staging": StepState(attempts=(ATTEMPT,))})
    (found,) = running(mirror.checklist, state)
    assert found.title == "Deploy to staging environment"
    assert "deploy-staging" in [item.id for item in step_items(mirror.checklist)]


def test_a_command_is_written_as_it_would_be_typed() -> None:
    assert command_text(["a", "b c"], shell=False) == "a 'b c'"
    one_line = True
    assert command_text(["a | b"], shell=one_line) == "a | b"
