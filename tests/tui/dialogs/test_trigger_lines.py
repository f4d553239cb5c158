"""The rows of the trigger box."""

from datetime import timedelta

from msgspec.structs import replace

from golive_tui.client.mirror import Mirror
from golive_tui.launch.rollback_state import RollbackState
from golive_tui.launch.trigger_state import TriggerState
from golive_tui.tui.dialogs.trigger_lines import line_cells, lines_of
from tests.screens.scene import mirror_at
from tests.tui.views.reading import crowded, text


def page(mirror: Mirror, width: int = 96) -> str:
    rows = [line_cells(each, mirror, mirror.now, width) for each in lines_of(mirror, mirror.now)]
    return text(rows, width)


def with_triggers(**known: TriggerState) -> Mirror:
    mirror = mirror_at("live")
    states = {name.replace("_", "-"): each for name, each in known.items()}
    mirror.state = replace(mirror.state, triggers=states)
    return mirror


def test_every_trigger_has_a_gauge_and_one_that_is_not_armed_says_when_it_is() -> None:
    assert page(mirror_at("live")).count("○ armed") == 4
    said = page(with_triggers())
    assert said.count("◇ shadow") == 4
    assert "not armed yet: armed after " in said
    assert "would have tripped 2 times" in page(
        with_triggers(error_rate=TriggerState(would_have_tripped=2))
    )


def test_what_became_of_a_trip_stands_under_it() -> None:
    now = mirror_at("live").now
    later = now + timedelta(seconds=90)
    said = page(
        with_triggers(
            health_failures=TriggerState(status="tripped", acts_at=later, since=now),
            error_rate=TriggerState(status="held", by="ana", reason="cdn", held_until=later),
            response_time=TriggerState(status="disarmed", by="lee", reason="test", rearm_at=later),
            websocket_failures=TriggerState(status="armed", blind_since=now),
        )
    )
    assert "ROLLBACK IN 1:30, unless somebody holds it" in said
    assert "held by ana: cdn: asks again in 1:30" in said
    assert "DISARMED by lee: test: armed again in 1:30" in said
    assert "has seen nothing for 0:00 (ws-connect: " in said


def test_one_that_asks_and_one_that_was_rolled_back_say_what_to_press() -> None:
    mirror = with_triggers(
        error_rate=TriggerState(status="tripped", action="ask"),
        response_time=TriggerState(status="acting"),
    )
    assert "asks for the rollback: ctrl+r starts it" in page(mirror)
    back = RollbackState(
        status="rolled_back",
        requested_at=mirror.now,
        by="golive",
        reason="tripped",
        steps=(),
        ended_at=mirror.now,
    )
    told = {}
    for status in ("running", "failed", "rolled_back"):
        mirror.state = replace(mirror.state, rollback=replace(back, status=status))
        told[status] = page(mirror)
    assert "the rollback that it asked for is running: 4 shows it" in told["running"]
    assert "the rollback that it asked for FAILED: 4 shows it" in told["failed"]
    assert f"rolled back at {mirror.now:%H:%M}Z; r resets it" in told["rolled_back"]


def test_it_says_what_happens_if_nobody_does_anything() -> None:
    said = page(mirror_at("live"))
    assert "If everybody vanished now" in said
    assert said.count(" is due") == 1


def test_the_rows_fit_at_every_width() -> None:
    mirror = mirror_at("live")
    now = mirror.now
    assert (
        crowded(
            lambda width: [line_cells(each, mirror, now, width) for each in lines_of(mirror, now)]
        )
        == []
    )


def test_a_row_of_a_trigger_that_is_gone_is_empty() -> None:
    mirror = mirror_at("live")
    rows = lines_of(mirror, mirror.now)
    mirror.checklist = replace(mirror.checklist, triggers={})
    gauges = [each for each in rows if each.kind == "gauge"]
    assert gauges
    assert all(line_cells(each, mirror, mirror.now, 80) == [] for each in gauges)
