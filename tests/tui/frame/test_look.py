"""What the strip says at each moment of a launch."""

import pytest
from msgspec.structs import replace

from golive_tui.client.mirror import Mirror
from golive_tui.launch.state import LaunchState
from golive_tui.tui.frame.look import Look, look
from tests.screens.scene import MOMENTS, Moment, mirror_at


def at(moment: Moment) -> Look:
    mirror = mirror_at(moment)
    return look(mirror, mirror.now, "ana")


def with_state(mirror: Mirror, state: LaunchState) -> Look:
    mirror.state = state
    return look(mirror, mirror.now, "ana")


def test_before_go_live_it_says_what_is_left_and_how_to_begin() -> None:
    shown = at("before-go-live")
    assert shown.launch.value == "not live"
    assert shown.phase.value == "before go-live"
    assert "items left" in shown.phase.detail
    assert shown.next.detail == "G goes live"
    assert not shown.live


def test_live_it_says_elapsed_phase_round_and_wait() -> None:
    shown = at("live")
    assert shown.launch.value == "T+00:47:12"
    assert shown.phase.value == "Hour 1-6: Critical Monitoring"
    assert shown.phase.detail == "round 4 of 24 · every 15 min"
    assert (shown.next.value, shown.next.detail) == ("in 12:48", "14:15Z · 1 missed")


def test_a_due_round_turns_inverse_and_counts() -> None:
    shown = at("round-due")
    assert (shown.next.value, shown.next.inverse) == ("DUE 2:41", True)
    assert "1 question" in shown.next.detail


def test_a_late_round_says_so() -> None:
    mirror = mirror_at("round-due")
    late = {
        key: replace(each, status="overdue") if each.status == "due" else each
        for key, each in mirror.state.rounds.items()
    }
    assert with_state(mirror, replace(mirror.state, rounds=late)).next.value == "LATE 2:41"


def test_the_decision_comes_with_its_first_reason() -> None:
    shown = at("live")
    assert shown.decision.value == "✗ NO-GO"
    assert shown.decision.detail.startswith("1 probe fails: ")
    assert at("week").decision.value == "● GO"


def test_in_the_normal_state_nothing_but_production_is_inverse() -> None:
    shown = at("week")
    assert not any(tile.inverse for tile in shown.tiles)
    assert shown.target_role == "prod"


def test_an_alarm_is_counted_and_the_worst_probe_named() -> None:
    shown = at("live")
    assert (shown.alarms.value, shown.alarms.inverse) == ("▲ 1 ALARM", True)
    assert shown.worst.value.startswith("▲ alarm ")
    assert at("week").alarms.value == "none"


def test_who_steers_and_who_watches() -> None:
    mirror = mirror_at("live")
    assert look(mirror, mirror.now, "ana").people == "ana at the helm (you) · 1 watching"
    mirror.engine = replace(mirror.engine, helm=2)
    assert look(mirror, mirror.now, "lee").people == "watching; lee has the helm"
    mirror.engine = replace(mirror.engine, helm=None)
    assert look(mirror, mirror.now, "").people == "nobody at the helm · 2 watching"


def test_a_rehearsal_is_called_one_with_its_speed() -> None:
    mirror = mirror_at("live")
    origin = mirror.state.origin
    assert origin is not None
    rehearsal = replace(mirror.state, origin=replace(origin, rehearsal=True, speed=60.0))
    assert with_state(mirror, rehearsal).rehearsal == "REHEARSAL x60"
    named = replace(origin, rehearsal=True, speed=60.0, target="rehearsal")
    assert with_state(mirror, replace(mirror.state, origin=named)).rehearsal == "x60"


@pytest.mark.parametrize("moment", list(MOMENTS))
def test_every_tile_has_a_value_at_every_moment(moment: Moment) -> None:
    assert all(tile.label and tile.value for tile in at(moment).tiles)
